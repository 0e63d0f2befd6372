package postgres

import (
	"errors"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// filled is a database that has a row of each kind.
func filled(t *testing.T) (*Store, string) {
	t.Helper()
	url := newDatabase(t)
	s := mustOpen(t, url)
	storetest.Commit(t, s, model.Change{Facts: []model.Fact{storetest.Fact("old", model.FactProbeOK, storetest.Noon)}})
	change := storetest.Full()
	change.Facts = append(change.Facts, storetest.Fact("probe", model.FactProbeOK, storetest.Noon))
	storetest.Commit(t, s, change)
	if err := s.SaveCalendarEvents(t.Context(), []model.CalendarEvent{{UID: "u", Digest: "d"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Fatalf("before: %v", err)
	}
	return s, url
}

// alter changes rows as somebody with an editor would.
func alter(t *testing.T, url, statement string) {
	t.Helper()
	run(t, url, "ALTER TABLE facts DISABLE TRIGGER ALL", statement)
}

func wantDamage(t *testing.T, err error, want string) {
	t.Helper()
	if _, ok := errors.AsType[*store.Damage](err); !ok || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "pg_restore") {
		t.Errorf("got %v, want damage: %q", err, want)
	}
}

// TestDamageWhileOpen alters rows beside an open store: whoever reads one is told, and the store says nothing else from then on.
func TestDamageWhileOpen(t *testing.T) {
	due := func(s *Store) error {
		_, err := s.Due(t.Context(), model.MailClassAlerts, storetest.Noon.Add(time.Hour), 10)
		return err
	}
	for alteration, read := range map[string]func(*Store) error{
		"UPDATE facts SET evidence = 'forged' WHERE id = 'f1'": func(s *Store) error { _, err := s.FactsAfter(t.Context(), 0); return err },
		"UPDATE alerts SET document = '{}'":                    func(s *Store) error { _, err := s.State(t.Context()); return err },
		"UPDATE notification_state SET document = '{}'":        func(s *Store) error { _, err := s.State(t.Context()); return err },
		"UPDATE outbox SET attempts = 9":                       due,
		"UPDATE mail_texts SET document = '{}'":                due,
		"DELETE FROM mail_texts":                               due,
		"UPDATE positions SET uid = 1":                         func(s *Store) error { _, err := s.Positions(t.Context()); return err },
		"UPDATE calendar_events SET document = '{}'":           func(s *Store) error { _, err := s.CalendarEvents(t.Context()); return err },
	} {
		t.Run(alteration, func(t *testing.T) {
			t.Parallel()
			s, url := filled(t)
			alter(t, url, alteration)
			const want = "is not as it was written"
			wantDamage(t, read(s), want)
			wantDamage(t, s.Commit(t.Context(), model.Change{}), want)
			_, err := s.State(t.Context())
			wantDamage(t, err, want)
			_, err = s.FactsAfter(t.Context(), 0)
			wantDamage(t, err, want)
			wantDamage(t, due(s), want)
			wantDamage(t, s.CheckWritable(t.Context()), want)
			_, err = s.Prune(t.Context(), store.Retention{})
			wantDamage(t, err, want)
			refused(t, Address{URL: url}, want)
			// A mail that was sent already is recorded all the same, unless it is the row that is damaged.
			err = s.RecordResults(t.Context(), []model.Attempt{{Mail: "m1", At: storetest.Noon, Result: model.MailAccepted}}, nil)
			if strings.Contains(alteration, "outbox") {
				wantDamage(t, err, want)
			} else if err != nil {
				t.Errorf("settle: %v", err)
			}
		})
	}
}

// TestCheckFindsWhatNobodyReads: a start leaves superseded probes alone, an old mail is read when it is answered, and streaks bear no sum.
func TestCheckFindsWhatNobodyReads(t *testing.T) {
	for alteration, want := range map[string]string{
		"UPDATE facts SET evidence = 'x' WHERE id = 'old'":           `the fact "old" is not as it was written`,
		"UPDATE facts SET reason = 'x' WHERE id = 'old'":             `the fact "old" is not as it was written`,
		"UPDATE outbox SET settled_at = 'x'":                         `the mail "m1" is not as it was written`,
		"UPDATE mail_texts SET document = '{}'":                      `the text of the mail "m1" is not as it was written`,
		"DELETE FROM mail_texts":                                     `the text of the mail "m1" is not as it was written`,
		"DELETE FROM outbox":                                         `the text of the mail number 1 is not as it was written`,
		"UPDATE streaks SET good = 0":                                `the streak of "acme/endpoint/portal" is not that of its facts`,
		"DELETE FROM streaks":                                        `the streak of "acme/endpoint/portal" is not that of its facts`,
		"INSERT INTO streaks VALUES ('brux', 'domain/x.test', 1, 2)": `the streak of "brux/domain/x.test" is not that of its facts`,
		"UPDATE facts SET evidence = 'x'":                            `"old" is not as it was written; the fact "f1" is not`,
	} {
		t.Run(alteration, func(t *testing.T) {
			t.Parallel()
			s, url := filled(t)
			storetest.Record(t, s, []model.Attempt{{Mail: "m1", At: storetest.Noon, Result: model.MailAccepted}})
			alter(t, url, alteration)
			wantDamage(t, s.Check(t.Context()), want)
		})
	}
}

// TestPruningHealsNoDamage: a row that is rewritten is not given a sum that fits what it became.
func TestPruningHealsNoDamage(t *testing.T) {
	s, url := filled(t)
	storetest.Record(t, s, []model.Attempt{{Mail: "m1", At: storetest.Noon, Result: model.MailAccepted}})
	alter(t, url, "UPDATE outbox SET digest = 'x'")
	if gone, err := s.Prune(t.Context(), store.Retention{MailText: storetest.Noon.Add(time.Hour)}); gone.Mails != 0 || err != nil {
		t.Errorf("pruned %+v, %v", gone, err)
	}
	wantDamage(t, s.Check(t.Context()), `the mail "m1" is not`)
}

// TestReleaseHealsNoDamage does so for mails that are released.
func TestReleaseHealsNoDamage(t *testing.T) {
	s, url := filled(t)
	alter(t, url, "UPDATE outbox SET digest = 'x'")
	if err := s.Release(t.Context(), storetest.Noon); err != nil {
		t.Error(err)
	}
	wantDamage(t, s.Check(t.Context()), `the mail "m1" is not`)
}

func TestBackupNamesTheProgram(t *testing.T) {
	err := mustOpen(t, newDatabase(t)).Backup(t.Context(), "/backup/monday.dump")
	if err == nil || !strings.Contains(err.Error(), "pg_dump --format=custom --file=/backup/monday.dump") {
		t.Errorf("got %v", err)
	}
}
