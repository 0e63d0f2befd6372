package sqlite

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

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// noon is the instant at which most tests play.
var noon = time.Date(2026, time.November, 22, 12, 0, 0, 123456789, time.UTC)

// newURL names a new, empty database.
type newURL func(t testing.TB) string

// testStore is what every engine has to pass.
func testStore(t *testing.T, fresh newURL) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, newURL){
		"nothing is known at first":            testEmpty,
		"what was committed is read back":      testRoundTrip,
		"any text is kept":                     testAnyText,
		"a fact recorded twice is one":         testFactTwice,
		"facts come in order":                  testFactOrder,
		"a commit is all or nothing":           testAtomic,
		"what cannot be read back is refused":  testRefused,
		"an alert is replaced as a whole":      testAlertReplaced,
		"mails are due in their order":         testDue,
		"a mail queued twice is one":           testMailTwice,
		"a settled mail is never due again":    testRecordResults,
		"a mail is retried and given up":       testRetry,
		"settling is all or nothing":           testRecordAtomic,
		"the backlog is counted":               testBacklog,
		"nothing waits behind another lane":    testLanes,
		"a mail cut off is known to be so":     testUnsure,
		"a later mail supersedes older ones":   testSupersede,
		"what may arrive is not superseded":    testNotSuperseded,
		"posts keep their order":               testPostOrder,
		"what waited for relays is released":   testRelease,
		"what was not tried waits on":          testUntried,
		"an answer finds its mail":             testMailFound,
		"an answer finds a mail that went":     testMailFoundPruned,
		"positions are replaced":               testPositions,
		"positions go with their facts":        testPositionsAtomic,
		"a start reads what an index needs":    testStanding,
		"pruning takes old looks":              testPruneLooks,
		"pruning keeps what stands":            testPrune,
		"pruning without an instant is a rest": testPruneNothing,
		"a shell writes beside the daemon":     testBeside,
		"many rows are one change":             testMany,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, fresh)
		})
	}
}

func mustOpen(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func mustCommit(t testing.TB, s *Store, change model.Change) {
	t.Helper()
	if err := s.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

func mustRecord(t testing.TB, s *Store, attempts []model.Attempt, facts ...model.Fact) {
	t.Helper()
	if err := s.RecordResults(t.Context(), attempts, facts); err != nil {
		t.Fatal(err)
	}
}

func factsAfter(t testing.TB, s *Store, seq int64) []model.Fact {
	t.Helper()
	facts, err := s.FactsAfter(t.Context(), seq)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

func due(t testing.TB, s *Store, now time.Time) []model.Mail {
	t.Helper()
	return dueIn(t, s, model.MailClassAlerts, now)
}

func dueIn(t testing.TB, s *Store, lane model.MailClass, now time.Time) []model.Mail {
	t.Helper()
	mails, err := s.Due(t.Context(), lane, now, 100)
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

func state(t testing.TB, s *Store) model.State {
	t.Helper()
	st, err := s.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func fact(id string, kind model.FactKind, at time.Time) model.Fact {
	return model.Fact{ID: id, Supplier: "acme", Subject: "endpoint/portal", Kind: kind, ObservedAt: at, RecordedAt: at, Actor: model.ActorWatchdog}
}

func mail(id string, notBefore time.Time) model.Mail {
	return model.Mail{
		ID: id, Kind: model.MailAlert, To: model.Recipient{Team: "buyers", Address: "buyers@buyer.test"},
		MessageID: id + "@buyer.test", Subject: "S", Text: "T", CreatedAt: noon, NotBefore: notBefore,
	}
}

func ids(facts []model.Fact) string {
	var found []string
	for _, f := range facts {
		found = append(found, f.ID)
	}
	return strings.Join(found, " ")
}

func mailIDs(mails []model.Mail) string {
	var found []string
	for _, m := range mails {
		found = append(found, m.ID)
	}
	return strings.Join(found, " ")
}

func testEmpty(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	if diff := cmp.Diff(model.State{Alerts: map[string]model.Alert{}}, state(t, s)); diff != "" {
		t.Error(diff)
	}
	if facts := factsAfter(t, s, 0); len(facts) != 0 {
		t.Errorf("facts in an empty store: %v", facts)
	}
	if mails := due(t, s, noon); len(mails) != 0 {
		t.Errorf("mails in an empty store: %v", mails)
	}
	mustCommit(t, s, model.Change{})
}

// full is a change that uses every field.
func full() model.Change {
	exposure := &model.Money{Hundredths: 8640000050, Currency: "EUR"}
	return model.Change{
		Facts: []model.Fact{{
			ID: "f1", Supplier: "acme", Subject: "order-window/annual@2026-09-01", Kind: model.FactPlaced,
			ObservedAt: noon.Add(-time.Hour), RecordedAt: noon, Actor: "jane@buyer.test", Source: "shell",
			Evidence: "PO 4500012345 – „bestätigt“ <b>", Data: map[string]string{"reference": "4500012345", "on": "2026-11-22"},
		}},
		Alerts: []model.Alert{{
			ID: "a3f09c", Key: "acme/contract/msa/notice/2027-03-31", Supplier: "acme", Subject: "contract/msa", Group: "notice",
			Occurrence: "2027-03-31", Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage, Stage: 2,
			Message: "Decide & act.", Due: civil.Date{Year: 2026, Month: time.December, Day: 9}, Exposure: exposure,
			State: model.StateAcknowledged, Since: noon, Reason: model.ReasonAcked, Step: 1, StepAt: noon, Repeats: 3, NextAt: noon.Add(time.Hour),
			AcknowledgedBy: "jane@buyer.test", AcknowledgedAt: noon, AckSeverity: model.Warning, HeldUntil: noon.Add(24 * time.Hour),
			KeyDate: civil.Date{Year: 2026, Month: time.December, Day: 23}, EndedAt: time.Time{},
			Points: []model.Point{{
				Deadline: civil.Date{Year: 2026, Month: time.December, Day: 9},
				Offset:   civil.Period{Months: 1, Days: 2}, Missed: true, At: noon,
			}},
			Notified: []model.Notification{{
				Recipient: "buyers@buyer.test", Team: "buyers", Step: 1, Reason: model.ReasonEscalated, At: noon,
				Mail: "m1", MessageID: "m1@buyer.test", Result: model.MailQueued,
			}},
			ProcessedFacts: []string{"f0"}, Notes: []string{"called twice"},
		}},
		Notifications: &model.NotificationState{
			Started: true, SummaryAt: noon.Add(time.Hour), SummarySent: noon.Add(-time.Hour),
			Queue: []model.Queued{{
				To: model.WebhookRecipient("oncall"), Alert: "a3f09c", Step: 1, Reason: model.ReasonFirst,
				Since: noon, Until: noon.Add(time.Minute), Held: model.ReasonQuietHours,
			}},
			Sent: map[string][]time.Time{"buyers@buyer.test": {noon}}, RateLimitNotices: map[string]time.Time{"x@buyer.test": noon},
			RemovalSeenAt: noon,
		},
		Outbox: []model.Mail{{
			ID: "m1", Kind: model.MailDigest, To: model.Recipient{Team: "buyers", Address: "buyers@buyer.test"},
			MessageID: "m1@buyer.test", Token: "mfrggzdfmztwq2lkmfrggzdfmz", References: []string{"m0@buyer.test"}, Subject: "Decide by Wed 9 Dec: ACME",
			Text: "DECIDE\n", HTML: "<p>DECIDE &amp; act</p>", Payload: []byte{0, 1, 255},
			Alerts:    []model.DecisionItem{{Alert: "a3f09c", Step: 1, Reason: model.ReasonEscalated}},
			About:     []model.SubjectRef{{Supplier: "acme", Subject: "contact/sales"}},
			CreatedAt: noon, NotBefore: noon.Add(30 * time.Second), Attempts: 2, LastError: "try later",
		}},
		Positions: []model.FolderPosition{{Account: "orders", Folder: "INBOX", UIDValidity: 1, UID: 2, ModSeq: 3}},
	}
}

func testRoundTrip(t *testing.T, fresh newURL) {
	url, change := fresh(t), full()
	func() {
		s, err := Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		mustCommit(t, s, change)
	}()
	s := mustOpen(t, url)
	want := change.Facts[0]
	want.Seq = 1
	if diff := cmp.Diff([]model.Fact{want}, factsAfter(t, s, 0)); diff != "" {
		t.Errorf("facts: %s", diff)
	}
	wantState := model.State{Alerts: map[string]model.Alert{"a3f09c": change.Alerts[0]}, Notifications: *change.Notifications}
	if diff := cmp.Diff(wantState, state(t, s)); diff != "" {
		t.Errorf("state: %s", diff)
	}
	if diff := cmp.Diff(change.Outbox, due(t, s, noon.Add(time.Minute))); diff != "" {
		t.Errorf("outbox: %s", diff)
	}
	if diff := cmp.Diff(change.Positions, positions(t, s)); diff != "" {
		t.Errorf("positions: %s", diff)
	}
}

func testAnyText(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		raw := string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(rt, "evidence"))
		at := time.Unix(rapid.Int64Range(-60_000_000_000, 250_000_000_000).Draw(rt, "at"), int64(n)).UTC()
		given := model.Fact{
			ID: fmt.Sprint("any-", n), Subject: rapid.StringMatching(`[^\x00]+`).Draw(rt, "subject"), Kind: model.FactNote,
			ObservedAt: at, RecordedAt: at, Evidence: raw, Data: map[string]string{raw: raw},
		}
		given.Subject = strings.ToValidUTF8(given.Subject, "?")
		mustCommit(t, s, model.Change{Facts: []model.Fact{given}})
		found := factsAfter(t, s, int64(n-1))
		text := strings.ReplaceAll(strings.ToValidUTF8(raw, "\uFFFD"), "\x00", "\uFFFD")
		given.Seq, given.Evidence, given.Data = int64(n), text, map[string]string{text: text}
		if diff := cmp.Diff([]model.Fact{given}, found); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func testFactTwice(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	first, again := fact("f1", model.FactAck, noon), fact("f1", model.FactNote, noon.Add(time.Hour))
	mustCommit(t, s, model.Change{Facts: []model.Fact{first, again}})
	mustCommit(t, s, model.Change{Facts: []model.Fact{again, fact("f2", model.FactAck, noon)}})
	found := factsAfter(t, s, 0)
	if ids(found) != "f1 f2" || found[0].Kind != model.FactAck {
		t.Errorf("recorded %v, want f1 as it was told first, and f2", found)
	}
}

func testFactOrder(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	mustCommit(t, s, model.Change{Facts: []model.Fact{fact("late", model.FactNote, noon), fact("early", model.FactNote, noon.Add(-time.Hour))}})
	mustCommit(t, s, model.Change{Facts: []model.Fact{fact("third", model.FactNote, noon.Add(-2*time.Hour))}})
	all := factsAfter(t, s, 0)
	if ids(all) != "late early third" {
		t.Errorf("got %s, want the order of recording", ids(all))
	}
	if got := ids(factsAfter(t, s, all[1].Seq)); got != "third" {
		t.Errorf("after the second fact came %q", got)
	}
	if got := factsAfter(t, s, all[2].Seq); len(got) != 0 {
		t.Errorf("after the last fact came %v", got)
	}
}

func testAtomic(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	change := full()
	change.Outbox[0].ID = ""
	if err := s.Commit(t.Context(), change); err == nil {
		t.Fatal("a mail without id was taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Commit(ctx, full()); err == nil {
		t.Fatal("a cancelled commit succeeded")
	}
	if facts := factsAfter(t, s, 0); len(facts) != 0 {
		t.Errorf("a failed commit left facts: %v", facts)
	}
	if diff := cmp.Diff(model.State{}, state(t, s), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("a failed commit left state: %s", diff)
	}
}

func testRefused(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	unnamed, timeless, stateless := fact("", model.FactAck, noon), fact("f", model.FactAck, time.Time{}), full().Alerts
	stateless[0].State = "firng"
	for want, change := range map[string]model.Change{
		"id is missing":          {Facts: []model.Fact{unnamed}},
		"observed_at is missing": {Facts: []model.Fact{timeless}},
		`"firng" is no alert`:    {Alerts: stateless},
		`alert "k": id is`:       {Alerts: []model.Alert{{Key: "k", State: model.StateFiring}}},
	} {
		if err := s.Commit(t.Context(), change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func testAlertReplaced(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	mustCommit(t, s, full())
	next := model.Alert{ID: "a3f09c", Key: "acme/other", State: model.StateResolved, EndedAt: noon}
	desk := model.NotificationState{Started: true}
	mustCommit(t, s, model.Change{Alerts: []model.Alert{next}, Notifications: &desk})
	if diff := cmp.Diff(model.State{Alerts: map[string]model.Alert{"a3f09c": next}, Notifications: desk}, state(t, s)); diff != "" {
		t.Error(diff)
	}
}

// testBeside has a daemon and a shell write at the same time through handles of their own, and the daemon read as it goes.
func testBeside(t *testing.T, fresh newURL) {
	url := fresh(t)
	daemon := mustOpen(t, url)
	shell, err := OpenExisting(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer shell.Close()
	const each = 50
	var writers sync.WaitGroup
	for name, s := range map[string]*Store{"daemon": daemon, "shell": shell} {
		writers.Go(func() {
			for i := range each {
				f := fact(fmt.Sprint(name, i), model.FactAck, noon)
				if err := s.Commit(t.Context(), model.Change{Facts: []model.Fact{f}}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	seen, seq := map[string]int{}, int64(0)
	read := func() {
		for _, f := range factsAfter(t, daemon, seq) {
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

func testMany(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	const n = 2*chunk + 1
	var change model.Change
	var attempts []model.Attempt
	for i := range n {
		id := fmt.Sprintf("%04d", i)
		change.Facts = append(change.Facts, fact(id, model.FactNote, noon))
		change.Alerts = append(change.Alerts, model.Alert{ID: id, State: model.StateFiring})
		change.Outbox = append(change.Outbox, mail(id, noon))
		attempts = append(attempts, model.Attempt{Mail: id, At: noon, Result: model.MailAccepted})
	}
	mustCommit(t, s, change)
	facts := factsAfter(t, s, 0)
	if len(facts) != n || !slices.IsSortedFunc(facts, func(a, b model.Fact) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("%d facts came back, or not in order", len(facts))
	}
	if got := len(state(t, s).Alerts); got != n {
		t.Errorf("%d alerts came back", got)
	}
	mails, err := s.Due(t.Context(), model.MailClassAlerts, noon, 2*n)
	if err != nil || len(mails) != n || !slices.IsSortedFunc(mails, func(a, b model.Mail) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("%d mails came back, or not in order: %v", len(mails), err)
	}
	mustRecord(t, s, attempts)
	if pending, _, err := s.Backlog(t.Context()); pending != 0 || err != nil {
		t.Errorf("%d mails wait after all were sent, %v", pending, err)
	}
}
