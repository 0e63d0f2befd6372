package daemon

import "testing"

// TestTheServiceStatusIsThatOfTheParts sends mails, reads folders and looks what the page shows of that.
func TestTheServiceStatusIsThatOfTheParts(t *testing.T) {
	x := newExposed(t)
	before := x.page.documents.Service(t.Context())
	if before.SkippedKnown || len(before.Relays) == 0 || !before.Relays[0].Accepted.IsZero() {
		t.Errorf("before the first evaluation: %+v", before)
	}
	x.pass()
	for _, f := range x.incoming.Folders() {
		x.incoming.Scan(t.Context(), f)
	}
	after := x.page.documents.Service(t.Context())
	if !after.SkippedKnown || after.Took < 0 || after.Relays[0].Accepted.IsZero() || after.Relays[0].Down || !after.Relays[0].Written {
		t.Errorf("after an evaluation: %+v", after)
	}
	if len(after.Folders) != len(x.incoming.Folders()) {
		t.Errorf("the folders are %+v", after.Folders)
	}
	for _, f := range after.Folders {
		if f.Failed.IsZero() || f.Error == "" || f.Works() {
			t.Errorf("a folder that cannot be reached: %+v", f)
		}
	}
}
