package compose

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/deliver/delivertest"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// The tests tell one morning at Buyer AG: ACME's order window closes soon, and
// the mail domain of Gasworks is gone.

var (
	day          = composetest.Day
	instant      = composetest.Instant
	buyer        = composetest.Buyer
	golden       = composetest.Golden
	eml          = composetest.EML
	sent         = composetest.Sent
	request      = composetest.Request
	shared       = composetest.SharedRequest
	testIdentity = delivertest.Identity
	hostile      = delivertest.Hostile
	headers      = delivertest.Headers
)

// world is a registry with the findings and alerts that stand in it.
type world struct {
	view     View
	composer *Composer
}

func newWorld(t testing.TB) *world {
	t.Helper()
	identity, err := envelope.NewIdentity("Supplier Watch <watchdog@buyer.example>", "watchdog@buyer.example", "Buyer AG")
	if err != nil {
		t.Fatal(err)
	}
	r := buyer(t)
	w := &world{
		composer: &Composer{
			Identity: identity, ExternalURL: "https://watch.buyer.example", PerHour: 10,
			Renderers: map[model.Channel]Renderer{model.ChannelWebhook: webhook.Renderer{ExternalURL: "https://watch.buyer.example"}},
		},
		view: View{
			Registry: r, Findings: map[string]model.Finding{}, Facts: factindex.New(),
			State: model.State{Alerts: map[string]model.Alert{}}, Now: instant("2026-09-17T06:00:00Z"),
		},
	}
	w.orderWindow(r)
	w.deadDomain(r)
	w.notice(r)
	w.expiring(r)
	w.unverified(r)
	return w
}

// add puts an alert and its finding into the world.
func (w *world) add(id string, f model.Finding, a model.Alert) {
	a.ID, a.Key, a.Rule, a.Severity, a.Route = id, f.Key(), f.Rule, f.Severity, f.Route
	a.Supplier, a.Subject, a.Group, a.Occurrence = f.Supplier, f.Subject, f.Group, f.Occurrence
	a.Message, a.Due, a.Exposure = f.Message, f.Due, f.Exposure
	if a.State == "" {
		a.State = model.StateFiring
	}
	if a.Since.IsZero() {
		a.Since = w.view.Now
	}
	w.view.State.Alerts[id] = a
	w.view.Findings[a.Key] = f
}

func (w *world) orderWindow(r *model.Registry) {
	s, margin := r.Supplier("acme-photoresist"), 4
	w.add("a3f09c", model.Finding{
		Rule: "order-window-approval-too-late", Severity: model.Critical, Route: model.RoutePage, Supplier: s.ID,
		Subject: model.KindOrderWindow.Subject("annual-allocation"), Occurrence: "2026-09-01", Group: model.GroupOrderWindow, Stage: 3,
		Message: `Order window "yearly allocation" closes on 2026-09-30; normal approval no longer fits.`, Due: day("2026-09-16"),
		Exposure: nil, Slack: &margin, Position: model.Position{File: "registry/acme.yaml", Line: 61, Column: 9},
		Owner: s.Owner, Responsible: s.Owner, Policy: r.Policies["production-stop"], KeyDates: []civil.Date{day("2026-09-16"), day("2026-09-30")},
		Advice: model.Advice{
			Headline: "Approve now, order by 30 Sep: 193 nm photoresist (ACME)",
			Lead: "APPROVE NOW. The yearly order window for 193 nm photoresist at ACME closes on 2026-09-30. Normal approval takes " +
				"10 business days; 9 are left. Only an emergency approval is still in time. No purchase request or order is recorded.",
			Do:   []string{"Get the emergency approval from Fab 2 Operations, +49 89 555 0190.", "Order 40 kg of 193 nm photoresist by 2026-09-30."},
			Call: true, CallStep: "Order 40 kg of 193 nm photoresist by 2026-09-30.", Fallback: true,
			Team: r.Teams["fab-2-operations"], OwnStep: "Give the emergency approval (your team is the emergency approver).",
			How: []string{
				"Last day to order 2026-09-30 = last day of the window.",
				"Last day to request 2026-09-16 = 10 business days (calendar munich) earlier.",
			},
		},
	}, model.Alert{
		Step: 2, StepAt: w.view.Now, NextAt: instant("2026-09-17T10:00:00Z"), Since: instant("2026-09-16T06:00:00Z"),
		Notified: []model.Notification{
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 0, Reason: model.ReasonFirst, At: instant("2026-09-02T06:00:00Z"), Mail: "m0digest", Result: model.MailAccepted},
			{Recipient: "procurement-emea@buyer.example", Team: "procurement-emea", Step: 0, Reason: model.ReasonWorse, At: instant("2026-09-16T06:00:00Z"), Mail: "m1", Result: model.MailAccepted},
			{Recipient: "procurement-leads@buyer.example", Team: "procurement-leads", Step: 1, Reason: model.ReasonEscalated, At: instant("2026-09-16T10:00:00Z"), Mail: "m2", Result: model.MailRefused},
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 1, Reason: model.ReasonEscalated, At: instant("2026-09-16T10:00:00Z"), Mail: "m3", Result: model.MailAccepted},
			{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Step: 2, Reason: model.ReasonEscalated, At: w.view.Now, Mail: "m9", Result: model.MailQueued},
		},
	})
}

func (w *world) deadDomain(r *model.Registry) {
	s := r.Supplier("gasworks")
	w.add("b4c5d6", model.Finding{
		Rule: "domain-no-mail", Severity: model.Critical, Route: model.RoutePage, Supplier: s.ID, Subject: model.KindDomain.Subject("gasworks.example"),
		Group: "domain-no-mail", Message: "The domain gasworks.example accepts no mail: it publishes a null MX.",
		Position: model.Position{File: "registry/gases.yaml", Line: 12, Column: 5}, Owner: s.Owner, Responsible: s.Owner,
		Policy: r.Policies["production-stop"],
		Advice: model.Advice{
			Headline: "Call now: gasworks.example accepts no mail (Gasworks)",
			Lead:     "CALL THE SUPPLIER NOW. Mail to gasworks.example does not arrive: the domain declares that it accepts no mail (null MX).",
			Do:       []string{"Call the supplier on a number that was on file before.", "Ask which address works, and write it into the registry."},
			Call:     true, CallStep: "Call the supplier on a number that was on file before.",
			How: []string{"DNS at 07:58: MX 0 . (null MX), three times over 30 minutes."},
		},
	}, model.Alert{NextAt: instant("2026-09-17T10:00:00Z"), Notified: []model.Notification{
		{Recipient: "fab-ops-oncall@buyer.example", Team: "fab-2-operations", Reason: model.ReasonFirst, At: instant("2026-09-02T06:00:00Z"), Mail: "m0digest", Result: model.MailAccepted},
	}})
}

func (w *world) notice(r *model.Registry) {
	s, margin := r.Supplier("acme-photoresist"), -32
	exposure := &model.Money{Hundredths: 8640000000, Currency: "EUR"}
	w.add("c7d8e9", model.Finding{
		Rule: "contract-notice-approaching", Severity: model.Warning, Route: model.RouteWork, Supplier: s.ID, Subject: model.KindContract.Subject("msa-2021"),
		Occurrence: "2027-03-31", Group: model.GroupNotice, Exposure: exposure, Slack: &margin, Due: day("2026-10-09"),
		Message:  `"Supply and service agreement" auto-renews on 2027-04-01. The decision is due by 2026-10-09.`,
		Position: model.Position{File: "registry/acme.yaml", Line: 42, Column: 9}, Owner: s.Owner, Responsible: s.Owner,
		Policy: r.Policies["production-stop"],
		Advice: model.Advice{Headline: "Decide by 9 Oct: Supply and service agreement (ACME)"},
	}, model.Alert{})
}

func (w *world) expiring(r *model.Registry) {
	s := r.Supplier("gasworks")
	w.add("d0e1f2", model.Finding{
		Rule: "session-overdue", Severity: model.Warning, Route: model.RouteWork, Supplier: s.ID, Subject: model.SubjectSession,
		Group: "session-overdue", Due: day("2026-09-20"), Message: "The last session with Gasworks Kansai K.K. was more than 12 months ago.",
		Position: model.Position{File: "registry/gases.yaml", Line: 5, Column: 5}, Owner: s.Owner,
	}, model.Alert{})
}

func (w *world) unverified(r *model.Registry) {
	s := r.Supplier("acme-photoresist")
	w.add("e3f4a5", model.Finding{
		Rule: "contact-unverified", Severity: model.Warning, Route: model.RouteWork, Supplier: s.ID, Subject: model.KindContact.Subject("duty"),
		Group: model.GroupVerification, Message: "Duty manager at ACME Photoresist GmbH has never been verified.",
		Position: model.Position{File: "registry/acme.yaml", Line: 30, Column: 9}, Owner: s.Owner,
	}, model.Alert{})
}

// decision is one about the given alerts, to fab operations.
func decision(kind model.MailKind, reason model.Reason, alerts ...string) model.Decision {
	d := model.Decision{
		At: instant("2026-09-17T06:00:00Z"), Reason: reason, Kind: kind, Mail: "m9",
		To: model.Recipient{Team: "fab-2-operations", Address: "fab-ops-oncall@buyer.example"},
	}
	for _, id := range alerts {
		d.Items = append(d.Items, model.DecisionItem{Alert: id, Step: 2, Reason: reason})
	}
	return d
}

// compose writes a mail as the daemon does, which computes the view once for each evaluation.
func (w *world) compose(d model.Decision, v View) (model.Mail, error) {
	v = v.Indexed()
	v.AckHolds = map[string]time.Time{}
	for id := range v.State.Alerts {
		v.AckHolds[id] = v.Now.Add(120 * time.Hour)
	}
	m, _, err := w.composer.Compose(d, v)
	return m, err
}
