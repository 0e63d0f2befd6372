package storetest

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// asked is a mail to a supplier that uses every field.
func asked(id, token string) model.Mail {
	m := Mail(id, Noon)
	m.Kind, m.Token, m.References = model.MailVerification, token, []string{"m0@buyer.test"}
	m.HTML, m.Payload = "<p>T</p>", []byte{1}
	m.Alerts = []model.DecisionItem{{Alert: "a3f09c", Step: 1, Reason: model.ReasonEscalated, Call: "sales", Severity: model.Critical}}
	m.About = []model.SubjectRef{{Supplier: "acme", Subject: model.KindContact.Subject("sales")}, {Subject: model.KindMailbox.Subject("orders")}}
	return m
}

// find asks by token and by Message-ID, and expects the same answer.
func find(t *testing.T, s store.Store, token, id string) (model.Mail, bool) {
	t.Helper()
	mail, known, err := s.MailByToken(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	same, alsoKnown, err := s.MailByMessageID(t.Context(), id)
	if diff := cmp.Diff(mail, same); diff != "" || known != alsoKnown || err != nil {
		t.Fatalf("by token %t, by Message-ID %t, %v: %s", known, alsoKnown, err, diff)
	}
	return mail, known
}

func testMailFound(t *testing.T, e Engine) {
	s := openNew(t, e)
	hook := Mail("hook", Noon)
	hook.MessageID = ""
	Commit(t, s, model.Change{Outbox: []model.Mail{hook, asked("m1", "tok1"), asked("m2", "tok2")}})
	if got, known := find(t, s, "tok2", "m2@buyer.test"); !known || cmp.Diff(asked("m2", "tok2"), got) != "" {
		t.Errorf("found %t: %s", known, cmp.Diff(asked("m2", "tok2"), got))
	}
	for _, key := range []string{"", "tok", "m2"} {
		if got, known := find(t, s, key, key); known {
			t.Errorf("%q found %+v", key, got)
		}
	}
}

func testMailFoundPruned(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{Outbox: []model.Mail{asked("m1", "tok1"), asked("waiting", "tok2")}})
	Record(t, s, []model.Attempt{{Mail: "m1", At: Noon, Result: model.MailAccepted}})
	gone, err := s.Prune(t.Context(), store.Retention{MailText: Noon.Add(time.Hour)})
	if gone.Mails != 1 || err != nil {
		t.Fatalf("pruned %+v, %v", gone, err)
	}
	want := asked("m1", "tok1")
	want.Subject, want.Text, want.HTML, want.Payload, want.Attempts = "", "", "", nil, 1
	if got, known := find(t, s, "tok1", "m1@buyer.test"); !known || cmp.Diff(want, got) != "" {
		t.Errorf("found %t: %s", known, cmp.Diff(want, got))
	}
	if got, known := find(t, s, "tok2", "waiting@buyer.test"); !known || got.Text != "T" {
		t.Errorf("the one that waits was found %t: %+v", known, got)
	}
}

func positions(t *testing.T, s store.Store) []model.FolderPosition {
	t.Helper()
	found, err := s.Positions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func testPositions(t *testing.T, e Engine) {
	s := openNew(t, e)
	inbox := model.FolderPosition{Account: "orders", Folder: "INBOX", UIDValidity: math.MaxUint32, UID: math.MaxUint32, ModSeq: math.MaxInt64}
	other := model.FolderPosition{Account: "orders", Folder: "Aufträge/2026", UIDValidity: 1}
	replies := model.FolderPosition{Account: "replies", Folder: "INBOX", UIDValidity: 7, UID: 3}
	if got := positions(t, s); len(got) != 0 {
		t.Errorf("at first there are %v", got)
	}
	Commit(t, s, model.Change{Positions: []model.FolderPosition{replies, inbox, other}})
	Commit(t, s, model.Change{Facts: []model.Fact{Fact("f", model.FactNote, Noon)}})
	if diff := cmp.Diff([]model.FolderPosition{other, inbox, replies}, positions(t, s)); diff != "" {
		t.Error(diff)
	}
	renumbered := model.FolderPosition{Account: "orders", Folder: "INBOX", UIDValidity: 2, UID: 1}
	Commit(t, s, model.Change{Positions: []model.FolderPosition{renumbered}})
	if diff := cmp.Diff([]model.FolderPosition{other, renumbered, replies}, positions(t, s)); diff != "" {
		t.Error(diff)
	}
}

func testPositionsAtomic(t *testing.T, e Engine) {
	s := openNew(t, e)
	inbox := model.FolderPosition{Account: "orders", Folder: "INBOX", UIDValidity: 1, UID: 1}
	beyond := inbox
	beyond.ModSeq = 1 << 63
	for name, change := range map[string]model.Change{
		"a fact that is refused":         {Facts: []model.Fact{{}}, Positions: []model.FolderPosition{inbox}},
		"a position that cannot be kept": {Facts: []model.Fact{Fact("f", model.FactNote, Noon)}, Positions: []model.FolderPosition{beyond}},
	} {
		if err := s.Commit(t.Context(), change); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if facts, found := FactsAfter(t, s, 0), positions(t, s); len(facts) != 0 || len(found) != 0 {
		t.Errorf("failed commits left %v and %v", facts, found)
	}
}
