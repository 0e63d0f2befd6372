package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// ledgerOf gives a store in which mails wait.
func ledgerOf(mails ...model.Mail) *ledger { return &ledger{mails: mails} }

func deliveries(t *testing.T, store *ledger) (found []model.Fact) {
	t.Helper()
	facts, err := store.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if f.Kind == model.FactDelivery {
			found = append(found, f)
		}
	}
	return found
}

// batches notes what is sent together. While the first batch is under way something urgent is written.
type batches struct {
	store *ledger
	sent  []string
}

func (b *batches) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	kinds := map[model.MailKind]bool{}
	for _, m := range mails {
		kinds[m.Kind] = true
	}
	b.sent = append(b.sent, fmt.Sprint(len(mails), " ", mails[0].Kind, " of ", len(kinds)))
	if len(b.sent) == 1 {
		b.store.mails = append(b.store.mails, model.Mail{ID: "urgent", Kind: model.MailAlert})
	}
	return verdicts{}.Send(ctx, mails)
}

func TestNothingUrgentWaitsBehindSummaries(t *testing.T) {
	store := ledgerOf()
	for i := range 2 * backgroundBatchSize {
		store.mails = append(store.mails, model.Mail{ID: fmt.Sprint("l", i), Kind: model.MailSummary}, model.Mail{ID: fmt.Sprint("v", i), Kind: model.MailVerification})
	}
	e := newEngine(store, at(start))
	sender := &batches{store: store}
	e.Sender = sender
	if tried, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil || tried != 4*backgroundBatchSize+1 {
		t.Fatalf("tried %d: %v", tried, err)
	}
	want := []string{"20 summary of 1", "1 alert of 1", "20 summary of 1", "20 verification of 1", "20 verification of 1"}
	if !slices.Equal(sender.sent, want) {
		t.Errorf("sent %q, want %q", sender.sent, want)
	}
}

func TestNothingIsSentOfWhichNoAttemptCouldBeWritten(t *testing.T) {
	store := ledgerOf(model.Mail{ID: "m", Kind: model.MailAlert})
	store.failBegin = errors.New("disk full")
	e := newEngine(store, at(start))
	sender := &batches{store: store}
	e.Sender = sender
	if _, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err == nil || !strings.Contains(err.Error(), "disk full") || sender.sent != nil {
		t.Errorf("sent %q: %v", sender.sent, err)
	}
}

// A mail that may have arrived says so in each fact about it, whatever it comes to in the end.
func TestWhatMayArriveTwiceIsReported(t *testing.T) {
	items := []model.DecisionItem{{Alert: "a3f09c"}}
	to := func(name string) model.Recipient { return model.Recipient{Address: name} }
	store := ledgerOf(
		model.Mail{ID: "sure", Kind: model.MailAlert, To: to("sure"), Alerts: items},
		model.Mail{ID: "cut", Kind: model.MailAlert, To: to("cut"), Alerts: items},
		model.Mail{ID: "again", Kind: model.MailAlert, To: to("again"), Alerts: items, Unsure: start.Add(-time.Minute)},
		model.Mail{ID: "down", Kind: model.MailAlert, To: to("down"), Alerts: items, Unsure: start.Add(-time.Hour)},
	)
	e := newEngine(store, at(start))
	e.Sender = verdicts{
		"cut":  {Result: model.MailQueued, Ambiguous: true, Detail: "EOF"},
		"down": {Result: model.MailQueued, Detail: "refused"},
	}
	if _, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range deliveries(t, store) {
		got[f.Data["mail"]+" "+f.Data["result"]] = f.Data["possibly_twice"]
	}
	want := map[string]string{
		"sure accepted": "", "cut queued": "2026-11-23T10:00:00Z", "again accepted": "2026-11-23T09:59:00Z", "down queued": "2026-11-23T09:00:00Z",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("facts tell %v, want %v", got, want)
	}
	if want := []string{"sure", "cut", "again", "down"}; !slices.Equal(store.begun, want) {
		t.Errorf("begun were %q", store.begun)
	}
}

func TestWhatWaitsIsReleasedOnceTheRelaysAreBack(t *testing.T) {
	store := ledgerOf(model.Mail{ID: "1", Kind: model.MailAlert, To: model.Recipient{Address: "x"}})
	e := newEngine(store, at(start))
	deliver := func(sender verdicts, want int) {
		t.Helper()
		e.Sender, store.settled = sender, nil
		if _, err := e.Evaluate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil {
			t.Fatal(err)
		}
		if store.released != want {
			t.Fatalf("released %d times, want %d", store.released, want)
		}
	}
	all := func(a model.Attempt) verdicts { return verdicts{"x": a, "buyers@fab.example": a} }
	down := all(model.Attempt{Result: model.MailQueued, Detail: "refused"})
	deliver(verdicts{}, 0)
	deliver(down, 0)
	deliver(all(model.Attempt{Result: model.MailQueued, Code: 451}), 1)
}

func TestAServerThatPutsManyOffDoesNotHoldUpTheRest(t *testing.T) {
	store := ledgerOf()
	put := verdicts{}
	for i := range batchSize {
		name := fmt.Sprint("full", i)
		store.mails = append(store.mails, model.Mail{ID: name, Kind: model.MailAlert, To: model.Recipient{Address: name}})
		put[name] = model.Attempt{Result: model.MailQueued, Code: 452}
	}
	store.mails = append(store.mails, model.Mail{ID: "last", Kind: model.MailAlert})
	e := newEngine(store, at(start))
	e.Sender = put
	if _, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil || store.settled["last"] != model.MailAccepted {
		t.Errorf("the last one is %q: %v", store.settled["last"], err)
	}
}

// Mails that wait for the rate of a relay say nothing about the relays, and are no reason to try again at once.
func TestMailsThatWaitForARateAreNoSignOfTheRelays(t *testing.T) {
	store := ledgerOf(
		model.Mail{ID: "1", Kind: model.MailAlert, To: model.Recipient{Address: "1"}}, model.Mail{ID: "2", Kind: model.MailAlert, To: model.Recipient{Address: "2"}},
	)
	e := newEngine(store, at(start))
	relayFacts := func() []model.Fact {
		facts, err := store.FactsAfter(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(facts, func(f model.Fact) bool { return f.Subject != model.SubjectRelay })
	}
	waits := model.Attempt{Result: model.MailQueued, Untried: true}
	e.Sender = verdicts{"1": waits, "2": waits}
	if tried, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil || tried != 0 {
		t.Errorf("tried %d: %v", tried, err)
	}
	if facts := relayFacts(); len(facts) != 0 {
		t.Errorf("facts: %+v", facts)
	}
	e.Sender, store.settled = verdicts{"1": {Result: model.MailQueued, Detail: "connection refused"}, "2": waits}, nil
	if tried, err := e.Deliver(t.Context(), t.Context(), RelayClasses...); err != nil || tried != 1 {
		t.Errorf("tried %d: %v", tried, err)
	}
	if facts := relayFacts(); len(facts) != 1 || facts[0].Kind != model.FactProbeFailed || facts[0].Evidence != "connection refused" {
		t.Errorf("facts: %+v", facts)
	}
}
