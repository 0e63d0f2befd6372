package sqlite

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// TestReleasedMigrationsNeverChange: a database in use has run them, and would not run them again.
func TestReleasedMigrationsNeverChange(t *testing.T) {
	for name, want := range map[string]string{
		"migrations/sqlite/00001_first.sql":    "2d0a06ead3483e4c8776e049282534e57cf05b2d76425cd59eea85e7d43dfc50",
		"migrations/sqlite/00002_answers.sql":  "95d9e0fea16562edc852769c294679942a811bdedf490d1934af3f6aca08db17",
		"migrations/sqlite/00003_looks.sql":    "894c6a406d14992d3675a6a5a737b7bf475bee5ea2cf7840843dd7fbbf8be354",
		"migrations/sqlite/00004_sums.sql":     "605dba4decf200f91cd9521cfab90246dc3c2139136f4fce58f7de09fc2c959c",
		"migrations/sqlite/00005_lanes.sql":    "ec6dcc54dc15db330fc237af46032c016d8ecf0a340c5ea52c3c3b80bdf214ef",
		"migrations/sqlite/00006_summary.sql":  "475581e821c6ec83d51055e11ab406fb62bd54d963751cd820c09b64425709ec",
		"migrations/sqlite/00007_calendar.sql": "7e2e7dfecbb6569ae7c253858fd823f62c673257150bfddfaffc8d957b127db7",
		"migrations/sqlite/00008_notice.sql":   "082e3a2b33e49518fa443a1d9fdfaf90f3aeaeb690af4f3fb36c7704a6dd2f30",
		"migrations/sqlite/00009_alerts.sql":   "d18ae4c6cc75098c9ebaf7c5f42c69d3bb659eff106af27082fb7f26af692a7d",
	} {
		text, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("%s has changed (%s); add a new migration instead", name, got)
		}
	}
}

// TestFirstSchemaIsStillRead opens a database as the first release left it, with a row of each kind in it.
func TestFirstSchemaIsStillRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v1.db")
	db := raw(t, path)
	execAll(t, db, string(read(t, "testdata/v1.sql")))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, "sqlite:"+path)
	at := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	wantFacts := []model.Fact{
		{
			Seq: 2, ID: "f2", Supplier: "acme", Subject: model.KindEndpoint.Subject("portal"), Kind: model.FactProbeOK, ObservedAt: at, RecordedAt: at,
			Actor: "watchdog", Source: "http", Evidence: "200",
		},
		{
			Seq: 3, ID: "f3", Supplier: "acme", Subject: model.KindEndpoint.Subject("portal"), Kind: model.FactProbeFailed, ObservedAt: at, RecordedAt: at,
			Actor: "watchdog", Source: "http", Evidence: "503", Data: map[string]string{"reason": "status"},
		},
		{
			Seq: 4, ID: "f4", Subject: model.KindAlert.Subject("a3f09c"), Kind: model.FactAck, ObservedAt: at, RecordedAt: at,
			Actor: "jane@buyer.test", Source: "shell",
		},
	}
	if diff := cmp.Diff(wantFacts, storetest.FactsAfter(t, s, 0)); diff != "" {
		t.Errorf("facts: %s", diff)
	}
	st := storetest.State(t, s)
	if a := st.Alerts["a3f09c"]; a.Key != "acme/endpoint/portal/endpoint-down" || a.State != model.StateFiring || a.Step != 1 {
		t.Errorf("alert: %+v", a)
	}
	if !st.Notifications.Started || !st.Notifications.SummaryAt.Equal(at) {
		t.Errorf("notification state: %+v", st.Notifications)
	}
	mails := storetest.Due(t, s, at)
	if len(mails) != 1 || mails[0].ID != "m1" || mails[0].Text != "Call." || mails[0].Attempts != 1 || mails[0].Alerts[0].Alert != "a3f09c" {
		t.Errorf("outbox: %+v", mails)
	}
	if diff := cmp.Diff(schemaOf(t, mustOpen(t, fileURL(t)).db.reader), schemaOf(t, s.db.reader)); diff != "" {
		t.Errorf("a new database differs from an old one that was brought up to date: %s", diff)
	}
}

// TestForgottenMailIsFound: the first release emptied the documents of old mails. Their answers are matched all the same.
func TestForgottenMailIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v1.db")
	db := raw(t, path)
	execAll(t, db, string(read(t, "testdata/v1.sql")))
	execAll(t, db, `UPDATE outbox SET document = '', result = 'accepted', settled_at = created_at WHERE id = 'm1'`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, "sqlite:"+path)
	at := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	want := model.Mail{
		ID: "m1", Kind: model.MailAlert, To: model.Recipient{Address: "buyers@buyer.test"}, MessageID: "m1@buyer.test",
		CreatedAt: at, NotBefore: at, Attempts: 1, LastError: "connection refused",
	}
	got, known, err := s.MailByMessageID(t.Context(), "m1@buyer.test")
	if diff := cmp.Diff(want, got); diff != "" || !known || err != nil {
		t.Errorf("found %t, %v: %s", known, err, diff)
	}
	if gone, err := s.Prune(t.Context(), store.Retention{MailText: at.Add(time.Hour)}); gone != (store.Pruned{}) || err != nil {
		t.Errorf("pruned again: %+v, %v", gone, err)
	}
}

// schemaOf gives every table, index and trigger without its layout and comments.
func schemaOf(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	schema := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		schema[name] = strings.Join(strings.Fields(text), " ")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return schema
}
