package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/view"
)

var start = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// stopped is a registry whose one supplier has a contract that ended long ago:
// a critical finding at any later date.
func stopped() *model.Registry {
	team := &model.Team{ID: "buyers", Email: "buyers@fab.example", Members: []string{"a@fab.example", "b@fab.example"}, Calendar: &civil.Calendar{AlwaysOpen: true}}
	policy := &model.Policy{ID: "critical", Steps: []model.Step{{Notify: []string{model.NotifyOwner}}}, Repeat: civil.Period{Days: 1}, AckExpires: civil.Period{Days: 3}, QuietHours: model.Observe}
	tier := &model.Tier{ID: "critical", Class: model.ClassCritical, Escalation: policy}
	s := &model.Supplier{ID: "acme", Name: "ACME GmbH", Tier: tier, Owner: team, Calendar: civil.DefaultCalendar(), Fallback: "none"}
	s.Contracts = []*model.Contract{{ID: "msa", Title: "Supply agreement", Ends: civil.NewDate(2024, 12, 31), Renewal: model.RenewalNone}}
	return &model.Registry{
		Teams: map[string]*model.Team{"buyers": team}, Policies: map[string]*model.Policy{"critical": policy},
		Tiers: map[string]*model.Tier{"critical": tier}, Suppliers: []*model.Supplier{s},
		Limits: model.Limits{Failures: 3, Over: civil.Period{Clock: 30 * time.Minute}},
	}
}

// plain composes mails that say only which decision caused them.
type plain struct{}

func (plain) Compose(d model.Decision, v view.View) (model.Mail, error, error) {
	return model.Mail{ID: d.Mail, Kind: d.Kind, To: d.To, MessageID: d.Mail + "@fab.example", Subject: string(d.Reason), Alerts: d.Items, CreatedAt: v.Now}, nil, nil
}

// ledger is a Store and an Outbox in memory that can be told to fail.
type ledger struct {
	enginetest.Memory
	mu      sync.Mutex
	mails   []model.Mail
	settled map[string]model.MailResult
	fail    error

	begun     []string
	failBegin error
	released  int
}

func (l *ledger) Commit(ctx context.Context, change model.Change) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail != nil {
		return l.fail
	}
	l.mails = append(l.mails, change.Outbox...)
	return l.Memory.Commit(ctx, change)
}

func (l *ledger) Due(_ context.Context, lane model.MailClass, _ time.Time, limit int) ([]model.Mail, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var due []model.Mail
	for _, m := range l.mails {
		if r := l.settled[m.ID]; r == "" && len(due) < limit && laneOf(m) == lane {
			due = append(due, m)
		}
	}
	return due, nil
}

// laneOf stands for how the store sorts mails.
func laneOf(m model.Mail) model.MailClass {
	switch {
	case !m.To.ByMail():
		return model.MailClassWebhooks
	case m.Kind == model.MailSummary:
		return model.MailClassBackground
	case m.Kind == model.MailVerification:
		return model.MailClassSuppliers
	}
	return model.MailClassAlerts
}

func (l *ledger) Begin(_ context.Context, mails []model.Mail, _ time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range mails {
		l.begun = append(l.begun, m.ID)
	}
	return l.failBegin
}

func (l *ledger) Release(context.Context, time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.released++
	return nil
}

func (l *ledger) RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.settled == nil {
		l.settled = map[string]model.MailResult{}
	}
	for _, a := range attempts {
		l.settled[a.Mail] = a.Result
	}
	return l.Memory.Commit(ctx, model.Change{Facts: facts})
}

// verdicts answers each recipient as told; anybody else is accepted.
type verdicts map[string]model.Attempt

func (v verdicts) Send(_ context.Context, mails []model.Mail) []model.Attempt {
	attempts := make([]model.Attempt, len(mails))
	for i, m := range mails {
		a, told := v[m.To.Address]
		if !told {
			a = model.Attempt{Result: model.MailAccepted, Code: 250}
		}
		a.Mail, a.At = m.ID, start
		attempts[i] = a
	}
	return attempts
}

// drilled tells that somebody has just answered a drill of the escalation path.
var drilled = model.Fact{ID: "drilled", Subject: model.KindPolicy.Subject("critical"), Kind: model.FactDrilled, ObservedAt: start, RecordedAt: start}

func newEngine(store *ledger, clock func() time.Time) *Engine {
	registry := stopped()
	_ = store.Memory.Commit(context.Background(), model.Change{Facts: []model.Fact{drilled}})
	return &Engine{
		Clock: clock, Registry: func() *model.Registry { return registry }, Store: store, Outbox: store,
		Composer: plain{}, Sender: verdicts{}, Log: slog.New(slog.DiscardHandler),
		Machine: func(*model.Registry) notify.Machine {
			return notify.Machine{Alerts: alert.Settings{ResolveNotice: true, Operators: []model.Recipient{{Address: "ops@fab.example"}}}, PerHour: 10}
		},
	}
}

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func TestCycleFindsDecidesAndQueuesInOneCommit(t *testing.T) {
	store := &ledger{}
	pass, err := newEngine(store, at(start)).Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(pass.Findings) == 0 || pass.Findings[0].Rule != "contract-expired" {
		t.Fatalf("findings = %v, want contract-expired first", pass.Findings)
	}
	if len(store.mails) != 1 || store.mails[0].To.Address != "buyers@fab.example" {
		t.Fatalf("outbox = %v, want the first mail to the team", store.mails)
	}
	state, _ := store.State(t.Context())
	if len(state.Alerts) == 0 || !state.Notifications.Started {
		t.Fatalf("state was not committed with the mail: %+v", state)
	}
}

func TestASecondPassSaysNothingNew(t *testing.T) {
	store := &ledger{}
	e := newEngine(store, at(start))
	for range 3 {
		if _, err := e.Evaluate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(store.mails) != 1 {
		t.Fatalf("%d mails after three passes, want 1", len(store.mails))
	}
	again := newEngine(store, at(start.Add(time.Minute)))
	if _, err := again.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(store.mails) != 1 {
		t.Fatalf("a restart announced anew: %d mails", len(store.mails))
	}
}

func TestAFailedCommitIsForgottenAndTriedAgain(t *testing.T) {
	store := &ledger{fail: errors.New("disk full")}
	e := newEngine(store, at(start))
	if _, err := e.Evaluate(t.Context()); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Fatalf("error = %v, want the store's", err)
	}
	store.fail = nil
	if _, err := e.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(store.mails) != 1 {
		t.Fatalf("%d mails after the disk had room again, want 1", len(store.mails))
	}
}

func TestGuarantee4TheResultOfAMailIsRecordedForItsAlerts(t *testing.T) {
	store := &ledger{}
	e := newEngine(store, at(start))
	if _, err := e.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if tried, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil || tried != 1 {
		t.Fatalf("tried %d: %v", tried, err)
	}
	if _, err := e.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	state, _ := store.State(t.Context())
	for _, a := range state.Alerts {
		for _, n := range a.Notified {
			if n.Result != model.MailAccepted || n.MessageID != n.Mail+"@fab.example" {
				t.Errorf("alert %s shows %s to %s under %q", a.ID, n.Result, n.Recipient, n.MessageID)
			}
		}
	}
	facts, _ := store.FactsAfter(t.Context(), 0)
	index := factindex.New(facts...)
	if streak, ok := index.Streak("", model.SubjectRelay); !ok || streak.Failures != 0 {
		t.Errorf("relay streak = %+v, %v; want good", streak, ok)
	}
}

func TestTheMessageIDIsKnownBeforeTheMailLeaves(t *testing.T) {
	store := &ledger{}
	pass, err := newEngine(store, at(start)).Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	notified := 0
	for _, a := range pass.State.Alerts {
		for _, n := range a.Notified {
			notified++
			if n.MessageID == "" || n.Result != model.MailQueued {
				t.Errorf("alert %s: %+v", a.ID, n)
			}
		}
	}
	if notified == 0 {
		t.Error("nobody is noted as told")
	}
}

func TestAMailThatIsGivenUpIsRecordedForItsAlerts(t *testing.T) {
	store := &ledger{}
	e := newEngine(store, at(start))
	e.Sender = verdicts{"buyers@fab.example": {Result: model.MailQueued, Detail: "dial: refused"}}
	if _, err := e.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	store.mails[0].Attempts = 1000
	if _, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil {
		t.Fatal(err)
	}
	pass, err := e.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range pass.State.Alerts {
		for _, n := range a.Notified {
			if n.Mail == store.mails[0].ID && n.Result != model.MailRefused {
				t.Errorf("alert %s still shows %s", a.ID, n.Result)
			}
		}
	}
}

func TestNoFurtherBatchIsBegunAtTheEnd(t *testing.T) {
	store := &ledger{}
	for i := range batchSize + 10 {
		store.mails = append(store.mails, model.Mail{ID: fmt.Sprint(i)})
	}
	e := newEngine(store, at(start))
	ctx, cancel := context.WithCancel(t.Context())
	e.Sender = ending{cancel}
	if tried, err := e.Deliver(ctx, t.Context(), RelayClasses...); err != nil || tried != batchSize {
		t.Fatalf("tried %d mails: %v; want the batch under way and no more", tried, err)
	}
	if len(store.settled) != batchSize {
		t.Errorf("%d mails are settled, want %d", len(store.settled), batchSize)
	}
}

// ending is asked to stop while it sends.
type ending struct{ stop context.CancelFunc }

func (s ending) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	s.stop()
	return verdicts{}.Send(ctx, mails)
}

func TestARelayThatTakesNothingIsAFact(t *testing.T) {
	store := &ledger{}
	e := newEngine(store, at(start))
	e.Registry().Limits = model.Limits{Failures: 1} // nothing is damped
	e.Sender = verdicts{"buyers@fab.example": {Result: model.MailQueued, Detail: "dial: refused"}}
	if _, err := e.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil {
		t.Fatal(err)
	}
	pass, err := e.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(pass.Findings, func(f model.Finding) bool { return f.Rule == "mail-relay-down" }) {
		t.Fatalf("mail-relay-down was not raised: %v", pass.Findings)
	}
}

func TestADirectoryAfterRelaysIsNoRelay(t *testing.T) {
	kept := model.Attempt{Result: model.MailAccepted, Detail: "written to x.eml", Unsent: "relay: connection refused"}
	sent := model.Attempt{Result: model.MailAccepted, Code: 250, Detail: "relay: ok"}
	fact := relayFact([]model.Attempt{kept})
	if fact.Kind != model.FactProbeFailed || fact.Evidence != kept.Unsent || fact.Data["kept"] != kept.Detail {
		t.Errorf("all kept: %+v", fact)
	}
	if fact := relayFact([]model.Attempt{kept, sent}); fact.Kind != model.FactProbeOK || fact.Data != nil {
		t.Errorf("one sent: %+v", fact)
	}
	if fact := relayFact([]model.Attempt{{Result: model.MailAccepted, Detail: "written to x.eml"}}); fact.Kind != model.FactProbeOK {
		t.Errorf("a directory alone: %+v", fact)
	}
}

// TestWebhooksSayNothingOfRelays checks that a webhook that does not answer neither is a sign that relays are down, nor stops the posts to others.
func TestWebhooksSayNothingOfRelays(t *testing.T) {
	store := &ledger{}
	for i := range batchSize + 1 {
		store.mails = append(store.mails, model.Mail{ID: fmt.Sprint(i), Kind: model.MailAlert, To: model.WebhookRecipient("deaf")})
	}
	e := newEngine(store, at(start))
	e.Sender = verdicts{"deaf": {Result: model.MailQueued, Detail: "post: no answer"}, "webhook:deaf": {Result: model.MailQueued, Detail: "post: no answer"}}
	tried, err := e.Deliver(t.Context(), t.Context(), model.MailClassWebhooks)
	if err != nil {
		t.Fatal(err)
	}
	if tried <= batchSize {
		t.Errorf("tried %d, want the second batch too", tried)
	}
	facts, err := store.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(facts, func(f model.Fact) bool { return f.Subject == model.SubjectRelay }) {
		t.Errorf("recorded %v", facts)
	}
}

func TestARelayThatPutsOffOneRecipientIsNotDown(t *testing.T) {
	fact := relayFact([]model.Attempt{{Result: model.MailQueued, Code: 451}})
	if fact.Kind != model.FactProbeOK {
		t.Fatalf("fact = %+v; a server that answers about a recipient works", fact)
	}
}

// TestLoopWakesWhenSomethingIsDue runs on a fake clock: nobody wakes the loop,
// and the reminder of the next day still goes out.
func TestLoopWakesWhenSomethingIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(start)) // a bubble begins in the year 2000
		store := &ledger{}
		e := newEngine(store, time.Now)
		first, err := e.Evaluate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			NewLoop(e).Run(ctx, first.NextWake)
		}()
		time.Sleep(25 * time.Hour)
		synctest.Wait()
		cancel()
		<-done
		if len(store.mails) != 2 || store.mails[1].Subject != string(model.ReasonReminder) {
			t.Fatalf("mails after a day: %s", subjects(store.mails))
		}
	})
}

func TestLoopGoesOnAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(start)) // a bubble begins in the year 2000
		store := &ledger{}
		e := newEngine(store, time.Now)
		first, err := e.Evaluate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		store.fail = errors.New("disk full")
		loop := NewLoop(e)
		var failures int
		loop.Failed = func(error) { failures++ }
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			loop.Run(ctx, first.NextWake)
		}()
		time.Sleep(25 * time.Hour)
		synctest.Wait()
		store.mu.Lock()
		store.fail = nil
		store.mu.Unlock()
		time.Sleep(time.Minute)
		synctest.Wait()
		cancel()
		<-done
		if failures == 0 || len(store.mails) != 2 {
			t.Fatalf("%d failures, mails %s; want some, and the reminder after the disk had room", failures, subjects(store.mails))
		}
	})
}

func subjects(mails []model.Mail) string {
	var all []string
	for _, m := range mails {
		all = append(all, fmt.Sprintf("%s at %s", m.Subject, m.CreatedAt.Format(time.RFC3339)))
	}
	return strings.Join(all, ", ")
}
