package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// marked is a change in which every kind of row says a word of its own.
func marked() model.Change {
	told, probed, m := storetest.Fact("fact-1", model.FactAck, storetest.Noon), storetest.Fact("fact-2", model.FactProbeOK, storetest.Noon), storetest.Mail("mail-1", storetest.Noon)
	told.Evidence, probed.Evidence, m.Text, m.Token = "EVIDENCE-OF-A-FACT", "EVIDENCE-OF-A-PROBE", "TEXT-OF-A-MAIL", "TOKEN-OF-A-MAIL"
	return model.Change{
		Facts: []model.Fact{told, probed}, Outbox: []model.Mail{m},
		Alerts:        []model.Alert{{ID: "alert-1", Key: "acme/KEY-OF-AN-ALERT", State: model.StateFiring}},
		Notifications: &model.NotificationState{Sent: map[string][]time.Time{"DESK-ENTRY": {storetest.Noon}}},
		Positions:     []model.FolderPosition{{Account: "ACCOUNT-OF-A-FOLDER", Folder: "INBOX", UID: 7}},
	}
}

// TestOpenRefusesAlteredRow flips one byte in a text wherever it stands in the file, in a table or in an index: SQLite's pages are in
// order, what they say is not.
func TestOpenRefusesAlteredRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "whole.db")
	s := mustOpenLoose(t, "sqlite:"+path)
	storetest.Commit(t, s, marked())
	s.Close()
	whole := read(t, path)
	for word, want := range map[string]string{
		"EVIDENCE-OF-A-FACT": `the fact "fact-1" is not`, "EVIDENCE-OF-A-PROBE": `the fact "fact-2" is not`,
		"TEXT-OF-A-MAIL": `the mail "mail-1" is not`, "TOKEN-OF-A-MAIL": "", "KEY-OF-AN-ALERT": `the alert "alert-1" is not`,
		"DESK-ENTRY": "the notification state is not", "ACCOUNT-OF-A-FOLDER": "the position ",
	} {
		places := occurrences(whole, word)
		if len(places) == 0 {
			t.Errorf("%s stands nowhere in the file", word)
		}
		for _, at := range places {
			bad := bytes.Clone(whole)
			bad[at] ^= 0x04
			altered := filepath.Join(t.TempDir(), fmt.Sprintf("%s-%d.db", word, at))
			write(t, altered, bad)
			refused(t, altered, want, "it is damaged (", "put the last backup in its place")
		}
	}
}

func occurrences(text []byte, word string) (places []int) {
	for at := range text {
		if bytes.HasPrefix(text[at:], []byte(word)) {
			places = append(places, at)
		}
	}
	return places
}

// TestDamageWhileOpen alters rows beside an open store: whoever reads one is told, and the store says nothing else from then on.
func TestDamageWhileOpen(t *testing.T) {
	reads := map[string]func(*Store) error{
		"facts":  func(s *Store) error { _, err := s.FactsAfter(t.Context(), 0); return err },
		"alerts": func(s *Store) error { _, err := s.State(t.Context()); return err },
		"desk":   func(s *Store) error { _, err := s.State(t.Context()); return err },
		"outbox": func(s *Store) error {
			_, err := s.Due(t.Context(), model.MailClassAlerts, storetest.Noon, 10)
			return err
		},
		"mail_texts": func(s *Store) error {
			_, err := s.Due(t.Context(), model.MailClassAlerts, storetest.Noon, 10)
			return err
		},
		"positions": func(s *Store) error { _, err := s.Positions(t.Context()); return err },
	}
	alterations := map[string]string{
		"facts":      "UPDATE facts SET evidence = 'forged'",
		"alerts":     "UPDATE alerts SET document = json_set(document, '$.id', 'x')",
		"desk":       "UPDATE desk SET document = '{}'",
		"outbox":     "UPDATE outbox SET attempts = 9",
		"mail_texts": "UPDATE mail_texts SET document = json_set(document, '$.subject', 'forged')",
		"positions":  "UPDATE positions SET uid = 1",
	}
	for table, read := range reads {
		t.Run(table, func(t *testing.T) {
			url := fileURL(t)
			s := mustOpen(t, url)
			storetest.Commit(t, s, marked())
			if err := read(s); err != nil {
				t.Fatalf("before: %v", err)
			}
			path, _ := Path(url)
			beside := raw(t, path)
			execAll(t, beside, "DROP TRIGGER facts_never_change", alterations[table])
			beside.Close()
			wantDamage(t, read(s))
			wantDamage(t, s.Commit(t.Context(), model.Change{}))
			_, err := s.State(t.Context())
			wantDamage(t, err)
			_, err = s.FactsAfter(t.Context(), 0)
			wantDamage(t, err)
			_, err = s.Due(t.Context(), model.MailClassAlerts, storetest.Noon, 10)
			wantDamage(t, err)
			wantDamage(t, s.CheckWritable(t.Context()))
			_, err = s.Prune(t.Context(), store.Retention{})
			wantDamage(t, err)
			// A mail that had left already is noted all the same, unless it is the row that is damaged.
			err = s.RecordResults(t.Context(), []model.Attempt{{Mail: "mail-1", At: storetest.Noon, Result: model.MailAccepted}}, nil)
			if table == "outbox" {
				wantDamage(t, err)
			} else if err != nil {
				t.Errorf("settle: %v", err)
			}
		})
	}
}

func wantDamage(t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[*store.Damage](err); !ok || !strings.Contains(err.Error(), "is not as it was written") {
		t.Errorf("got %v, want what is damaged", err)
	}
}

// TestCheckFindsWhatNobodyReads: a start leaves superseded probes alone, an old mail is read when it is answered, and streaks bear no sum.
func TestCheckFindsWhatNobodyReads(t *testing.T) {
	for alteration, want := range map[string]string{
		"UPDATE facts SET evidence = 'x' WHERE id = 'old'":           `the fact "old" is not as it was written`,
		"UPDATE outbox SET settled_at = 'x'":                         `the mail "mail-1" is not as it was written`,
		"UPDATE mail_texts SET document = '{}'":                      `the text of the mail "mail-1" is not as it was written`,
		"DELETE FROM mail_texts":                                     `the text of the mail "mail-1" is not as it was written`,
		"DELETE FROM outbox":                                         `the text of the mail number 1 is not as it was written`,
		"UPDATE streaks SET good = 0":                                `the streak of "acme/endpoint/portal" is not that of its facts`,
		"DELETE FROM streaks":                                        `the streak of "acme/endpoint/portal" is not that of its facts`,
		"INSERT INTO streaks VALUES ('brux', 'domain/x.test', 1, 2)": `the streak of "brux/domain/x.test" is not that of its facts`,
	} {
		t.Run(alteration, func(t *testing.T) {
			url := fileURL(t)
			s := mustOpen(t, url)
			storetest.Commit(t, s, model.Change{Facts: []model.Fact{storetest.Fact("old", model.FactProbeOK, storetest.Noon)}})
			storetest.Commit(t, s, marked())
			storetest.Record(t, s, []model.Attempt{{Mail: "mail-1", At: storetest.Noon, Result: model.MailAccepted}})
			if err := s.Check(t.Context()); err != nil {
				t.Fatalf("before: %v", err)
			}
			path, _ := Path(url)
			beside := raw(t, path)
			execAll(t, beside, "DROP TRIGGER facts_never_change", alteration)
			beside.Close()
			storetest.FactsAfter(t, s, 0) // all that a start reads is whole
			if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
		})
	}
}

// TestPruningHealsNoDamage: a row that is rewritten is not given a sum that fits what it became.
func TestPruningHealsNoDamage(t *testing.T) {
	url := fileURL(t)
	s := mustOpen(t, url)
	storetest.Commit(t, s, marked())
	storetest.Record(t, s, []model.Attempt{{Mail: "mail-1", At: storetest.Noon, Result: model.MailAccepted}})
	path, _ := Path(url)
	beside := raw(t, path)
	execAll(t, beside, "UPDATE outbox SET digest = 'x'")
	beside.Close()
	if gone, err := s.Prune(t.Context(), store.Retention{MailText: storetest.Noon.Add(time.Hour)}); gone.Mails != 0 || err != nil {
		t.Errorf("pruned %+v, %v", gone, err)
	}
	if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), `the mail "mail-1" is not`) {
		t.Errorf("got %v", err)
	}
}
