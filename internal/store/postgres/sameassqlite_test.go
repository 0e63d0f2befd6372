package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/sqlite"
	"supplierwatch/internal/store/storetest"
	"supplierwatch/internal/testkit"
)

// both are an engine on SQLite and one on PostgreSQL, to which the same happens.
type both struct{ sqlite, postgres store.Store }

// newBoth makes two empty databases, which are deleted with the end of one check.
func newBoth(rt *rapid.T, t *testing.T) both {
	rt.Helper()
	file, err := sqlite.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "supplierwatch.db"))
	if err != nil {
		rt.Fatal(err)
	}
	rt.Cleanup(func() { file.Close() })
	server, err := Open(t.Context(), Address{URL: testkit.SharedPostgres(t).NewDatabase(rt)})
	if err != nil {
		rt.Fatal(err)
	}
	rt.Cleanup(func() { server.Close() })
	return both{sqlite: file, postgres: server}
}

// same fails unless both engines give the same answer, byte for byte, or both refuse.
func (b both) same(rt *rapid.T, what string, ask func(store.Store) (any, error)) {
	rt.Helper()
	want, wantErr := ask(b.sqlite)
	got, gotErr := ask(b.postgres)
	if (wantErr == nil) != (gotErr == nil) {
		rt.Fatalf("%s: on SQLite %v, on PostgreSQL %v", what, wantErr, gotErr)
	}
	if wantErr != nil && cause(wantErr) != cause(gotErr) {
		rt.Fatalf("%s: on SQLite %q, on PostgreSQL %q", what, cause(wantErr), cause(gotErr))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		rt.Fatalf("%s: %s", what, diff)
	}
	if wantBytes, gotBytes := asJSON(rt, want), asJSON(rt, got); wantBytes != gotBytes {
		rt.Fatalf("%s: on SQLite %s, on PostgreSQL %s", what, wantBytes, gotBytes)
	}
}

// cause returns what both engines say, without what they say of the place.
func cause(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	_, words, _ := strings.Cut(err.Error(), ": ")
	return words
}

func asJSON(rt *rapid.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		rt.Fatal(err)
	}
	return string(b)
}

// compare asks everything that a store can be asked.
func (b both) compare(rt *rapid.T, rtContext *testing.T) {
	rt.Helper()
	ctx := rtContext.Context()
	b.same(rt, "state", func(s store.Store) (any, error) { return s.State(ctx) })
	for _, after := range []int64{-1, 0} {
		b.same(rt, "facts", func(s store.Store) (any, error) { return unnumbered(s.FactsAfter(ctx, after)) })
	}
	for class := range model.MailClass(4) {
		for _, at := range []time.Time{storetest.Noon, storetest.Noon.AddDate(0, 0, 1), storetest.Noon.AddDate(8000, 0, 0)} {
			b.same(rt, fmt.Sprint("outbox of class ", class), func(s store.Store) (any, error) { return s.Due(ctx, class, at, 5) })
		}
	}
	b.same(rt, "backlog", func(s store.Store) (any, error) {
		n, oldest, err := s.Backlog(ctx)
		return []any{n, oldest}, err
	})
	b.same(rt, "handed over", func(s store.Store) (any, error) { return s.HandedOver(ctx, storetest.Noon) })
	b.same(rt, "positions", func(s store.Store) (any, error) { return s.Positions(ctx) })
	b.same(rt, "calendar", func(s store.Store) (any, error) { return s.CalendarEvents(ctx) })
	for i := range idsDrawn {
		key := fmt.Sprint("m", i)
		b.same(rt, "mail", func(s store.Store) (any, error) {
			mail, known, err := s.MailByToken(ctx, "token-"+key)
			return []any{mail, known}, err
		})
	}
	b.same(rt, "check", func(s store.Store) (any, error) { return nil, s.Check(ctx) })
	b.same(rt, "counts", func(s store.Store) (any, error) {
		stats, err := s.Stats(ctx)
		stats.Bytes = 0
		return stats, err
	})
}

// unnumbered takes the numbers off facts: an engine gives its own, and only their order counts.
func unnumbered(facts []model.Fact, err error) ([]model.Fact, error) {
	for i := range facts {
		facts[i].Seq = 0
	}
	return facts, err
}

// idsDrawn is how many ids of each kind there are: few, so that many are written twice.
const idsDrawn = 6

// drawnText is what strangers write: NUL, emoji, bytes that are not UTF-8, what JSON and SQL escape, and what a locale would sort or fold.
var drawnText = rapid.OneOf(
	rapid.SampledFrom([]string{"", "acme", "a\x00b", "\xff\xfe", "🏭\u200d🔧", "é", "e\u0301", "ß", "I", "ı", `\u0000`, `{"a":"\"}`, "'; --", "B", "a", "_", "\ufffd", "<&>"}),
	rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 20), func(b []byte) string { return string(b) }),
)

// drawnInstant is an instant in many zones, of all ages, to the nanosecond.
var drawnInstant = rapid.Custom(func(rt *rapid.T) time.Time {
	at := rapid.SampledFrom([]time.Time{
		storetest.Noon, storetest.Noon.Add(time.Nanosecond), storetest.Noon.Add(-time.Hour), time.Unix(1, 1),
		time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), time.Date(9999, 12, 31, 23, 0, 0, 999_999_999, time.UTC),
	}).Draw(rt, "instant")
	offset := rapid.SampledFrom([]int{0, 3600, -11 * 3600, 5*3600 + 2700}).Draw(rt, "zone")
	if at.Year() > 1 && at.Year() < 9999 {
		return at.In(time.FixedZone("", offset))
	}
	return at
})

func drawnID(rt *rapid.T, kind string) string {
	return fmt.Sprint(kind, rapid.IntRange(0, idsDrawn-1).Draw(rt, "id"))
}

var drawnFact = rapid.Custom(func(rt *rapid.T) model.Fact {
	kinds := []model.FactKind{model.FactProbeOK, model.FactProbeFailed, model.FactProbeUnknown, model.FactNote, model.FactUnread}
	f := model.Fact{
		ID: fmt.Sprint("f", rapid.IntRange(0, 300).Draw(rt, "id")), Supplier: rapid.SampledFrom([]string{"", "acme", "brux", "É"}).Draw(rt, "supplier"),
		Subject: rapid.SampledFrom([]model.Subject{model.SubjectVantage, model.KindEndpoint.Subject("a"), model.KindEndpoint.Subject("é/B")}).Draw(rt, "subject"),
		Kind:    rapid.SampledFrom(kinds).Draw(rt, "kind"), ObservedAt: drawnInstant.Draw(rt, "observed"), RecordedAt: drawnInstant.Draw(rt, "recorded"),
		Actor: drawnText.Draw(rt, "actor"), Source: drawnText.Draw(rt, "source"), Evidence: drawnText.Draw(rt, "evidence"),
	}
	for range rapid.IntRange(0, 2).Draw(rt, "data") {
		f = f.WithReason(drawnText.Draw(rt, "reason"))
	}
	return f
})

var drawnAlert = rapid.Custom(func(rt *rapid.T) model.Alert {
	return model.Alert{
		ID: drawnID(rt, "a"), Key: drawnText.Draw(rt, "key"), Supplier: drawnText.Draw(rt, "supplier"), Subject: model.KindContact.Subject("orders"),
		Message: drawnText.Draw(rt, "message"), State: rapid.SampledFrom([]model.AlertState{model.StateFiring, model.StateResolved, model.StateLapsed}).Draw(rt, "state"),
		Since: drawnInstant.Draw(rt, "since"), EndedAt: rapid.OneOf(drawnInstant, rapid.Just(time.Time{})).Draw(rt, "ended"),
		Step: rapid.Int().Draw(rt, "step"), Notes: rapid.SliceOfN(drawnText, 0, 2).Draw(rt, "notes"),
	}
})

var drawnMail = rapid.Custom(func(rt *rapid.T) model.Mail {
	m := model.Mail{
		ID: drawnID(rt, "m"), Kind: rapid.SampledFrom([]model.MailKind{model.MailAlert, model.MailDigest, model.MailResolved, model.MailSummary, model.MailVerification}).Draw(rt, "kind"),
		To:      rapid.SampledFrom([]model.Recipient{{Address: "b@buyer.test"}, {Team: "É", Address: "c@buyer.test"}, model.WebhookRecipient("oncall"), model.WebhookRecipient("log")}).Draw(rt, "to"),
		Subject: drawnText.Draw(rt, "subject"), Text: drawnText.Draw(rt, "text"), HTML: drawnText.Draw(rt, "html"), Payload: []byte(drawnText.Draw(rt, "payload")),
		CreatedAt: drawnInstant.Draw(rt, "created"), NotBefore: drawnInstant.Draw(rt, "not before"),
		Attempts: rapid.IntRange(0, 3).Draw(rt, "attempts"), LastError: drawnText.Draw(rt, "last error"),
	}
	m.Token, m.MessageID = "token-"+m.ID, m.ID+"@buyer.test"
	for range rapid.IntRange(0, 3).Draw(rt, "alerts") {
		m.Alerts = append(m.Alerts, model.DecisionItem{Alert: drawnID(rt, "a"), Step: 1, Reason: model.ReasonReminder})
	}
	return m
})

var drawnAttempt = rapid.Custom(func(rt *rapid.T) model.Attempt {
	return model.Attempt{
		Mail: drawnID(rt, "m"), At: rapid.SampledFrom([]time.Time{storetest.Noon, storetest.Noon.Add(time.Hour)}).Draw(rt, "at"),
		Result: rapid.SampledFrom([]model.MailResult{model.MailAccepted, model.MailRefused, model.MailQueued, model.MailQueued, model.MailQueued, model.MailBounced}).Draw(rt, "result"),
		Code:   rapid.SampledFrom([]int{0, 250, 451, 550}).Draw(rt, "code"), Detail: drawnText.Draw(rt, "detail"),
		Ambiguous: rapid.Bool().Draw(rt, "ambiguous"), Untried: rapid.IntRange(0, 4).Draw(rt, "untried") == 0,
		Wait: rapid.SampledFrom([]time.Duration{0, 0, time.Minute}).Draw(rt, "wait"),
	}
})

var drawnChange = rapid.Custom(func(rt *rapid.T) model.Change {
	change := model.Change{
		Facts: rapid.SliceOfN(drawnFact, 0, 12).Draw(rt, "facts"), Alerts: rapid.SliceOfN(drawnAlert, 0, 3).Draw(rt, "alerts"),
		Outbox: rapid.SliceOfN(drawnMail, 0, 4).Draw(rt, "outbox"),
	}
	if rapid.Bool().Draw(rt, "notified") {
		change.Notifications = &model.NotificationState{
			Queue: []model.Queued{{Alert: drawnID(rt, "a"), Since: storetest.Noon}}, Sent: map[string][]time.Time{drawnText.Draw(rt, "sent"): {drawnInstant.Draw(rt, "at")}},
		}
	}
	if rapid.Bool().Draw(rt, "positions") {
		change.Positions = rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) model.FolderPosition {
			return model.FolderPosition{
				Account: rapid.SampledFrom([]string{"b", "B", "a_", "a b"}).Draw(rt, "account"), Folder: drawnText.Draw(rt, "folder"),
				UIDValidity: rapid.Uint32().Draw(rt, "validity"), UID: rapid.Uint32().Draw(rt, "uid"), ModSeq: rapid.Uint64().Draw(rt, "modseq"),
			}
		}), 0, 3).Draw(rt, "folders")
	}
	return change
})

// happen draws one operation and has it happen on both.
func (b both) happen(rt *rapid.T, test *testing.T) {
	ctx := test.Context()
	switch rapid.IntRange(0, 6).Draw(rt, "operation") {
	case 0, 1:
		change := drawnChange.Draw(rt, "change")
		b.same(rt, "commit", func(s store.Store) (any, error) { return nil, s.Commit(ctx, change) })
	case 2:
		mails := rapid.SliceOfN(drawnMail, 0, 3).Draw(rt, "mails")
		b.same(rt, "begin", func(s store.Store) (any, error) { return nil, s.Begin(ctx, mails, storetest.Noon) })
	case 3:
		attempts, facts := rapid.SliceOfN(drawnAttempt, 0, 4).Draw(rt, "attempts"), rapid.SliceOfN(drawnFact, 0, 2).Draw(rt, "facts")
		b.same(rt, "results", func(s store.Store) (any, error) { return nil, s.RecordResults(ctx, attempts, facts) })
	case 4:
		at := drawnInstant.Draw(rt, "now")
		b.same(rt, "release", func(s store.Store) (any, error) { return nil, s.Release(ctx, at) })
	case 5:
		keep := store.Retention{Probes: drawnInstant.Draw(rt, "probes"), Repeated: drawnInstant.Draw(rt, "repeated"), Resolved: drawnInstant.Draw(rt, "resolved"), MailText: drawnInstant.Draw(rt, "texts")}
		b.same(rt, "prune", func(s store.Store) (any, error) { return s.Prune(ctx, keep) })
	case 6:
		events := []model.CalendarEvent{{UID: drawnID(rt, "u"), Due: civil.NewDate(2026, 12, 9), Digest: drawnText.Draw(rt, "digest"), Modified: drawnInstant.Draw(rt, "modified")}}
		b.same(rt, "calendar", func(s store.Store) (any, error) { return nil, s.SaveCalendarEvents(ctx, events) })
	}
}

// TestSameAsSQLite does the same, drawn by chance, to both engines, and compares every answer of both byte for byte.
func TestSameAsSQLite(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBoth(rt, t)
		for range rapid.IntRange(1, 10).Draw(rt, "operations") {
			b.happen(rt, t)
		}
		b.compare(rt, t)
	})
}
