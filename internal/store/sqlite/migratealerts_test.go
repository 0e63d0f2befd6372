package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// before is an alert as the versions before migration 9 wrote it: with all instants, also those that mean none.
const before = `{"id":"a1b2c3","key":"acme/endpoint/portal/endpoint-down","supplier":"acme","subject":"endpoint/portal","line":"endpoint-down",` +
	`"occurrence":"","rule":"endpoint-down","severity":"warning","route":"page","stage":0,"message":"quotes \"next_at\":\"0001-01-01T00:00:00Z\"",` +
	`"due":null,"exposure":null,"ends":null,"state":"firing","since":"2026-11-22T10:00:00Z","reason":"first","step":-1,` +
	`"step_at":"0001-01-01T00:00:00Z","repeats":0,"next_at":"2026-11-23T10:00:00Z","not_before":"0001-01-01T00:00:00Z",` +
	`"worse_at":"0001-01-01T00:00:00Z","letter_at":"0001-01-01T00:00:00Z","acknowledged_by":"","acknowledged_at":"0001-01-01T00:00:00Z",` +
	`"ack_severity":"","held_since":"0001-01-01T00:00:00Z","snoozed_until":"0001-01-01T00:00:00Z","holds_until":"0001-01-01T00:00:00Z",` +
	`"named_day":null,"ended_at":"0001-01-01T00:00:00Z","notified":null,"heard_to":7}`

// beforeAlertsMigration returns a database with one such alert as version 8 of the schema left it, after one more statement.
func beforeAlertsMigration(t *testing.T, change string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "before.db")
	s := mustOpenLoose(t, "sqlite:"+path)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := raw(t, path)
	execAll(t, db, beforeMailTexts...)
	execAll(t, db, "DELETE FROM goose_db_version WHERE version_id >= 9", "DROP TABLE alerts", `
CREATE TABLE alerts (id TEXT PRIMARY KEY, key TEXT NOT NULL, state TEXT NOT NULL, ended_at TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)), sum INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`,
		"CREATE INDEX alerts_ended ON alerts (ended_at)",
		fmt.Sprintf(`INSERT INTO alerts (id, key, state, ended_at, document) VALUES
('a1b2c3', 'acme/endpoint/portal/endpoint-down', 'firing', '0001-01-01T00:00:00.000000000Z', '%s')`, before),
		"UPDATE alerts SET sum = row_sum(id, key, state, ended_at, document)", change)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAlertsMigrationDropsWhatMeansNothing(t *testing.T) {
	s := mustOpen(t, "sqlite:"+beforeAlertsMigration(t, "SELECT 1"))
	var want model.Alert
	if err := json.Unmarshal([]byte(before), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]model.Alert{"a1b2c3": want}, storetest.State(t, s).Alerts); diff != "" {
		t.Error(diff)
	}
	var document string
	if err := s.db.reader.QueryRowContext(t.Context(), "SELECT document FROM alerts").Scan(&document); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(document, "0001-01-01"); got != 1 || !strings.Contains(document, want.NextAt.Format(time.RFC3339)) {
		t.Errorf("%d instants that mean none are left besides the one in a message, in %s", got-1, document)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("the sums do not fit: %v", err)
	}
}

// TestAlertsMigrationHidesNoDamage gives a damaged row no new sum: the damage would never be found again.
func TestAlertsMigrationHidesNoDamage(t *testing.T) {
	path := beforeAlertsMigration(t, "UPDATE alerts SET document = replace(document, 'portal', 'PORTAL')")
	s, err := Open(t.Context(), "sqlite:"+path)
	if _, ok := errors.AsType[*store.Damage](err); !ok {
		t.Errorf("got %v, %v, want a damage", s, err)
	}
}

// TestManyOpenAlertsTakeLittleSpace keeps 36,900 open alerts with what the first mail about them left below 40 MB.
func TestManyOpenAlertsTakeLittleSpace(t *testing.T) {
	const many = 36_900
	path := filepath.Join(t.TempDir(), "many.db")
	s := mustOpenLoose(t, "sqlite:"+path)
	alerts, facts := make([]model.Alert, many), make([]model.Fact, many)
	mail := model.Mail{
		ID: "5586b84b300f2122ec4b", MessageID: "5586b84b300f2122ec4b.ctrswgxdoeotybkkkvrq5c42mm@buyer.example",
		To: model.Recipient{Address: "watchdog@buyer.example"},
	}
	for i := range alerts {
		id, supplier := fmt.Sprintf("%06x", i*37), fmt.Sprintf("sup-%06d", i/4)
		alerts[i] = model.Alert{
			ID: id, Key: supplier + "/contact/orders/contact-unverified", Supplier: supplier, Subject: model.KindContact.Subject("orders"),
			Group: "contact-unverified", Rule: "contact-unverified", Severity: model.Warning, Route: model.RouteWork,
			Message: "The phone number of Orders at Supplier " + supplier + " has never been verified.", Due: civil.NewDate(2026, 12, 9),
			State: model.StateFiring, Since: storetest.Noon, Reason: model.ReasonFirst, Step: -1, SummarizedAt: storetest.Noon, LastFactSeq: int64(i),
		}
		facts[i] = mail.Delivery(model.DecisionItem{Alert: id, Step: -1}, model.MailAccepted, storetest.Noon)
		facts[i].Source, facts[i].Evidence = "outbox", "250 2.0.0 Ok: queued as 4XkQ5D0sZlz9vJk"
	}
	storetest.Commit(t, s, model.Change{Alerts: alerts})
	storetest.Commit(t, s, model.Change{Facts: facts})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d alerts take %.1f MB", many, float64(info.Size())/1e6)
	if info.Size() > 40e6 {
		t.Errorf("%d alerts take %.1f MB, want 40 at most", many, float64(info.Size())/1e6)
	}
}
