package engine

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// sleeping is a registry in which, on the Sunday after the Saturday of a first
// start, an order must leave: it wakes a team that has work besides.
func sleeping(t *testing.T) *watch.Registry {
	t.Helper()
	hours, err := civil.ParseHours("08:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	office, err := civil.NewCalendar("office", time.UTC, nil, nil, nil, nil, &hours)
	if err != nil {
		t.Fatal(err)
	}
	buyers := &watch.Team{ID: "buyers", Email: "buyers@fab.example", Members: []string{"a@fab.example", "b@fab.example"}, Calendar: office}
	policy := &watch.Policy{ID: "p", Steps: []watch.Step{{Notify: []string{watch.NotifyOwner}}}, QuietHours: watch.Ignored}
	tier := &watch.Tier{ID: "critical", Class: watch.ClassCritical, Escalation: policy, VerifyEvery: civil.Period{Months: 6}}
	return &watch.Registry{
		Teams: map[string]*watch.Team{"buyers": buyers}, Policies: map[string]*watch.Policy{"p": policy},
		Tiers: map[string]*watch.Tier{"critical": tier}, Limits: watch.DefaultLimits(),
		Suppliers: []*watch.Supplier{{
			ID: "acme", Name: "ACME", Tier: tier, Owner: buyers, Calendar: office,
			Contacts: []*watch.Contact{{ID: "desk", Email: "desk@acme.example", Domain: "acme.example"}},
			OrderWindows: []*watch.OrderWindow{{
				ID: "w", Title: "allocation", Approval: civil.Period{BusinessDays: 3},
				Dates: civil.Once(civil.NewDate(2026, 2, 2), civil.NewDate(2026, 3, 8)),
			}},
		}},
	}
}

// TestAWokenTeamIsToldOfItsWork holds that the mail of the first start, when an
// alert that wakes people lets it go before the working hours that it waits for,
// tells of everything: also of what nothing happens to at that instant.
func TestAWokenTeamIsToldOfItsWork(t *testing.T) {
	registry := sleeping(t)
	r := Rehearsal{
		Registry: registry, Composer: telling{}, Assume: watch.AssumeSilent,
		From: time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 3, 8, 12, 0, 0, 0, time.UTC),
		Machine: alert.Machine{GroupWait: 30 * time.Second, PerHour: 10},
	}
	var told []string
	rules := map[string]string{}
	err := r.Run(t.Context(), func(e watch.RehearsalEvent) error {
		if e.Finding != nil {
			rules[e.Finding.Alert] = e.Finding.Rule
		}
		if e.Kind == watch.EventMail && e.Mail.Kind == watch.MailFirst {
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
