package postgres

import (
	"errors"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/storetest"
)

// short is the length of a lease that a test waits for.
const short = 600 * time.Millisecond

// mustAcquire acquires a lease of a length, which nobody renews by itself.
func mustAcquire(t *testing.T, url string, length time.Duration) *Lease {
	t.Helper()
	l, err := acquireFor(t.Context(), Address{URL: url}, length)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.db.close() })
	return l
}

// openWith opens a database for the daemon that has a lease.
func openWith(t *testing.T, url string, l *Lease) *Store {
	t.Helper()
	s, err := OpenUnexamined(t.Context(), Address{URL: url}, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestSecondDaemonIsRefused(t *testing.T) {
	url := newDatabase(t)
	first, err := Acquire(t.Context(), Address{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(t.Context(), Address{URL: url})
	if err == nil || !strings.Contains(err.Error(), "another daemon (process ") || !strings.Contains(err.Error(), "in database test") {
		t.Errorf("the second: %v", err)
	}
	storetest.Commit(t, openWith(t, url, first), storetest.Numbered(1))
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	next, err := Acquire(t.Context(), Address{URL: url}) // need not wait
	if err != nil {
		t.Fatal(err)
	}
	if next.token != first.token+1 {
		t.Errorf("the tokens are %d and %d", first.token, next.token)
	}
	if err := next.Release(); err != nil {
		t.Fatal(err)
	}
}

// TestStaleDaemonWritesNothing: a daemon that was stopped for longer than its lease finds another one in its place, whatever its own clock says.
func TestStaleDaemonWritesNothing(t *testing.T) {
	url := newDatabase(t)
	stale := mustAcquire(t, url, short)
	s := openWith(t, url, stale)
	storetest.Commit(t, s, storetest.Numbered(1))
	fresh := mustAcquire(t, url, 10*time.Second) // waits for the end of the lease
	if err := s.Commit(t.Context(), storetest.Numbered(2)); !errors.Is(err, errExpired) {
		t.Errorf("by its own clock it may still write: %v", err)
	}
	began := time.Now()
	stale.clock = func() time.Time { return began.Add(-time.Hour) }
	for what, write := range map[string]func() error{
		"commit": func() error { return s.Commit(t.Context(), storetest.Numbered(2)) },
		"begin": func() error {
			return s.Begin(t.Context(), []model.Mail{storetest.Mail("m1", storetest.Noon)}, storetest.Noon)
		},
		"results": func() error {
			return s.RecordResults(t.Context(), []model.Attempt{{Mail: "m1", At: storetest.Noon, Result: model.MailAccepted}}, nil)
		},
		"release":  func() error { return s.Release(t.Context(), storetest.Noon) },
		"calendar": func() error { return s.SaveCalendarEvents(t.Context(), []model.CalendarEvent{{UID: "u"}}) },
		"touch":    func() error { return s.CheckWritable(t.Context()) },
	} {
		if err := write(); !errors.Is(err, errReplaced) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	if err := stale.renew(); !errors.Is(err, errReplaced) || !errors.Is(stale.usable(), errReplaced) {
		t.Errorf("renewed: %v, %v", err, stale.usable())
	}
	storetest.Commit(t, openWith(t, url, fresh), storetest.Numbered(2))
	if got := len(storetest.FactsAfter(t, s, 0)); got != 6 {
		t.Errorf("%d facts are there, want those of two changes", got)
	}
}

// TestCommitUnderWayKeepsTheLease: while a transaction of the holder is open nobody takes its place, and renewing it goes on.
func TestCommitUnderWayKeepsTheLease(t *testing.T) {
	url := newDatabase(t)
	holder := mustAcquire(t, url, short)
	s := openWith(t, url, holder)
	err := s.db.write(t.Context(), "take long", func(tx *transaction) error {
		if err := holder.renew(); err != nil {
			t.Errorf("renewed: %v", err)
		}
		waitUntilExpired(t, s)
		var token int64
		err := s.db.pool.QueryRowContext(t.Context(), acquireLeaseSQL, "somebody", 1.0).Scan(&token)
		if err == nil {
			t.Errorf("somebody took the place of a daemon that is writing, with token %d", token)
		}
		return appendFacts(t.Context(), tx, []model.Fact{storetest.Fact("f", model.FactNote, storetest.Noon)})
	})
	if err != nil {
		t.Fatal(err)
	}
	mustAcquire(t, url, short)
}

// waitUntilExpired waits until the lease has expired by the clock of the database.
func waitUntilExpired(t *testing.T, s *Store) {
	t.Helper()
	for expired := false; !expired; time.Sleep(short / 10) {
		const query = "SELECT expires_at < clock_timestamp() FROM leases WHERE kind = 'daemon'"
		if err := s.db.pool.QueryRowContext(t.Context(), query).Scan(&expired); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLockedLeaseBlocksNobody holds the row of the lease in another session: nobody waits for it, and the daemon keeps its place.
func TestLockedLeaseBlocksNobody(t *testing.T) {
	url := newDatabase(t)
	holder := mustAcquire(t, url, time.Hour)
	beside := mustOpen(t, url)
	tx, err := beside.db.pool.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), "SELECT 1 FROM leases FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	if err := holder.renew(); err != nil || holder.usable() != nil {
		t.Errorf("renewed: %v, %v", err, holder.usable())
	}
	var token int64
	if err := beside.db.pool.QueryRowContext(t.Context(), acquireLeaseSQL, "somebody", 1.0).Scan(&token); err == nil {
		t.Error("a locked lease was acquired")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	storetest.Commit(t, openWith(t, url, holder), storetest.Numbered(1))
}

// TestClockOfTheMachineDecidesNothing acquires and renews by a clock that is an hour wrong.
func TestClockOfTheMachineDecidesNothing(t *testing.T) {
	url := newDatabase(t)
	holder := mustAcquire(t, url, time.Minute)
	for _, wrong := range []time.Duration{time.Hour, -time.Hour} {
		thief := &Lease{db: holder.db, length: time.Minute, clock: func() time.Time { return time.Now().Add(wrong) }}
		if err := thief.db.pool.QueryRowContext(t.Context(), acquireLeaseSQL, "thief", 60.0).Scan(&thief.token); err == nil {
			t.Error("the lease of a living daemon was stolen")
		}
		holder.clock = thief.clock
		if err := holder.renew(); err != nil || holder.usable() != nil {
			t.Errorf("with a clock %v off: %v, %v", wrong, err, holder.usable())
		}
	}
}

// TestLeaseBehindPgBouncer acquires, renews and releases a lease by way of a pool.
func TestLeaseBehindPgBouncer(t *testing.T) {
	url := newPooled(t)
	holder := mustAcquire(t, url, time.Hour)
	if err := holder.renew(); err != nil || holder.usable() != nil {
		t.Errorf("renewed: %v, %v", err, holder.usable())
	}
	storetest.Commit(t, openWith(t, url, holder), storetest.Numbered(1))
	close(holder.done) // nobody keeps it
	if err := holder.Release(); err != nil {
		t.Error(err)
	}
	mustAcquire(t, url, short)
}
