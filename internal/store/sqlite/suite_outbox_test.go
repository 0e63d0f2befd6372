package sqlite

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

func testDue(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	mustCommit(t, s, model.Change{Outbox: []model.Mail{
		mail("later", noon.Add(time.Minute)), mail("second", noon), mail("third", noon), mail("first", time.Time{}),
	}})
	if got := mailIDs(due(t, s, noon.Add(-time.Nanosecond))); got != "first" {
		t.Errorf("just before noon %q was due", got)
	}
	if got := mailIDs(due(t, s, noon)); got != "first second third" {
		t.Errorf("at noon %q was due", got)
	}
	berlin := time.FixedZone("CET", 3600)
	if got := mailIDs(due(t, s, noon.Add(time.Minute).In(berlin))); got != "first second third later" {
		t.Errorf("a minute later, told in another zone, %q was due", got)
	}
	mustCommit(t, s, model.Change{Outbox: []model.Mail{mail("written by a clock that ran ahead", noon.AddDate(1, 0, 0))}})
	if got := mailIDs(due(t, s, noon)); got != "first second third written by a clock that ran ahead" {
		t.Errorf("after the clock was set right %q was due", got)
	}
	two, err := s.Due(t.Context(), model.MailClassAlerts, noon, 2)
	if err != nil || mailIDs(two) != "first second" {
		t.Errorf("of two came %q, %v", mailIDs(two), err)
	}
}

func testMailTwice(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	changed := mail("m", noon)
	changed.Text = "other"
	mustCommit(t, s, model.Change{Outbox: []model.Mail{mail("m", noon)}})
	mustCommit(t, s, model.Change{Outbox: []model.Mail{changed}})
	if got := due(t, s, noon); len(got) != 1 || got[0].Text != "T" {
		t.Errorf("got %v, want the mail as it was queued first", got)
	}
}

func testRecordResults(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	mustCommit(t, s, model.Change{Outbox: []model.Mail{mail("taken", noon), mail("refused", noon), mail("again", noon)}})
	delivery := fact("d1", model.FactDelivery, noon)
	mustRecord(t, s, []model.Attempt{
		{Mail: "taken", At: noon, Result: model.MailAccepted, Code: 250, Detail: "ok"},
		{Mail: "refused", At: noon, Result: model.MailRefused, Code: 550, Detail: "no such user"},
		{Mail: "again", At: noon, Result: model.MailQueued, Code: 451, Detail: "try later\x00"},
	}, delivery)
	if got := due(t, s, noon.Add(29*time.Second)); len(got) != 0 {
		t.Errorf("before the wait is over %v was due", got)
	}
	got := due(t, s, noon.Add(33*time.Second))
	if len(got) != 1 || got[0].ID != "again" || got[0].Attempts != 1 || got[0].LastError != "try later\uFFFD" {
		t.Errorf("after the wait %v was due", got)
	}
	mustRecord(t, s, []model.Attempt{{Mail: "taken", At: noon, Result: model.MailQueued}}, delivery)
	if got := mailIDs(due(t, s, noon.Add(time.Hour))); got != "again" {
		t.Errorf("a late word on a settled mail made %q due", got)
	}
	if got := ids(factsAfter(t, s, 0)); got != "d1" {
		t.Errorf("facts are %q, want the delivery once", got)
	}
}

func testRetry(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	tried := mail("old", noon)
	for _, ok := model.RetryAfter(tried.Attempts + 2); ok; _, ok = model.RetryAfter(tried.Attempts + 2) {
		tried.Attempts++
	}
	mustCommit(t, s, model.Change{Outbox: []model.Mail{tried}})
	down := model.Attempt{Mail: "old", At: noon, Result: model.MailQueued, Detail: "connection refused"}
	mustRecord(t, s, []model.Attempt{down})
	if got := mailIDs(due(t, s, noon.Add(time.Hour))); got != "old" {
		t.Fatalf("an hour after the last but one attempt %q was due", got)
	}
	mustRecord(t, s, []model.Attempt{down})
	if got := mailIDs(due(t, s, noon.Add(1000*time.Hour))); got != "" {
		t.Errorf("after five days %q was still due", got)
	}
	if pending, _, err := s.Backlog(t.Context()); pending != 0 || err != nil {
		t.Errorf("backlog %d, %v", pending, err)
	}
}

func testRecordAtomic(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	mustCommit(t, s, model.Change{Outbox: []model.Mail{mail("m", noon)}})
	good := model.Attempt{Mail: "m", At: noon, Result: model.MailAccepted}
	for want, attempts := range map[string][]model.Attempt{
		`mail "x": it is not in`: {good, {Mail: "x", At: noon, Result: model.MailAccepted}},
		`come to "bounced"`:      {{Mail: "m", At: noon, Result: model.MailBounced}},
	} {
		err := s.RecordResults(t.Context(), attempts, []model.Fact{fact("f", model.FactDelivery, noon)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if err := s.RecordResults(t.Context(), []model.Attempt{good}, []model.Fact{{}}); err == nil {
		t.Error("a fact without id was taken")
	}
	if got := mailIDs(due(t, s, noon)); got != "m" {
		t.Errorf("after failed settling %q is due, want m", got)
	}
	if facts := factsAfter(t, s, 0); len(facts) != 0 {
		t.Errorf("failed settling left facts: %v", facts)
	}
}

func testBacklog(t *testing.T, fresh newURL) {
	s := mustOpen(t, fresh(t))
	if n, oldest, err := s.Backlog(t.Context()); n != 0 || !oldest.IsZero() || err != nil {
		t.Errorf("empty: %d, %v, %v", n, oldest, err)
	}
	older := mail("older", noon.Add(time.Hour))
	older.CreatedAt = noon.Add(-time.Hour)
	mustCommit(t, s, model.Change{Outbox: []model.Mail{mail("m", noon), older}})
	if n, oldest, err := s.Backlog(t.Context()); n != 2 || !oldest.Equal(older.CreatedAt) || err != nil {
		t.Errorf("two: %d, %v, %v", n, oldest, err)
	}
	mustRecord(t, s, []model.Attempt{{Mail: "older", At: noon, Result: model.MailRefused}})
	if n, oldest, err := s.Backlog(t.Context()); n != 1 || !oldest.Equal(noon) || err != nil {
		t.Errorf("one: %d, %v, %v", n, oldest, err)
	}
}
