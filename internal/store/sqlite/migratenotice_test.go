package sqlite

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/storetest"
)

// impossibleAlert is an alert of the rule that the version before raised where no notice of a contract could be in time.
func impossibleAlert(id string, ended time.Time) model.Alert {
	a := model.Alert{
		ID: id, Key: "acme/contract/" + id + "/2027-03-31/contract-notice-impossible/x", Supplier: "acme", State: model.StateFiring, EndedAt: ended,
		Group: "contract-notice-impossible", Rule: "contract-notice-impossible", Severity: model.Warning,
	}
	if !ended.IsZero() {
		a.State = model.StateResolved
	}
	return a
}

// beforeNoticeMigration returns a database with such alerts as the version before migration 8 left it, after one more statement.
func beforeNoticeMigration(t *testing.T, change string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "before.db")
	s := mustOpenLoose(t, "sqlite:"+path)
	other := impossibleAlert("other", time.Time{})
	other.Key, other.Group, other.Rule = "acme/contract/other/2027-03-31/notice", "notice", "contract-notice-due"
	storetest.Commit(t, s, model.Change{Alerts: []model.Alert{
		impossibleAlert("open", time.Time{}), impossibleAlert("damaged", time.Time{}), impossibleAlert("over", storetest.Noon), other,
	}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := raw(t, path)
	execAll(t, db, beforeMailTexts...)
	execAll(t, db, "DELETE FROM goose_db_version WHERE version_id >= 8", change)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestNoticeMigrationMovesOpenAlerts gives an open alert the key of the notice alert of its end, with a sum that fits, and leaves all else as it is.
func TestNoticeMigrationMovesOpenAlerts(t *testing.T) {
	s := mustOpen(t, "sqlite:"+beforeNoticeMigration(t, "SELECT 1"))
	alerts := storetest.State(t, s).Alerts
	for _, id := range []string{"open", "damaged"} {
		if a := alerts[id]; a.Key != "acme/contract/"+id+"/2027-03-31/notice/x" || a.Group != "notice" || a.Rule != "contract-notice-impossible" || a.Severity != model.Warning {
			t.Errorf("the open alert is %+v", a)
		}
	}
	if a := alerts["other"]; a.Key != "acme/contract/other/2027-03-31/notice" {
		t.Errorf("the other alert is %+v", a)
	}
	var key string
	if err := s.db.reader.QueryRowContext(t.Context(), "SELECT key FROM alerts WHERE id = 'over'").Scan(&key); err != nil || key != impossibleAlert("over", storetest.Noon).Key {
		t.Errorf("the alert that is over has the key %q, %v", key, err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("the sums do not fit: %v", err)
	}
}

// TestNoticeMigrationHidesNoDamage gives a damaged row no new sum: the damage would never be found again.
func TestNoticeMigrationHidesNoDamage(t *testing.T) {
	for name, change := range map[string]string{
		"document": "UPDATE alerts SET document = json_set(document, '$.severity', 'info') WHERE id = 'damaged'",
		"key":      "UPDATE alerts SET key = replace(key, '2027-03-31', '2028-03-31') WHERE id = 'damaged'",
		"state":    "UPDATE alerts SET state = 'acked' WHERE id = 'damaged'",
	} {
		t.Run(name, func(t *testing.T) {
			path := beforeNoticeMigration(t, change)
			s, err := Open(t.Context(), "sqlite:"+path)
			if err == nil {
				s.Close()
				t.Fatal("the damage is gone")
			}
			if _, damaged := errors.AsType[*store.Damage](err); !damaged {
				t.Errorf("got %v, want a damage", err)
			}
			var sumOfRow int
			const fits = `SELECT count(*) FROM alerts WHERE id = 'damaged' AND sum = row_sum(id, key, state, ended_at, document)`
			db := raw(t, path)
			defer db.Close()
			if err := db.QueryRowContext(t.Context(), fits).Scan(&sumOfRow); err != nil || sumOfRow != 0 {
				t.Errorf("the damaged row has a sum that fits, %v", err)
			}
		})
	}
}
