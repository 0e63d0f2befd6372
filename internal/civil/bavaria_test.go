package civil

import "testing"

// TestATownInBavaria is the worked example of docs/dates.md.
func TestATownInBavaria(t *testing.T) {
	for region, want := range map[string]string{"DE-BY": "2028-08-15", "DE-BY-EVANG": "2028-08-15", "DE-BY-KATH": "2028-08-14", "DE-BY-A": "2028-08-14"} {
		if got := calendar(t, "Europe/Berlin", "", region).SubBusinessDays(date(t, "2028-08-17"), 2).String(); got != want {
			t.Errorf("%s: two business days before are %s, want %s", region, got, want)
		}
	}
}
