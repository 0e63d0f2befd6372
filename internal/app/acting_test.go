package app

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web"
)

// actingOffice is a letter office whose passes go on.
func actingOffice(t *testing.T) (*office, model.Alert, model.Mail) {
	t.Helper()
	o, a, row := letterOffice(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.daemon.loop.Run(ctx, time.Time{})
	}()
	t.Cleanup(func() { stop(); <-done })
	return o, a, row
}

// letterOffice is an office after one pass, with an alert about a quality contact that nobody ever verified, and the mail that told of it.
func letterOffice(t *testing.T) (*office, model.Alert, model.Mail) {
	t.Helper()
	o := newOffice(t)
	o.daemon.metrics, o.daemon.mail = web.NewMetrics("", "", ""), make(chan struct{}, 1)
	o.daemon.engine.Publish = o.daemon.publish
	pass, err := o.daemon.engine.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range pass.State.Alerts {
		if a.Subject == "contact/quality" && a.State == model.StateFiring {
			return o, a, o.sent(model.Mail{
				ID: "mail-1", Kind: model.MailSummary, To: model.Recipient{Team: "buying", Address: "buying@buyer.example"}, Subject: "Supplier letter",
				Alerts: []model.DecisionItem{{Alert: a.ID}, {Alert: "gone00"}},
			})
		}
	}
	t.Fatalf("no alert about the contact: %v", pass.State.Alerts)
	return nil, model.Alert{}, model.Mail{}
}

func TestADeedIsDoneWhenItsPassHasHeardOfIt(t *testing.T) {
	o, a, _ := actingOffice(t)
	x := acting{o.daemon}
	for range 2 { // the same one asked for twice is one
		doc, heard, err := x.Do(t.Context(), web.Deed{ID: "link-1", Kind: model.FactAck, Alert: a.ID[:4], By: "jane@buyer.example", Source: "link", Mail: "mail-1", Note: " on it "})
		if err != nil || !heard || len(doc.Alerts) != 1 || doc.Alerts[0].State != model.StateAcknowledged || *doc.Alerts[0].AcknowledgedBy != "jane@buyer.example" {
			t.Fatalf("%+v, heard %v, %v", doc, heard, err)
		}
	}
	facts, err := o.daemon.store.FactsAfter(t.Context(), -1)
	if err != nil {
		t.Fatal(err)
	}
	facts = slices.DeleteFunc(facts, func(f model.Fact) bool { return f.Kind != model.FactAck })
	if len(facts) != 1 || facts[0].Source != "link" || facts[0].Data["note"] != "on it" || facts[0].Subject != "alert/"+a.ID {
		t.Errorf("recorded %+v", facts)
	}
	doc, _, err := x.Do(t.Context(), web.Deed{Kind: model.FactSnooze, Alert: a.ID, By: "joe", Source: "api", For: "3 days"})
	if err != nil || doc.Alerts[0].State != model.StateSnoozed || !doc.Alerts[0].SnoozedUntil.Equal(o.now.AddDate(0, 0, 3)) {
		t.Errorf("%+v, %v", doc, err)
	}
}

func TestWhatCannotBeDoneIsRefused(t *testing.T) {
	o, a, _ := actingOffice(t)
	over := model.Alert{ID: "ffff01", Key: "over", State: model.StateResolved, EndedAt: o.now}
	pending := model.Alert{ID: "ffff02", Key: "pending", State: model.StatePending}
	pass := *o.daemon.pass.Load()
	pass.State.Alerts = map[string]model.Alert{a.ID: a, over.ID: over, pending.ID: pending}
	o.daemon.pass.Store(&pass)
	for _, c := range []struct {
		deed   web.Deed
		status int
		says   string
	}{
		{web.Deed{Kind: model.FactAck, Alert: "ffff01"}, http.StatusConflict, "is over: resolved on 2026-09-14"},
		{web.Deed{Kind: model.FactAck, Alert: "ffff02"}, http.StatusConflict, "is pending"},
		{web.Deed{Kind: model.FactNotMine, Alert: a.ID}, http.StatusConflict, "nobody else would be told"},
		{web.Deed{Kind: model.FactAck, Alert: "0000nothing"}, http.StatusNotFound, "no alert begins with"},
		{web.Deed{Kind: model.FactSnooze, Alert: a.ID, For: "soon"}, http.StatusBadRequest, "`for`: say for how long"},
		{web.Deed{Kind: model.FactSnooze, Alert: a.ID, For: "31 days"}, http.StatusBadRequest, "30 days is the most"},
		{web.Deed{Kind: model.FactSnooze, Alert: a.ID, Until: "tomorrow"}, http.StatusBadRequest, "expected a day"},
		{web.Deed{Kind: model.FactSnooze, Alert: a.ID, Until: "2026-09-14"}, http.StatusBadRequest, "no later than now"},
		{web.Deed{Kind: model.FactSnooze, Alert: a.ID, Until: "2026-10-15"}, http.StatusBadRequest, "30 days is the most"},
	} {
		c.deed.By = "jane"
		_, _, err := acting{o.daemon}.Do(t.Context(), c.deed)
		refused, ok := errors.AsType[*web.Refusal](err)
		if !ok || refused.Status != c.status || !strings.Contains(refused.Why, c.says) {
			t.Errorf("%+v: %v, want %d %q", c.deed, err, c.status, c.says)
		}
	}
	o.expect()
}

func TestASnoozeUntilADayEndsWhenWorkBegins(t *testing.T) {
	o, a, _ := actingOffice(t)
	for day, want := range map[string]time.Time{
		"2026-09-16": time.Date(2026, 9, 16, 0, 0, 0, 0, time.UTC), "2026-10-14": o.now.AddDate(0, 0, 30).Add(-9 * time.Hour),
	} {
		until, err := putOff(web.Deed{Until: day}, nil, o.now)
		if err != nil || until.Truncate(24*time.Hour) != want {
			t.Errorf("until %s is until %s, %v", day, until, err)
		}
	}
	if until, err := putOff(web.Deed{Until: "2026-09-16"}, o.daemon.calendarOf(a), o.now); err != nil || until.Before(time.Date(2026, 9, 15, 20, 0, 0, 0, time.UTC)) {
		t.Errorf("in the owner's calendar that is %s, %v", until, err)
	}
}

func TestALinkFindsTheMailThatItStoodIn(t *testing.T) {
	o, a, row := actingOffice(t)
	x := acting{o.daemon}
	letter, err := x.Letter(t.Context(), o.daemon.key.Link(row.ID))
	if err != nil || letter.To != "buying@buyer.example" || letter.Subject != "Supplier letter" || len(letter.Alerts) != 2 {
		t.Fatalf("%+v, %v", letter, err)
	}
	first, second := letter.Alerts[0], letter.Alerts[1]
	if first.ID != a.ID || !strings.Contains(first.Title, "ACME") || !first.Kept || first.State != model.StateFiring || first.AckHolds.IsZero() || second.Kept {
		t.Errorf("alerts %+v", letter.Alerts)
	}
	doc, _, err := x.Do(t.Context(), web.Deed{ID: "link-1", Kind: model.FactAck, Alert: a.ID, By: letter.To, Source: "link", Mail: letter.Mail, Note: "on it"})
	if err != nil || !doc.Alerts[0].NextAt.Equal(first.AckHolds) {
		t.Errorf("holds until %v, and it was said until %v: %v", doc.Alerts[0].NextAt, first.AckHolds, err)
	}
	letter, err = x.Letter(t.Context(), o.daemon.key.Link(row.ID))
	if err != nil || len(letter.Done) != 1 || !letter.Done[0].Heard || letter.Done[0].Number != 1 || letter.Done[0].Note != "on it" {
		t.Errorf("by the link was recorded %+v, %v", letter.Done, err)
	}
}

func TestWhatIsNoLinkOfAnAlertShowsNothing(t *testing.T) {
	o, a, row := actingOffice(t)
	items := []model.DecisionItem{{Alert: a.ID}}
	unlinked := []model.Mail{
		o.question("orders"),
		o.sent(model.Mail{ID: "mail-2", Kind: model.MailResolved, To: row.To, Alerts: items}),
		o.sent(model.Mail{ID: "mail-3", Kind: model.MailAlert, To: model.WebhookRecipient("oncall"), Alerts: items}),
		{ID: "never-sent"},
	}
	for _, m := range unlinked {
		if _, err := (acting{o.daemon}).Letter(t.Context(), o.daemon.key.Link(m.ID)); !errors.Is(err, web.ErrNoMail) {
			t.Errorf("%s: %v, want %v", m.ID, err, web.ErrNoMail)
		}
	}
	for _, wrong := range []string{row.Token, "", "a", strings.Repeat("a", 26)} {
		if _, err := (acting{o.daemon}).Letter(t.Context(), wrong); !errors.Is(err, web.ErrNoLink) {
			t.Errorf("%q: %v, want %v", wrong, err, web.ErrNoLink)
		}
	}
}

// TestALinkLivesAsLongAsItsAlert holds that a link expires after thirty days if nothing of its mail is open any more.
func TestALinkLivesAsLongAsItsAlert(t *testing.T) {
	o, a, row := letterOffice(t)
	x := acting{o.daemon}
	o.now = o.now.AddDate(0, 0, 31)
	if _, err := x.Letter(t.Context(), o.daemon.key.Link(row.ID)); err != nil {
		t.Errorf("while its alert is open: %v", err)
	}
	pass := *o.daemon.pass.Load()
	a.State = model.StateResolved
	pass.State.Alerts = map[string]model.Alert{a.ID: a}
	o.daemon.pass.Store(&pass)
	if _, err := x.Letter(t.Context(), o.daemon.key.Link(row.ID)); !errors.Is(err, web.ErrExpired) {
		t.Errorf("once it is over: %v", err)
	}
}
