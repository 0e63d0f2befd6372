package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/watch"
)

// ledgerOf gives a store in which mails wait.
func ledgerOf(mails ...watch.Mail) *ledger { return &ledger{mails: mails} }

func deliveries(t *testing.T, store *ledger) (found []watch.Fact) {
	t.Helper()
	facts, err := store.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if f.Kind == watch.FactDelivery {
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

func (b *batches) Send(ctx context.Context, mails []watch.Mail) []watch.Attempt {
	kinds := map[watch.MailKind]bool{}
	for _, m := range mails {
		kinds[m.Kind] = true
	}
	b.sent = append(b.sent, fmt.Sprint(len(mails), " ", mails[0].Kind, " of ", len(kinds)))
	if len(b.sent) == 1 {
		b.store.mails = append(b.store.mails, watch.Mail{ID: "urgent", Kind: watch.MailAlert})
	}
	return verdicts{}.Send(ctx, mails)
}

func TestNothingUrgentWaitsBehindLetters(t *testing.T) {
	store := ledgerOf()
	for i := range 2 * lull {
		store.mails = append(store.mails, watch.Mail{ID: fmt.Sprint("l", i), Kind: watch.MailLetter}, watch.Mail{ID: fmt.Sprint("v", i), Kind: watch.MailVerification})
	}
	e := newEngine(store, at(start))
	sender := &batches{store: store}
	e.Sender = sender
	if tried, err := e.Deliver(t.Context(), t.Context(), Mails...); err != nil || tried != 4*lull+1 {
		t.Fatalf("tried %d: %v", tried, err)
	}
	want := []string{"20 letter of 1", "1 alert of 1", "20 letter of 1", "20 verification of 1", "20 verification of 1"}
	if !slices.Equal(sender.sent, want) {
		t.Errorf("sent %q, want %q", sender.sent, want)
	}
}

func TestNothingIsSentOfWhichNoAttemptCouldBeWritten(t *testing.T) {
	store := ledgerOf(watch.Mail{ID: "m", Kind: watch.MailAlert})
	store.failBegin = errors.New("disk full")
	e := newEngine(store, at(start))
	sender := &batches{store: store}
	e.Sender = sender
	if _, err := e.Deliver(t.Context(), t.Context(), Mails...); err == nil || !strings.Contains(err.Error(), "disk full") || sender.sent != nil {
		t.Errorf("sent %q: %v", sender.sent, err)
	}
}

// A mail that may have arrived says so in each fact about it, whatever it comes to in the end.
func TestWhatMayArriveTwiceIsTold(t *testing.T) {
	items := []watch.DecisionItem{{Alert: "a3f09c"}}
	to := func(name string) watch.Recipient { return watch.Recipient{Address: name} }
	store := ledgerOf(
		watch.Mail{ID: "sure", Kind: watch.MailAlert, To: to("sure"), Alerts: items},
		watch.Mail{ID: "cut", Kind: watch.MailAlert, To: to("cut"), Alerts: items},
		watch.Mail{ID: "again", Kind: watch.MailAlert, To: to("again"), Alerts: items, Unsure: start.Add(-time.Minute)},
		watch.Mail{ID: "down", Kind: watch.MailAlert, To: to("down"), Alerts: items, Unsure: start.Add(-time.Hour)},
	)
	e := newEngine(store, at(start))
	e.Sender = verdicts{
		"cut":  {Result: watch.MailQueued, Ambiguous: true, Detail: "EOF"},
		"down": {Result: watch.MailQueued, Detail: "refused"},
	}
	if _, err := e.Deliver(t.Context(), t.Context(), Mails...); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range deliveries(t, store) {
		got[f.Data["mail"]+" "+f.Data["result"]] = f.Data[watch.DataTwice]
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
	store := ledgerOf(watch.Mail{ID: "1", Kind: watch.MailAlert, To: watch.Recipient{Address: "x"}})
	e := newEngine(store, at(start))
	deliver := func(sender verdicts, want int) {
		t.Helper()
		e.Sender, store.settled = sender, nil
		if _, err := e.Cycle(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Deliver(t.Context(), t.Context(), Mails...); err != nil {
			t.Fatal(err)
		}
		if store.released != want {
			t.Fatalf("released %d times, want %d", store.released, want)
		}
	}
	all := func(a watch.Attempt) verdicts { return verdicts{"x": a, "buyers@fab.example": a} }
	down := all(watch.Attempt{Result: watch.MailQueued, Detail: "refused"})
	deliver(verdicts{}, 0)
	deliver(down, 0)
	deliver(all(watch.Attempt{Result: watch.MailQueued, Code: 451}), 1)
}

func TestAServerThatPutsManyOffDoesNotHoldUpTheRest(t *testing.T) {
	store := ledgerOf()
	put := verdicts{}
	for i := range batch {
		name := fmt.Sprint("full", i)
		store.mails = append(store.mails, watch.Mail{ID: name, Kind: watch.MailAlert, To: watch.Recipient{Address: name}})
		put[name] = watch.Attempt{Result: watch.MailQueued, Code: 452}
	}
	store.mails = append(store.mails, watch.Mail{ID: "last", Kind: watch.MailAlert})
	e := newEngine(store, at(start))
	e.Sender = put
	if _, err := e.Deliver(t.Context(), t.Context(), Mails...); err != nil || store.settled["last"] != watch.MailAccepted {
		t.Errorf("the last one is %q: %v", store.settled["last"], err)
	}
}
