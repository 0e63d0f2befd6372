package postgres

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store/storetest"
)

// short is the length of a lease that a test waits for.
const short = 600 * time.Millisecond

// still joins a replica that does nothing by itself.
func still(t *testing.T, url, name string, length time.Duration) *Replica {
	t.Helper()
	r, err := newReplica(t.Context(), Address{URL: url}, Member{Name: name, Registry: "a", Key: "k"}, length)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.db.close() })
	mustBeat(t, r)
	return r
}

// stopping ends the background of a replica that has none, so that it can be released.
func stopping(r *Replica) *Replica {
	close(r.done)
	return r
}

func mustBeat(t *testing.T, r *Replica) {
	t.Helper()
	if err := r.beat(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// until waits for a condition.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 6000 {
		if holds() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("waited in vain for: " + what)
}

func holdsAll(r *Replica) bool {
	kinds, _ := r.held()
	return len(kinds) == len(lease.Kinds)
}

// TestReplicasShareLeases has three replicas run by themselves: they share the leases, and take over those of one that was killed or that stops.
func TestReplicasShareLeases(t *testing.T) {
	url := newDatabase(t)
	join := func(name string) *Replica {
		r, err := Join(t.Context(), Address{URL: url}, Member{Name: name, Registry: "a", Key: "k"}, short)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := join("first")
	if !holdsAll(first) {
		t.Fatal("the first replica does not hold all leases at once")
	}
	second, third := join("second"), join("third")
	count := func(r *Replica) int { kinds, _ := r.held(); return len(kinds) }
	until(t, "each holds a share", func() bool {
		return max(count(first), count(second), count(third)) <= 2 && count(first)*count(second)*count(third) > 0
	})
	if first.Token(lease.Evaluation) == 0 {
		t.Error("who evaluates gave that back")
	}
	all, err := second.Replicas(t.Context())
	if err != nil || len(all) != 3 || all[0].Name != "first" || !all[1].Self || !all[2].Agrees {
		t.Errorf("the replicas are %+v, %v", all, err)
	}
	close(first.stop) // killed: nothing is given back
	<-first.done
	until(t, "the two others hold everything", func() bool { return count(second) == 2 && count(third) == 2 })
	if first.Token(lease.Evaluation) != 0 {
		t.Error("two evaluate")
	}
	if err := second.Release(); err != nil {
		t.Fatal(err)
	}
	until(t, "the last one holds everything", func() bool { return holdsAll(third) })
	if err := errors.Join(third.Release(), first.db.close()); err != nil {
		t.Fatal(err)
	}
}

// writes are the ways to write under a lease.
func writes(ctx context.Context, s *Store) map[string]func() error {
	return map[string]func() error{
		"commit":  func() error { return s.Commit(ctx, storetest.Numbered(2)) },
		"begin":   func() error { return s.Begin(ctx, []model.Mail{storetest.Mail("m1", storetest.Noon)}, storetest.Noon) },
		"release": func() error { return s.Release(ctx, storetest.Noon) },
		"results": func() error {
			return s.RecordResults(ctx, []model.Attempt{{Mail: "m1", At: storetest.Noon, Result: model.MailAccepted}}, nil)
		},
	}
}

// TestStaleReplicaWritesNothing: one that was stopped for longer than its lease finds another one in its place, whatever its own clock says.
func TestStaleReplicaWritesNothing(t *testing.T) {
	url := newDatabase(t)
	stale := still(t, url, "stale", short)
	s := mustOpen(t, url).Under(stale, lease.Evaluation, 0)
	storetest.Commit(t, s, storetest.Numbered(1))
	stale.clock = func() time.Time { return time.Now().Add(-time.Hour) } // it believes to hold everything
	fresh := still(t, url, "fresh", time.Minute)
	until(t, "the lease is over", func() bool { mustBeat(t, fresh); return holdsAll(fresh) })
	if stale.Token(lease.Evaluation) == 0 {
		t.Fatal("the stale replica knows already")
	}
	for what, write := range writes(t.Context(), s) {
		if err := write(); !errors.Is(err, errNotHeld) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	mustBeat(t, stale)
	if stale.Token(lease.Evaluation) != 0 {
		t.Error("it still believes to evaluate")
	}
	storetest.Commit(t, mustOpen(t, url).Under(fresh, lease.Evaluation, 0), storetest.Numbered(2))
	if got := len(storetest.FactsAfter(t, s, 0)); got != 6 {
		t.Errorf("%d facts are there, want those of two changes", got)
	}
}

// TestHolderStopsByItsOwnClock: one that cannot reach the database stops before its lease ends there.
func TestHolderStopsByItsOwnClock(t *testing.T) {
	holder := still(t, newDatabase(t), "holder", time.Minute)
	changed := holder.Changed()
	began := time.Now()
	holder.clock = func() time.Time { return began.Add(49 * time.Second) }
	if holder.Token(lease.Mail) != 0 {
		t.Error("it still sends mail 49 seconds after it renewed a lease of a minute")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if holder.beat(ctx) == nil {
		t.Fatal("a beat without a database succeeded")
	}
	select {
	case <-changed:
	default:
		t.Error("those who work on it do not hear that it is lost")
	}
	changed = holder.Changed()
	if holder.beat(ctx) == nil {
		t.Fatal("a beat without a database succeeded")
	}
	select {
	case <-changed:
		t.Error("that it is lost is told twice")
	default:
	}
	mustBeat(t, holder) // nobody took its place
	select {
	case <-changed:
	default:
		t.Error("those who waited for it do not hear that it is held again")
	}
	if holder.Token(lease.Mail) != 1 {
		t.Errorf("its token is %d", holder.Token(lease.Mail))
	}
}

// TestEarlierTermWritesNothing: what was worked out before a lease was lost is refused although the same replica holds it again.
func TestEarlierTermWritesNothing(t *testing.T) {
	url := newDatabase(t)
	r := still(t, url, "one", time.Minute)
	s := mustOpen(t, url)
	earlier := s.Under(r, lease.Evaluation, r.Token(lease.Evaluation))
	storetest.Commit(t, earlier, storetest.Numbered(1))
	if err := r.giveBack(t.Context(), lease.Kinds); err != nil {
		t.Fatal(err)
	}
	mustBeat(t, r)
	if err := earlier.Commit(t.Context(), storetest.Numbered(2)); !errors.Is(err, errNotHeld) {
		t.Errorf("got %v", err)
	}
	storetest.Commit(t, s.Under(r, lease.Evaluation, r.Token(lease.Evaluation)), storetest.Numbered(2))
}

// TestCommitUnderWayKeepsTheLease: while a transaction of the holder is open nobody takes its place, and renewing goes on.
func TestCommitUnderWayKeepsTheLease(t *testing.T) {
	url := newDatabase(t)
	holder := still(t, url, "holder", short)
	other := still(t, url, "other", short)
	s := mustOpen(t, url).Under(holder, lease.Evaluation, 0)
	err := s.writer.write(t.Context(), "take long", func(tx *transaction) error {
		if err := holder.renew(t.Context()); err != nil {
			t.Errorf("renewed: %v", err)
		}
		until(t, "all other leases are taken", func() bool {
			mustBeat(t, other)
			kinds, _ := other.held()
			return len(kinds) == len(lease.Kinds)-1
		})
		if other.Token(lease.Evaluation) != 0 {
			t.Error("somebody took the place of a replica that is writing")
		}
		return appendFacts(t.Context(), tx, []model.Fact{storetest.Fact("f", model.FactNote, storetest.Noon)})
	})
	if err != nil {
		t.Fatal(err)
	}
	until(t, "the lease is taken", func() bool { mustBeat(t, other); return holdsAll(other) })
}

// TestLockedLeaseBlocksNobody holds the rows of the leases in another session: nobody waits for them, and the holder keeps its place.
func TestLockedLeaseBlocksNobody(t *testing.T) {
	url := newDatabase(t)
	holder := still(t, url, "holder", time.Hour)
	beside := mustOpen(t, url)
	tx, err := beside.db.pool.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), "SELECT 1 FROM leases FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	mustBeat(t, holder)
	thief := still(t, url, "thief", time.Hour)
	if !holdsAll(holder) || thief.Token(lease.Mail) != 0 {
		t.Error("a locked lease changed its holder")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	storetest.Commit(t, beside.Under(holder, lease.Evaluation, 0), storetest.Numbered(1))
}

// TestClockOfTheMachineDecidesNothing gives a replica a clock that is an hour wrong.
func TestClockOfTheMachineDecidesNothing(t *testing.T) {
	url := newDatabase(t)
	holder := still(t, url, "holder", time.Minute)
	for _, wrong := range []time.Duration{time.Hour, -time.Hour} {
		thief, err := newReplica(t.Context(), Address{URL: url}, Member{Name: "thief", Registry: "a", Key: "k"}, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = thief.db.close() })
		thief.clock = func() time.Time { return time.Now().Add(wrong) }
		mustBeat(t, thief)
		if thief.Token(lease.Evaluation) != 0 || !holdsAll(holder) {
			t.Error("the lease of a living replica was stolen")
		}
		if off := thief.Skew() - wrong; off.Abs() > time.Minute {
			t.Errorf("its clock is said to be ahead by %v, want %v", thief.Skew(), wrong)
		}
		if off := time.Until(thief.Now()); off.Abs() > time.Minute {
			t.Errorf("it acts by a time that is %v off", off)
		}
	}
}

// TestCommandHasTheDatabaseForItself refuses a command while a daemon lives, and keeps daemons from working meanwhile.
func TestCommandHasTheDatabaseForItself(t *testing.T) {
	url := newDatabase(t)
	daemon, err := Join(t.Context(), Address{URL: url}, Member{Name: "the daemon", Registry: "a", Key: "k"}, short)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Occupy(t.Context(), Address{URL: url})
	if err == nil || !strings.Contains(err.Error(), "another daemon (the daemon)") || !strings.Contains(err.Error(), "in database test") {
		t.Errorf("got %v", err)
	}
	close(daemon.stop) // killed
	<-daemon.done
	command, err := Occupy(t.Context(), Address{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	if held := still(t, url, "early", time.Hour); held.Token(lease.Evaluation) != 0 {
		t.Error("a daemon works on a database that a command has for itself")
	}
	if err := command.Release(); err != nil {
		t.Fatal(err)
	}
}

// TestTwoCommandsDoNotShareADatabase has a lease taken between what a command sees and what it acquires.
func TestTwoCommandsDoNotShareADatabase(t *testing.T) {
	url := newDatabase(t)
	still(t, url, "another", time.Hour)
	command, err := newReplica(t.Context(), Address{URL: url}, Member{Name: "the command", Registry: "a", Key: "k"}, short)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.db.close() })
	if err := command.acquireAll(t.Context()); err == nil || !strings.Contains(err.Error(), "has begun to work on it at the same time") {
		t.Errorf("got %v", err)
	}
	if members, err := command.db.members(t.Context()); err != nil || len(members) != 1 {
		t.Errorf("after the refusal these are listed: %v, %v", members, err)
	}
}

// TestReplicaBehindPgBouncer acquires, renews and gives back leases by way of a pool.
func TestReplicaBehindPgBouncer(t *testing.T) {
	url := newPooled(t)
	holder := still(t, url, "holder", time.Hour)
	mustBeat(t, holder)
	storetest.Commit(t, mustOpen(t, url).Under(holder, lease.Evaluation, 0), storetest.Numbered(1))
	if _, err := holder.Replicas(t.Context()); err != nil {
		t.Error(err)
	}
	progress, err := holder.Progress(t.Context())
	if err != nil || progress.Facts == 0 || progress.Changes != 1 {
		t.Errorf("the progress is %+v, %v", progress, err)
	}
	if err := stopping(holder).Release(); err != nil {
		t.Error(err)
	}
	if !holdsAll(still(t, url, "next", short)) {
		t.Error("what was given back cannot be had at once")
	}
}
