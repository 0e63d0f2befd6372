package commandline

import "testing"

func TestExcelStyleFollowsTheMachine(t *testing.T) {
	for value, want := range map[string]rune{"de_DE.UTF-8": ';', "fr_FR": ';', "en_US.UTF-8": ',', "it_IT": ',', "C": ','} {
		t.Setenv("LC_ALL", value)
		if got := ExcelStyle(ofThisMachine); got.Comma != want || !got.Excel {
			t.Errorf("%s: %+v", value, got)
		}
	}
	if got := ExcelStyle("de"); got.Comma != ';' {
		t.Errorf("%+v", got)
	}
}
