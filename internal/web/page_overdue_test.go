package web

import (
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/web/content"
)

// TestAPassedDayIsNotShownAsDue checks that an alert whose day has passed says so, and by when something can still be done.
func TestAPassedDayIsNotShownAsDue(t *testing.T) {
	body := func(ahead content.Ahead) string {
		server := serve(t, func(o *Options) {
			o.Snapshot = func() content.Snapshot {
				x := shown()
				x.Alerts.Alerts[0].Due = civil.NewDate(2026, 11, 17)
				x.Ahead = func(string) content.Ahead { return ahead }
				return x
			}
		})
		_, body, _ := ask(t, http.MethodGet, server.URL+"/alerts/a3f09c", "")
		return body
	}
	late := body(content.Ahead{Title: "Approve now", Overdue: true, NextDeadline: civil.NewDate(2026, 12, 2)})
	for _, want := range []string{"<dt>Overdue since</dt><dd>Tue 17 Nov 2026", "<dt>Next deadline</dt><dd>Wed 2 Dec 2026"} {
		if !strings.Contains(late, want) {
			t.Errorf("no %q in\n%s", want, late)
		}
	}
	if early := body(content.Ahead{Title: "Approve"}); !strings.Contains(early, "<dt>Due</dt><dd>Tue 17 Nov 2026") || strings.Contains(early, "Next deadline") {
		t.Errorf("what is not overdue:\n%s", early)
	}
}
