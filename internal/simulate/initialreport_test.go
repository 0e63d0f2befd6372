package simulate

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/rulebook"
)

// sleeping returns a registry in which an order must leave on the Sunday after the
// Saturday of the first start. Its alert overrides the quiet hours of a team that
// has tasks besides.
func sleeping(t *testing.T) *model.Registry {
	t.Helper()
	hours, err := civil.ParseHours("08:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	office, err := civil.NewCalendar("office", time.UTC, nil, nil, nil, nil, &hours)
	if err != nil {
		t.Fatal(err)
	}
	buyers := &model.Team{ID: "buyers", Email: "buyers@fab.example", Members: []string{"a@fab.example", "b@fab.example"}, Calendar: office}
	policy := &model.Policy{ID: "p", Steps: []model.Step{{Notify: []string{model.NotifyOwner}}}, QuietHours: model.Ignored}
	tier := &model.Tier{ID: "critical", Class: model.ClassCritical, Escalation: policy, VerifyEvery: civil.Period{Months: 6}}
	return &model.Registry{
		Teams: map[string]*model.Team{"buyers": buyers}, Policies: map[string]*model.Policy{"p": policy},
		Tiers: map[string]*model.Tier{"critical": tier}, Limits: rulebook.DefaultLimits(),
		Suppliers: []*model.Supplier{{
			ID: "acme", Name: "ACME", Tier: tier, Owner: buyers, Calendar: office,
			Contacts: []*model.Contact{{ID: "desk", Email: "desk@acme.example", Domain: "acme.example"}},
			OrderWindows: []*model.OrderWindow{{
				ID: "w", Title: "allocation", Approval: civil.Period{BusinessDays: 3},
				Dates: civil.Once(civil.NewDate(2026, 2, 2), civil.NewDate(2026, 3, 8)),
			}},
		}},
	}
}

// TestAnEarlyInitialReportIsComplete holds that the initial report, when an alert
// that overrides quiet hours sends it early, lists everything: also tasks that
// nothing happens to at that instant.
func TestAnEarlyInitialReportIsComplete(t *testing.T) {
	registry := sleeping(t)
	r := Simulation{
		Registry: registry, Composer: detailedComposer{}, Assume: apidoc.AssumeSilent,
		From: time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 3, 8, 12, 0, 0, 0, time.UTC),
		Machine: notify.Machine{Alerts: alert.Settings{GroupWait: 30 * time.Second}, PerHour: 10},
	}
	var told []string
	rules := map[string]string{}
	err := r.Run(t.Context(), func(e apidoc.SimulationEvent) error {
		if e.Finding != nil {
			rules[e.Finding.Alert] = e.Finding.Rule
		}
		if e.Kind == apidoc.EventMail && e.Mail.Kind == model.MailInitialReport {
			told = append(told, e.At.Format(time.DateTime))
			for _, x := range e.Alerts {
				told = append(told, rules[x.Alert])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-03-08 00:00:00", "order-window-approval-too-late", "contact-unverified"} {
		if !slices.Contains(told, want) {
			t.Errorf("the mail of the first start tells %q, not %s", told, want)
		}
	}
}
