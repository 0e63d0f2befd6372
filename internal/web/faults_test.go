package web

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// TestEveryPageSaysWhatIsWrongWithTheService takes one part of a healthy service away at a time.
func TestEveryPageSaysWhatIsWrongWithTheService(t *testing.T) {
	yes, no := true, false
	healthy := func() content.Snapshot {
		x := shown()
		x.Healthy, x.Reload, x.Outbox, x.Vantage = content.Verdict{OK: true}, content.Reload{OK: true}, &content.Outbox{}, &yes
		return x
	}
	problem := []model.Problem{{Message: "expected a date"}}
	for want, harm := range map[string]func(*content.Snapshot){
		"":                                    func(*content.Snapshot) {},
		"The last evaluation is 2 hours old.": func(x *content.Snapshot) { x.Healthy = content.Verdict{Why: "The last evaluation is 2 hours old."} },
		"This host has no network access.":    func(x *content.Snapshot) { x.Vantage = &no },
		"1 email not sent yet.":               func(x *content.Snapshot) { x.Outbox.Pending = 1 },
		"It is unknown whether emails are waiting to be sent: the stored state could not be read.": func(x *content.Snapshot) { x.Outbox = nil },
		"The registry has values that will be refused from version 0.3 on.":                        func(x *content.Snapshot) { x.Reload.Problems = problem },
		"The registry cannot be read. The version read before is still in use.":                    func(x *content.Snapshot) { x.Reload = content.Reload{Problems: problem} },
	} {
		server := serve(t, func(o *Options) {
			o.ReadModel = fakeReadModel{}
			o.Snapshot = func() content.Snapshot {
				x := healthy()
				harm(&x)
				return x
			}
		})
		for _, path := range []string{"/", "/suppliers", "/suppliers/acme", "/alerts/a3f09c", "/ahead", "/coverage", "/tasks", "/escalation", "/mailboxes", "/status"} {
			_, body, _ := ask(t, "GET", server.URL+path, "")
			if want == "" && strings.Contains(body, `<p class="bad" role="alert">`) || !strings.Contains(body, want) {
				t.Errorf("%s lacks %q, or reports a fault of a healthy service:\n%s", path, want, body)
			}
		}
	}
}
