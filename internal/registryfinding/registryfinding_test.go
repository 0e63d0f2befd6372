package registryfinding

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

func TestUnreadable(t *testing.T) {
	at := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	broken := model.NewRegistryRead(model.Fact{ObservedAt: at, Evidence: "a.yaml:1:1: x"}, []string{"/r"})
	f := Unreadable(model.Finding{}, factindex.Streak{First: broken, Last: broken, Failures: 1})
	if f.Message != "The registry has not been readable since 2026-11-30 08:00 UTC; the last valid version stays in force." {
		t.Errorf("%q", f.Message)
	}
	read := model.ReadAsBefore(model.NewRegistryRead(model.Fact{ObservedAt: at, Evidence: "a.yaml:1:1: x\nb.yaml:2:2: y"}, []string{"/r"}), 3, 0)
	f = Unreadable(model.Finding{}, factindex.Streak{First: read, Last: read, Failures: 1})
	if !strings.HasPrefix(f.Message, "The registry has 3 values that version 0.3 will reject.") || len(f.Advice.How) != 3 || f.Advice.How[1] != "b.yaml:2:2: y" || f.Advice.How[2] != "1 more are listed by `supplierwatch check`." {
		t.Errorf("%q, %q", f.Message, f.Advice.How)
	}
	for ofConfiguration, want := range map[int]string{1: "The registry and the configuration have 3 values", 3: "The configuration has 3 values"} {
		read = model.ReadAsBefore(model.NewRegistryRead(model.Fact{ObservedAt: at, Evidence: "a.yaml:1:1: x"}, []string{"/r"}), 3, ofConfiguration)
		f = Unreadable(model.Finding{}, factindex.Streak{First: read, Last: read, Failures: 1})
		if !strings.HasPrefix(f.Message, want) || !strings.Contains(strings.Join(f.Advice.Do, " "), "restart the daemon") {
			t.Errorf("%q, %q", f.Message, f.Advice.Do)
		}
	}
}

func TestWithoutEffect(t *testing.T) {
	f, steps := WithoutEffect(model.Finding{}, model.WithoutEffect{Item: `The contract "A"`, Keys: []model.IdleKey{
		{Key: "notice_to", Why: "needs `open_ended: true`", Do: "Delete notice_to."}, {Key: "roll", Why: "needs `notice`", Do: "Write notice."},
	}})
	if f.Message != "The contract \"A\" has 2 keys without effect: `notice_to` needs `open_ended: true`; `roll` needs `notice`." || len(steps) != 2 {
		t.Errorf("%q, %q", f.Message, steps)
	}
}
