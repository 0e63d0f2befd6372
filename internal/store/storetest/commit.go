package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

func testEmpty(t *testing.T, e Engine) {
	s := openNew(t, e)
	if diff := cmp.Diff(model.State{Alerts: map[string]model.Alert{}}, State(t, s)); diff != "" {
		t.Error(diff)
	}
	if facts := FactsAfter(t, s, 0); len(facts) != 0 {
		t.Errorf("facts in an empty store: %v", facts)
	}
	if mails := Due(t, s, Noon); len(mails) != 0 {
		t.Errorf("mails in an empty store: %v", mails)
	}
	Commit(t, s, model.Change{})
}

func testRoundTrip(t *testing.T, e Engine) {
	url, change := e.NewDatabase(t), Full()
	func() {
		s, err := e.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		Commit(t, s, change)
	}()
	s := openUntilEnd(t, e, url)
	want := change.Facts[0]
	want.Seq = 1
	if diff := cmp.Diff([]model.Fact{want}, FactsAfter(t, s, 0)); diff != "" {
		t.Errorf("facts: %s", diff)
	}
	wantState := model.State{Alerts: map[string]model.Alert{"a3f09c": change.Alerts[0]}, Notifications: *change.Notifications}
	if diff := cmp.Diff(wantState, State(t, s)); diff != "" {
		t.Errorf("state: %s", diff)
	}
	if diff := cmp.Diff(change.Outbox, Due(t, s, Noon.Add(time.Minute))); diff != "" {
		t.Errorf("outbox: %s", diff)
	}
	if diff := cmp.Diff(change.Positions, positions(t, s)); diff != "" {
		t.Errorf("positions: %s", diff)
	}
}

func testAnyText(t *testing.T, e Engine) {
	s := openNew(t, e)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		raw := string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(rt, "evidence"))
		at := time.Unix(rapid.Int64Range(-60_000_000_000, 250_000_000_000).Draw(rt, "at"), int64(n)).UTC()
		given := model.Fact{
			ID: fmt.Sprint("any-", n), Subject: model.ParseSubject(rapid.StringMatching(`[^\x00]+`).Draw(rt, "subject")), Kind: model.FactNote,
			ObservedAt: at, RecordedAt: at, Evidence: raw, Data: map[string]string{raw: raw},
		}
		given.Subject = model.ParseSubject(strings.ToValidUTF8(given.Subject.String(), "?"))
		Commit(t, s, model.Change{Facts: []model.Fact{given}})
		found := FactsAfter(t, s, int64(n-1))
		text := strings.ReplaceAll(strings.ToValidUTF8(raw, "\uFFFD"), "\x00", "\uFFFD")
		given.Seq, given.Evidence, given.Data = int64(n), text, map[string]string{text: text}
		if diff := cmp.Diff([]model.Fact{given}, found); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func testFactTwice(t *testing.T, e Engine) {
	s := openNew(t, e)
	first, again := Fact("f1", model.FactAck, Noon), Fact("f1", model.FactNote, Noon.Add(time.Hour))
	Commit(t, s, model.Change{Facts: []model.Fact{first, again}})
	Commit(t, s, model.Change{Facts: []model.Fact{again, Fact("f2", model.FactAck, Noon)}})
	found := FactsAfter(t, s, 0)
	if ids(found) != "f1 f2" || found[0].Kind != model.FactAck {
		t.Errorf("recorded %v, want f1 as it was told first, and f2", found)
	}
}

func testFactOrder(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Facts: []model.Fact{Fact("late", model.FactNote, Noon), Fact("early", model.FactNote, Noon.Add(-time.Hour))}})
	Commit(t, s, model.Change{Facts: []model.Fact{Fact("third", model.FactNote, Noon.Add(-2*time.Hour))}})
	all := FactsAfter(t, s, 0)
	if ids(all) != "late early third" {
		t.Errorf("got %s, want the order of recording", ids(all))
	}
	if got := ids(FactsAfter(t, s, all[1].Seq)); got != "third" {
		t.Errorf("after the second fact came %q", got)
	}
	if got := FactsAfter(t, s, all[2].Seq); len(got) != 0 {
		t.Errorf("after the last fact came %v", got)
	}
}

func testAtomic(t *testing.T, e Engine) {
	s := openNew(t, e)
	change := Full()
	change.Outbox[0].ID = ""
	if err := s.Commit(t.Context(), change); err == nil {
		t.Fatal("a mail without id was taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Commit(ctx, Full()); err == nil {
		t.Fatal("a cancelled commit succeeded")
	}
	if facts := FactsAfter(t, s, 0); len(facts) != 0 {
		t.Errorf("a failed commit left facts: %v", facts)
	}
	if diff := cmp.Diff(model.State{}, State(t, s), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("a failed commit left state: %s", diff)
	}
}

func testRefused(t *testing.T, e Engine) {
	s := openNew(t, e)
	unnamed, timeless, stateless := Fact("", model.FactAck, Noon), Fact("f", model.FactAck, time.Time{}), Full().Alerts
	stateless[0].State = "firng"
	for want, change := range map[string]model.Change{
		"id is missing":           {Facts: []model.Fact{unnamed}},
		"observed_at is missing":  {Facts: []model.Fact{timeless}},
		`"firng" is not an alert`: {Alerts: stateless},
		`alert "k": id is`:        {Alerts: []model.Alert{{Key: "k", State: model.StateFiring}}},
	} {
		if err := s.Commit(t.Context(), change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func testAlertReplaced(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, Full())
	next := model.Alert{ID: "a3f09c", Key: "acme/other", State: model.StateResolved, EndedAt: Noon}
	state := model.NotificationState{Started: true}
	Commit(t, s, model.Change{Alerts: []model.Alert{next}, Notifications: &state})
	if diff := cmp.Diff(model.State{Alerts: map[string]model.Alert{"a3f09c": next}, Notifications: state}, State(t, s)); diff != "" {
		t.Error(diff)
	}
}

// testBeside has a daemon and a shell write at the same time through handles of their own, and the daemon read as it goes.
func testBeside(t *testing.T, e Engine) {
	url := e.NewDatabase(t)
	daemon := openUntilEnd(t, e, url)
	shell, err := e.OpenExisting(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer shell.Close()
	const each = 50
	var writers sync.WaitGroup
	for name, s := range map[string]store.Store{"daemon": daemon, "shell": shell} {
		writers.Go(func() {
			for i := range each {
				f := Fact(fmt.Sprint(name, i), model.FactAck, Noon)
				if err := s.Commit(t.Context(), model.Change{Facts: []model.Fact{f}}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	seen, seq := map[string]int{}, int64(0)
	read := func() {
		for _, f := range FactsAfter(t, daemon, seq) {
			seen[f.ID]++
			seq = max(seq, f.Seq)
		}
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		read()
	}
	if len(seen) != 2*each {
		t.Errorf("the daemon saw %d facts, want %d", len(seen), 2*each)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("the daemon saw %s %d times", id, n)
		}
	}
}

func testMany(t *testing.T, e Engine) {
	s := openNew(t, e)
	const n = 1001 // more than an engine writes by one statement
	var change model.Change
	var attempts []model.Attempt
	for i := range n {
		id := fmt.Sprintf("%04d", i)
		change.Facts = append(change.Facts, Fact(id, model.FactNote, Noon))
		change.Alerts = append(change.Alerts, model.Alert{ID: id, State: model.StateFiring})
		change.Outbox = append(change.Outbox, Mail(id, Noon))
		attempts = append(attempts, model.Attempt{Mail: id, At: Noon, Result: model.MailAccepted})
	}
	Commit(t, s, change)
	facts := FactsAfter(t, s, 0)
	if len(facts) != n || !slices.IsSortedFunc(facts, func(a, b model.Fact) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("%d facts came back, or not in order", len(facts))
	}
	if got := len(State(t, s).Alerts); got != n {
		t.Errorf("%d alerts came back", got)
	}
	mails, err := s.Due(t.Context(), model.MailClassAlerts, Noon, 2*n)
	if err != nil || len(mails) != n || !slices.IsSortedFunc(mails, func(a, b model.Mail) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("%d mails came back, or not in order: %v", len(mails), err)
	}
	Record(t, s, attempts)
	if pending, _, err := s.Backlog(t.Context()); pending != 0 || err != nil {
		t.Errorf("%d mails wait after all were sent, %v", pending, err)
	}
}

func testStats(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, Numbered(1))
	got, err := s.Stats(t.Context())
	if want := (store.Stats{Bytes: got.Bytes, Facts: 3, Alerts: 2, Mails: 1}); got != want || err != nil || got.Bytes < 4096 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func testSound(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, Full())
	before := State(t, s)
	for name, check := range map[string]func(context.Context) error{"check": s.Check, "check writable": s.CheckWritable} {
		if err := check(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(before, State(t, s)); diff != "" {
		t.Errorf("the checks changed the state: %s", diff)
	}
}
