package sqlite

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// beforeMailTexts brings a database back to version 9 of the schema, which kept the text of a mail in its row and had one sum over both.
var beforeMailTexts = []string{
	"ALTER TABLE outbox ADD COLUMN document TEXT NOT NULL DEFAULT ''",
	"UPDATE outbox SET document = (SELECT document FROM mail_texts WHERE mail = seq)",
	`UPDATE outbox SET sum = row_sum(id, kind, recipient, message_id, token, created_at, document, digest, not_before, attempts, last_error, result,
  settled_at, forgotten)`,
	"DROP TABLE mail_texts",
	"DELETE FROM goose_db_version WHERE version_id >= 10",
}

// beforeMailTextsMigration returns a database with mails of each state as version 9 of the schema left it, after one more statement, and what
// waited in it.
func beforeMailTextsMigration(t *testing.T, change string) (path string, waiting []model.Mail) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "before.db")
	s := mustOpenLoose(t, "sqlite:"+path)
	accepted, tried := storetest.Mail("accepted", storetest.Noon), storetest.Mail("tried", storetest.Noon)
	post := storetest.Mail("post", storetest.Noon)
	post.To = model.Recipient{Channel: model.ChannelWebhook, Address: "chat"}
	storetest.Commit(t, s, model.Change{Outbox: []model.Mail{accepted, tried, post, storetest.Mail("new", storetest.Noon)}})
	if err := s.RecordResults(t.Context(), []model.Attempt{
		{Mail: "accepted", At: storetest.Noon, Result: model.MailAccepted},
		{Mail: "tried", At: storetest.Noon, Result: model.MailQueued, Detail: "connection refused"},
	}, nil); err != nil {
		t.Fatal(err)
	}
	waiting = storetest.Due(t, s, storetest.Noon.Add(24*time.Hour))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := raw(t, path)
	execAll(t, db, beforeMailTexts...)
	execAll(t, db, change)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path, waiting
}

func TestMailTextsMigrationKeepsMails(t *testing.T) {
	path, want := beforeMailTextsMigration(t, "SELECT 1")
	s := mustOpen(t, "sqlite:"+path)
	if diff := cmp.Diff(want, storetest.Due(t, s, storetest.Noon.Add(24*time.Hour))); diff != "" || len(want) != 2 {
		t.Errorf("%d mails waited: %s", len(want), diff)
	}
	if m, known, err := s.MailByMessageID(t.Context(), storetest.Mail("accepted", storetest.Noon).MessageID); !known || err != nil || m.Text == "" {
		t.Errorf("the mail that was accepted: %+v, %t, %v", m, known, err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("the sums do not fit: %v", err)
	}
	if diff := cmp.Diff(schemaOf(t, mustOpen(t, fileURL(t)).db.reader), schemaOf(t, s.db.reader)); diff != "" {
		t.Errorf("a new database differs from one that was brought up to date: %s", diff)
	}
}

// TestMailTextsMigrationHidesNoDamage gives a damaged row and its text no sums that fit: the damage would never be found again.
func TestMailTextsMigrationHidesNoDamage(t *testing.T) {
	for name, change := range map[string]string{
		"text":   "UPDATE outbox SET document = replace(document, 'new', 'NEW') WHERE id = 'new'",
		"result": "UPDATE outbox SET result = 'queued' WHERE id = 'accepted'",
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := beforeMailTextsMigration(t, change)
			s, err := Open(t.Context(), "sqlite:"+path)
			if err == nil {
				s.Close()
			}
			if _, damaged := errors.AsType[*store.Damage](err); !damaged {
				t.Errorf("got %v, want a damage", err)
			}
		})
	}
}
