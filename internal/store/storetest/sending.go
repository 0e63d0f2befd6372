package storetest

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

func mustBegin(t testing.TB, s store.Store, at time.Time, mails ...model.Mail) {
	t.Helper()
	if err := s.Begin(t.Context(), mails, at); err != nil {
		t.Fatal(err)
	}
}

// about returns a mail about alerts to one of our people.
func about(id string, kind model.MailKind, alerts ...string) model.Mail {
	m := Mail(id, Noon)
	m.Kind = kind
	for _, a := range alerts {
		m.Alerts = append(m.Alerts, model.DecisionItem{Alert: a, Step: 1, Reason: model.ReasonReminder})
	}
	return m
}

func posted(id, hook string, at time.Time) model.Mail {
	m := Mail(id, at)
	m.To = model.WebhookRecipient(hook)
	return m
}

func testClasses(t *testing.T, e Engine) {
	s := openNew(t, e)
	want := map[model.MailClass][]model.MailKind{
		model.MailClassAlerts:     {model.MailAlert, model.MailDigest, model.MailInitialReport, model.MailResolved, model.MailRateLimitNotice, model.MailReceipt},
		model.MailClassBackground: {model.MailSummary, model.MailNotice, model.MailRoundTrip},
		model.MailClassSuppliers:  {model.MailVerification},
	}
	Commit(t, s, model.Change{Outbox: []model.Mail{posted("hook", "oncall", Noon)}})
	for _, kinds := range want {
		for _, kind := range kinds {
			Commit(t, s, model.Change{Outbox: []model.Mail{about(string(kind), kind)}})
		}
	}
	for class, kinds := range want {
		var names []string
		for _, kind := range kinds {
			names = append(names, string(kind))
		}
		if got, want := mailIDs(dueIn(t, s, class, Noon)), strings.Join(names, " "); got != want {
			t.Errorf("in class %d wait %q, want %q", class, got, want)
		}
	}
	if got := mailIDs(dueIn(t, s, model.MailClassWebhooks, Noon)); got != "hook" {
		t.Errorf("in the class of webhooks wait %q", got)
	}
}

func testUnsure(t *testing.T, e Engine) {
	s := openNew(t, e)
	all := []model.Mail{Mail("cut", Noon), Mail("failed", Noon), Mail("died", Noon)}
	Commit(t, s, model.Change{Outbox: all})
	mustBegin(t, s, Noon, all...)
	Record(t, s, []model.Attempt{
		{Mail: "cut", At: Noon, Result: model.MailQueued, Ambiguous: true}, {Mail: "failed", At: Noon, Result: model.MailQueued},
	})
	unsure := func(want string) {
		t.Helper()
		var got []string
		for _, m := range Due(t, s, Noon.Add(time.Hour)) {
			if !m.Unsure.IsZero() {
				got = append(got, m.ID)
			}
			if !m.Unsure.IsZero() && !m.Unsure.Equal(Noon) {
				t.Errorf("%s is unsure since %s, want the first attempt", m.ID, m.Unsure)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("unsure are %q, want %q", got, want)
		}
	}
	unsure("died cut")
	// Another attempt, which surely failed, takes nothing of that back.
	later := Noon.Add(time.Minute)
	mustBegin(t, s, later, all...)
	Record(t, s, []model.Attempt{
		{Mail: "cut", At: later, Result: model.MailQueued, Ambiguous: true},
		{Mail: "died", At: later, Result: model.MailAccepted},
		{Mail: "failed", At: later, Result: model.MailQueued},
	})
	unsure("cut")
	mail, known, err := s.MailByMessageID(t.Context(), "died@buyer.test")
	if err != nil || !known || !mail.Unsure.IsZero() {
		t.Errorf("a mail that was settled is %+v, %v, %v", mail, known, err)
	}
}

func testSupersede(t *testing.T, e Engine) {
	s := openNew(t, e)
	other := about("another reader", model.MailAlert, "a")
	other.To.Address = "leads@buyer.test"
	old := []model.Mail{
		about("first", model.MailAlert, "a"), about("both", model.MailDigest, "a", "b"), about("more", model.MailDigest, "a", "c"),
		about("letter", model.MailSummary, "a"), other,
	}
	Commit(t, s, model.Change{Outbox: old})
	var attempts []model.Attempt
	for _, m := range old {
		attempts = append(attempts, model.Attempt{Mail: m.ID, At: Noon, Result: model.MailQueued, Detail: "refused"})
	}
	Record(t, s, attempts)
	Commit(t, s, model.Change{Outbox: []model.Mail{about("now", model.MailDigest, "b", "a")}})

	waiting := Due(t, s, Noon.Add(time.Hour))
	if got := mailIDs(waiting); got != "now more another reader" && got != "now another reader more" {
		t.Errorf("there wait %q", got)
	}
	if m := waiting[0]; m.Attempts != 1 || m.LastError != "refused" {
		t.Errorf("the tries of what it stands for do not count: %+v", m)
	}
	if got := mailIDs(dueIn(t, s, model.MailClassBackground, Noon.Add(time.Hour))); got != "letter" {
		t.Errorf("as post there wait %q", got)
	}
	told := map[string]bool{}
	for _, f := range FactsAfter(t, s, 0) {
		if f.Kind != model.FactDelivery || f.Data["result"] != string(model.MailHeld) || !strings.Contains(f.Evidence, "the mail now tells it: refused") {
			t.Errorf("fact %+v", f)
		}
		told[f.Data["mail"]+" "+f.Subject.String()] = true
	}
	if len(told) != 3 || !told["first alert/a"] || !told["both alert/a"] || !told["both alert/b"] {
		t.Errorf("told is %v", told)
	}
	Commit(t, s, model.Change{Outbox: []model.Mail{about("over", model.MailResolved, "a", "c")}})
	if got := mailIDs(Due(t, s, Noon.Add(time.Hour))); strings.Contains(got, "more") || !strings.Contains(got, "over") {
		t.Errorf("after the end there wait %q", got)
	}
}

func testNotSuperseded(t *testing.T, e Engine) {
	s := openNew(t, e)
	hook := posted("post", "oncall", Noon)
	hook.Alerts = []model.DecisionItem{{Alert: "a"}}
	fresher := hook
	fresher.ID = "post again"
	all := []model.Mail{about("untried", model.MailAlert, "a"), about("on its way", model.MailAlert, "a"), about("cut", model.MailAlert, "a"), hook}
	Commit(t, s, model.Change{Outbox: all})
	queued := func(id string) model.Attempt { return model.Attempt{Mail: id, At: Noon, Result: model.MailQueued} }
	cut := queued("cut")
	cut.Ambiguous = true
	mustBegin(t, s, Noon, all[1:]...)
	Record(t, s, []model.Attempt{queued("on its way"), cut, queued("post")})
	mustBegin(t, s, Noon, all[1])
	Commit(t, s, model.Change{Outbox: []model.Mail{about("now", model.MailAlert, "a"), fresher}})
	if got := len(Due(t, s, Noon.Add(time.Hour))); got != 4 {
		t.Errorf("%d mails wait, want all", got)
	}
	if got := mailIDs(dueIn(t, s, model.MailClassWebhooks, Noon.Add(time.Hour))); got != "post post again" {
		t.Errorf("posts that wait: %q", got)
	}
}

func testPostOrder(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Outbox: []model.Mail{posted("1", "oncall", Noon), posted("2", "oncall", Noon), posted("x", "log", Noon)}})
	Record(t, s, []model.Attempt{
		{Mail: "1", At: Noon, Result: model.MailQueued, Code: 503, Wait: 10 * time.Minute}, {Mail: "2", Result: model.MailQueued, Untried: true},
	})
	Commit(t, s, model.Change{Outbox: []model.Mail{posted("3", "oncall", Noon), posted("y", "log", Noon)}})
	if got := mailIDs(dueIn(t, s, model.MailClassWebhooks, Noon.Add(9*time.Minute))); got != "x y" {
		t.Errorf("while the first waits %q is due", got)
	}
	got := dueIn(t, s, model.MailClassWebhooks, Noon.Add(10*time.Minute))
	if mailIDs(got) != "x y 1 2 3" || got[3].Attempts != 0 {
		t.Errorf("then %q is due: %+v", mailIDs(got), got)
	}
}

func testRelease(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Outbox: []model.Mail{
		Mail("a", Noon), about("l", model.MailSummary), posted("p", "oncall", Noon), Mail("not yet", Noon.Add(20*time.Minute)),
	}})
	var attempts []model.Attempt
	for _, id := range []string{"a", "l", "p"} {
		attempts = append(attempts, model.Attempt{Mail: id, At: Noon, Result: model.MailQueued})
	}
	Record(t, s, attempts)
	if err := s.Release(t.Context(), Noon.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	for class, want := range map[model.MailClass]string{model.MailClassAlerts: "a", model.MailClassBackground: "l", model.MailClassWebhooks: ""} {
		if got := mailIDs(dueIn(t, s, class, Noon.Add(2*time.Second))); got != want {
			t.Errorf("in class %d %q is released, want %q", class, got, want)
		}
	}
}

func testUntried(t *testing.T, e Engine) {
	s := openNew(t, e)
	m := Mail("m", Noon)
	Commit(t, s, model.Change{Outbox: []model.Mail{m}})
	mustBegin(t, s, Noon, m)
	Record(t, s, []model.Attempt{{Mail: "m", At: Noon, Result: model.MailQueued, Untried: true}})
	if got := Due(t, s, Noon); len(got) != 1 || got[0].Attempts != 0 || !got[0].Unsure.IsZero() {
		t.Errorf("what was not tried is %+v", got)
	}
}

func testHandedOver(t *testing.T, e Engine) {
	s := openNew(t, e)
	cutOff := Mail("cut off", Noon)
	Commit(t, s, model.Change{Outbox: []model.Mail{
		Mail("old", Noon), Mail("taken", Noon), Mail("refused", Noon), Mail("deferred", Noon), Mail("waits", Noon), cutOff, posted("post", "oncall", Noon),
	}})
	mustBegin(t, s, Noon.Add(3*time.Minute), cutOff)
	var attempts []model.Attempt
	for i, a := range []model.Attempt{
		{Mail: "old", Result: model.MailAccepted},
		{Mail: "taken", Result: model.MailAccepted},
		{Mail: "refused", Result: model.MailRefused},
		{Mail: "deferred", Result: model.MailQueued, Code: 451},
		{Mail: "post", Result: model.MailAccepted},
	} {
		a.At = Noon.Add(time.Duration(i) * time.Minute)
		attempts = append(attempts, a)
	}
	Record(t, s, attempts)
	got, err := s.HandedOver(t.Context(), Noon.Add(time.Minute))
	if err != nil || len(got) != 3 {
		t.Fatalf("handed over: %v, %v", got, err)
	}
	for i, at := range got {
		if want := Noon.Add(time.Duration(i+1) * time.Minute); !at.Equal(want) {
			t.Errorf("mail %d was handed over at %v, want %v", i, at, want)
		}
	}
}
