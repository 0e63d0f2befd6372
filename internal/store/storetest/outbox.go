package storetest

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
)

func testDue(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Outbox: []model.Mail{
		Mail("later", Noon.Add(time.Minute)), Mail("second", Noon), Mail("third", Noon), Mail("first", time.Time{}),
	}})
	if got := mailIDs(Due(t, s, Noon.Add(-time.Nanosecond))); got != "first" {
		t.Errorf("just before Noon %q was due", got)
	}
	if got := mailIDs(Due(t, s, Noon)); got != "first second third" {
		t.Errorf("at Noon %q was due", got)
	}
	berlin := time.FixedZone("CET", 3600)
	if got := mailIDs(Due(t, s, Noon.Add(time.Minute).In(berlin))); got != "first second third later" {
		t.Errorf("a minute later, told in another zone, %q was due", got)
	}
	Commit(t, s, model.Change{Outbox: []model.Mail{Mail("written by a clock that ran ahead", Noon.AddDate(1, 0, 0))}})
	if got := mailIDs(Due(t, s, Noon)); got != "first second third written by a clock that ran ahead" {
		t.Errorf("after the clock was set right %q was due", got)
	}
	two, err := s.Due(t.Context(), model.MailClassAlerts, Noon, 2)
	if err != nil || mailIDs(two) != "first second" {
		t.Errorf("of two came %q, %v", mailIDs(two), err)
	}
}

func testMailTwice(t *testing.T, e Engine) {
	s := openNew(t, e)
	changed := Mail("m", Noon)
	changed.Text = "other"
	Commit(t, s, model.Change{Outbox: []model.Mail{Mail("m", Noon)}})
	Commit(t, s, model.Change{Outbox: []model.Mail{changed}})
	if got := Due(t, s, Noon); len(got) != 1 || got[0].Text != "T" {
		t.Errorf("got %v, want the mail as it was queued first", got)
	}
}

func testRecordResults(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Outbox: []model.Mail{Mail("taken", Noon), Mail("refused", Noon), Mail("again", Noon)}})
	delivery := Fact("d1", model.FactDelivery, Noon)
	Record(t, s, []model.Attempt{
		{Mail: "taken", At: Noon, Result: model.MailAccepted, Code: 250, Detail: "ok"},
		{Mail: "refused", At: Noon, Result: model.MailRefused, Code: 550, Detail: "no such user"},
		{Mail: "again", At: Noon, Result: model.MailQueued, Code: 451, Detail: "try later\x00"},
	}, delivery)
	if got := Due(t, s, Noon.Add(29*time.Second)); len(got) != 0 {
		t.Errorf("before the wait is over %v was due", got)
	}
	got := Due(t, s, Noon.Add(33*time.Second))
	if len(got) != 1 || got[0].ID != "again" || got[0].Attempts != 1 || got[0].LastError != "try later\uFFFD" {
		t.Errorf("after the wait %v was due", got)
	}
	Record(t, s, []model.Attempt{{Mail: "taken", At: Noon, Result: model.MailQueued}}, delivery)
	if got := mailIDs(Due(t, s, Noon.Add(time.Hour))); got != "again" {
		t.Errorf("a late word on a settled mail made %q due", got)
	}
	if got := ids(FactsAfter(t, s, 0)); got != "d1" {
		t.Errorf("facts are %q, want the delivery once", got)
	}
}

func testRetry(t *testing.T, e Engine) {
	s := openNew(t, e)
	tried := Mail("old", Noon)
	for _, ok := retry.WaitAfter(tried.Attempts + 2); ok; _, ok = retry.WaitAfter(tried.Attempts + 2) {
		tried.Attempts++
	}
	Commit(t, s, model.Change{Outbox: []model.Mail{tried}})
	down := model.Attempt{Mail: "old", At: Noon, Result: model.MailQueued, Detail: "connection refused"}
	Record(t, s, []model.Attempt{down})
	if got := mailIDs(Due(t, s, Noon.Add(time.Hour))); got != "old" {
		t.Fatalf("an hour after the last but one attempt %q was due", got)
	}
	Record(t, s, []model.Attempt{down})
	if got := mailIDs(Due(t, s, Noon.Add(1000*time.Hour))); got != "" {
		t.Errorf("after five days %q was still due", got)
	}
	if pending, _, err := s.Backlog(t.Context()); pending != 0 || err != nil {
		t.Errorf("backlog %d, %v", pending, err)
	}
}

func testRecordAtomic(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Outbox: []model.Mail{Mail("m", Noon)}})
	good := model.Attempt{Mail: "m", At: Noon, Result: model.MailAccepted}
	for want, attempts := range map[string][]model.Attempt{
		`mail "x": it is not in`: {good, {Mail: "x", At: Noon, Result: model.MailAccepted}},
		`come to "bounced"`:      {{Mail: "m", At: Noon, Result: model.MailBounced}},
	} {
		err := s.RecordResults(t.Context(), attempts, []model.Fact{Fact("f", model.FactDelivery, Noon)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if err := s.RecordResults(t.Context(), []model.Attempt{good}, []model.Fact{{}}); err == nil {
		t.Error("a fact without id was taken")
	}
	if got := mailIDs(Due(t, s, Noon)); got != "m" {
		t.Errorf("after failed settling %q is due, want m", got)
	}
	if facts := FactsAfter(t, s, 0); len(facts) != 0 {
		t.Errorf("failed settling left facts: %v", facts)
	}
}

func testBacklog(t *testing.T, e Engine) {
	s := openNew(t, e)
	if n, oldest, err := s.Backlog(t.Context()); n != 0 || !oldest.IsZero() || err != nil {
		t.Errorf("empty: %d, %v, %v", n, oldest, err)
	}
	older := Mail("older", Noon.Add(time.Hour))
	older.CreatedAt = Noon.Add(-time.Hour)
	Commit(t, s, model.Change{Outbox: []model.Mail{Mail("m", Noon), older}})
	if n, oldest, err := s.Backlog(t.Context()); n != 2 || !oldest.Equal(older.CreatedAt) || err != nil {
		t.Errorf("two: %d, %v, %v", n, oldest, err)
	}
	Record(t, s, []model.Attempt{{Mail: "older", At: Noon, Result: model.MailRefused}})
	if n, oldest, err := s.Backlog(t.Context()); n != 1 || !oldest.Equal(Noon) || err != nil {
		t.Errorf("one: %d, %v, %v", n, oldest, err)
	}
}
