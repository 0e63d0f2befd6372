package daemon

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/content"
)

// newRunningFixture is an alert fixture whose evaluations continue.
func newRunningFixture(t *testing.T) (*mailFixture, model.Alert, model.Mail) {
	t.Helper()
	o, a, row := newAlertFixture(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.daemon.loop.Run(ctx, time.Time{})
	}()
	t.Cleanup(func() { stop(); <-done })
	return o, a, row
}

// newAlertFixture returns a fixture after one evaluation, with an alert about a quality contact that was never verified, and the mail about it.
func newAlertFixture(t *testing.T) (*mailFixture, model.Alert, model.Mail) {
	t.Helper()
	o := newMailFixture(t)
	o.daemon.engine.Publish = o.daemon.publisher.publish
	pass, err := o.daemon.engine.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range pass.State.Alerts {
		if a.Subject == model.KindContact.Subject("quality") && a.State == model.StateFiring {
			return o, a, o.sent(model.Mail{
				ID: "mail-1", Kind: model.MailSummary, To: model.Recipient{Team: "buying", Address: "buying@buyer.example"}, Subject: "Supplier mail",
				Alerts: []model.DecisionItem{{Alert: a.ID}, {Alert: "gone00"}},
			})
		}
	}
	t.Fatalf("no alert about the contact: %v", pass.State.Alerts)
	return nil, model.Alert{}, model.Mail{}
}

func TestAnActIsAnsweredByItsEvaluation(t *testing.T) {
	o, a, _ := newRunningFixture(t)
	for n := range 2 { // the same one asked for twice is one
		outcomes, err := o.daemon.actions.Act(t.Context(), action.Request{
			ID: "link-1", Verb: replycmd.Ack, Alert: a.ID[:4], By: "jane@buyer.example", Source: "link", Proof: action.ProofLink, Mail: "mail-1", Note: " on it ",
		})
		if err != nil || len(outcomes) != 1 || !outcomes[0].IsEvaluated() || outcomes[0].Repeated != (n == 1) {
			t.Fatalf("%+v, %v", outcomes, err)
		}
		if after := outcomes[0].Alert; after.State != model.StateAcknowledged || after.AcknowledgedBy != "jane@buyer.example" {
			t.Fatalf("the alert is %+v", after)
		}
	}
	facts, err := o.daemon.store.FactsAfter(t.Context(), -1)
	if err != nil {
		t.Fatal(err)
	}
	facts = slices.DeleteFunc(facts, func(f model.Fact) bool { return f.Kind != model.FactAck })
	if len(facts) != 1 || facts[0].Source != "link" || facts[0].Data["note"] != "on it" || facts[0].Subject != model.KindAlert.Subject(a.ID) {
		t.Errorf("recorded %+v", facts)
	}
	outcomes, err := o.daemon.actions.Act(t.Context(), action.Request{Verb: replycmd.Snooze, Alert: a.ID, By: "joe", Source: "api", Proof: action.ProofToken, For: "3 days"})
	if err != nil || outcomes[0].Alert.State != model.StateSnoozed || !outcomes[0].Alert.RequestedUntil.Equal(o.now.AddDate(0, 0, 3)) {
		t.Errorf("%+v, %v", outcomes, err)
	}
}

func TestWhatCannotBeDoneIsRefused(t *testing.T) {
	o, a, _ := newRunningFixture(t)
	over := model.Alert{ID: "ffff01", Key: "over", State: model.StateResolved, EndedAt: o.now}
	pending := model.Alert{ID: "ffff02", Key: "pending", State: model.StatePending}
	pass := *o.daemon.last.Load()
	pass.State.Alerts = map[string]model.Alert{a.ID: a, over.ID: over, pending.ID: pending}
	o.daemon.last.Swap(&pass)
	for _, c := range []struct {
		request action.Request
		kind    model.RefusalKind
		says    string
	}{
		{action.Request{Verb: replycmd.Ack, Alert: "ffff01"}, model.RefusedConflict, "is over: resolved on 2026-09-14"},
		{action.Request{Verb: replycmd.Ack, Alert: "ffff02"}, model.RefusedConflict, "is pending"},
		{action.Request{Verb: replycmd.NotMine, Alert: a.ID}, model.RefusedConflict, "nobody else would be notified"},
		{action.Request{Verb: replycmd.Ack, Alert: "0000nothing"}, model.RefusedUnknown, "no alert begins with"},
		{action.Request{Verb: replycmd.Snooze, Alert: a.ID, For: "soon"}, model.RefusedInvalid, "say for how long"},
		{action.Request{Verb: replycmd.Snooze, Alert: a.ID, For: "31 days"}, model.RefusedInvalid, "at most 30 days"},
		{action.Request{Verb: replycmd.Snooze, Alert: a.ID, Until: "soon"}, model.RefusedInvalid, "expected a day"},
		{action.Request{Verb: replycmd.Snooze, Alert: a.ID, Until: "2026-09-14"}, model.RefusedInvalid, "not later than now"},
		{action.Request{Verb: replycmd.Snooze, Alert: a.ID, Until: "2026-10-15"}, model.RefusedInvalid, "at most 30 days"},
	} {
		c.request.By, c.request.Proof = "jane", action.ProofToken
		_, err := o.daemon.actions.Act(t.Context(), c.request)
		refused, ok := errors.AsType[*model.Refusal](err)
		if !ok || refused.Kind != c.kind || !strings.Contains(refused.Why, c.says) {
			t.Errorf("%+v: %v, want %s %q", c.request, err, c.kind, c.says)
		}
	}
	o.expect()
}

func TestALinkFindsTheMailThatItStoodIn(t *testing.T) {
	o, a, row := newRunningFixture(t)
	x := o.daemon.page.links
	mail, err := x.LinkedMail(t.Context(), o.daemon.key.Link(row.ID))
	if err != nil || mail.To != "buying@buyer.example" || mail.Subject != "Supplier mail" || len(mail.Alerts) != 2 {
		t.Fatalf("%+v, %v", mail, err)
	}
	first, second := mail.Alerts[0], mail.Alerts[1]
	if first.ID != a.ID || !strings.Contains(first.Title, "ACME") || !first.Kept || first.State != model.StateFiring || first.AckEnd.IsZero() || second.Kept {
		t.Errorf("alerts %+v", mail.Alerts)
	}
	outcomes, err := o.daemon.actions.Act(t.Context(), action.Request{
		ID: "link-1", Verb: replycmd.Ack, Alert: a.ID, By: mail.To, Source: "link", Proof: action.ProofLink, Mail: mail.Mail, Note: "on it",
	})
	if err != nil || !outcomes[0].Alert.HeldUntil.Equal(first.AckEnd) {
		t.Errorf("holds until %v, and it was said until %v: %v", outcomes[0].Alert.HeldUntil, first.AckEnd, err)
	}
	mail, err = x.LinkedMail(t.Context(), o.daemon.key.Link(row.ID))
	if err != nil || len(mail.Done) != 1 || !mail.Done[0].Applied || mail.Done[0].Number != 1 || mail.Done[0].Note != "on it" {
		t.Errorf("by the link was recorded %+v, %v", mail.Done, err)
	}
}

func TestWhatIsNoLinkOfAnAlertShowsNothing(t *testing.T) {
	o, a, row := newRunningFixture(t)
	items := []model.DecisionItem{{Alert: a.ID}}
	unlinked := []model.Mail{
		o.question("orders"),
		o.sent(model.Mail{ID: "mail-2", Kind: model.MailResolved, To: row.To, Alerts: items}),
		o.sent(model.Mail{ID: "mail-3", Kind: model.MailAlert, To: model.WebhookRecipient("oncall"), Alerts: items}),
		{ID: "never-sent"},
	}
	for _, m := range unlinked {
		if _, err := o.daemon.page.links.LinkedMail(t.Context(), o.daemon.key.Link(m.ID)); !errors.Is(err, content.ErrNoMail) {
			t.Errorf("%s: %v, want %v", m.ID, err, content.ErrNoMail)
		}
	}
	for _, wrong := range []string{row.Token, "", "a", strings.Repeat("a", 26)} {
		if _, err := o.daemon.page.links.LinkedMail(t.Context(), wrong); !errors.Is(err, content.ErrNoLink) {
			t.Errorf("%q: %v, want %v", wrong, err, content.ErrNoLink)
		}
	}
}

// TestALinkLivesAsLongAsItsAlert checks that a link expires after thirty days if nothing of its mail is open any more.
func TestALinkLivesAsLongAsItsAlert(t *testing.T) {
	o, a, row := newAlertFixture(t)
	x := o.daemon.page.links
	o.now = o.now.AddDate(0, 0, 31)
	if _, err := x.LinkedMail(t.Context(), o.daemon.key.Link(row.ID)); err != nil {
		t.Errorf("while its alert is open: %v", err)
	}
	pass := *o.daemon.last.Load()
	a.State = model.StateResolved
	pass.State.Alerts = map[string]model.Alert{a.ID: a}
	o.daemon.last.Swap(&pass)
	if _, err := x.LinkedMail(t.Context(), o.daemon.key.Link(row.ID)); !errors.Is(err, content.ErrExpired) {
		t.Errorf("once it is over: %v", err)
	}
}
