package postgres

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/storetest"
	"supplierwatch/internal/testkit"
)

// pooled makes databases that are used by way of PgBouncer, which has two connections for each and lends them for one transaction at a time.
type pooled struct {
	servers

	behind func(string) string
}

func (p pooled) NewDatabase(t testing.TB) string {
	t.Helper()
	return p.behind(newDatabase(t)) + "&default_query_exec_mode=exec"
}

func TestBehindPgBouncer(t *testing.T) {
	if testing.Short() {
		t.Skip("the suite runs directly")
	}
	storetest.Run(t, pooled{behind: testkit.SharedPostgres(t).PgBouncer(t, 2)})
}

// newPooled returns the URL of an empty database by way of a PgBouncer of its own.
func newPooled(t *testing.T) string {
	t.Helper()
	return pooled{behind: testkit.SharedPostgres(t).PgBouncer(t, 2)}.NewDatabase(t)
}

// TestManyWritersBehindPgBouncer has more writers at work than there are connections.
func TestManyWritersBehindPgBouncer(t *testing.T) {
	url := newPooled(t)
	const writers, each = 6, 10
	var wg sync.WaitGroup
	for w := range writers {
		s := mustOpen(t, url)
		wg.Go(func() {
			for i := range each {
				id := string(rune('a'+w)) + string(rune('a'+i))
				change := model.Change{
					Facts:  []model.Fact{storetest.Fact(id, model.FactProbeOK, storetest.Noon)},
					Alerts: []model.Alert{{ID: "same", State: model.StateFiring}},
				}
				if err := s.Commit(t.Context(), change); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	facts := storetest.FactsAfter(t, mustOpen(t, url), -1)
	if len(facts) != writers*each || facts[len(facts)-1].Seq != writers*each {
		t.Errorf("%d facts were recorded, the last as number %d", len(facts), facts[len(facts)-1].Seq)
	}
}

// A pool that keeps no prepared statements is reported with the option that turns them off.
func TestPreparedStatementsAreExplained(t *testing.T) {
	for _, code := range []string{"26000", "42P05"} {
		err := explain(&pgconn.PgError{Code: code})
		if !strings.Contains(err.Error(), "default_query_exec_mode=exec") || !errors.As(err, new(*pgconn.PgError)) {
			t.Errorf("got %v", err)
		}
	}
}

// TestNoSessionState holds the rules that a pool needs, in every statement and migration.
func TestNoSessionState(t *testing.T) {
	text := allStatements(t)
	for _, word := range []string{"pg_advisory", "PREPARE ", "TEMP TABLE", "LISTEN ", "set_config('lock_timeout', '10s', false", " now()"} {
		if strings.Contains(text, word) {
			t.Errorf("a statement has %q", word)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if set := strings.TrimSpace(line); strings.HasPrefix(set, "SET ") && !strings.HasPrefix(set, "SET LOCAL ") {
			t.Errorf("%q outlives its transaction", set)
		}
	}
}
