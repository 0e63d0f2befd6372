package postgres

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/statecopy"
	"supplierwatch/internal/store/sqlite"
	"supplierwatch/internal/store/storetest"
)

// TestCopyLosesNothing copies what has happened by chance to SQLite to PostgreSQL, and what has happened to PostgreSQL to SQLite. The copies answer
// everything as the originals do, go on as they do, and have the same digest when they are copied back.
func TestCopyLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBoth(rt, t)
		for range rapid.IntRange(1, 8).Draw(rt, "operations") {
			b.happen(rt, t)
		}
		c := newBoth(rt, t)
		there := mustCopy(rt, t, b.sqlite.(*sqlite.Store), c.postgres.(*Store))
		mustCopy(rt, t, b.postgres.(*Store), c.sqlite.(*sqlite.Store))
		c.compare(rt, t)
		if back := mustCopy(rt, t, c.postgres.(*Store), newBoth(rt, t).sqlite.(*sqlite.Store)); back.Digest != there.Digest {
			rt.Fatalf("the digest was %s, and is %s behind the way back", there.Digest, back.Digest)
		}
		c.happen(rt, t)
		c.compare(rt, t)
	})
}

func mustCopy(rt *rapid.T, t *testing.T, from, to statecopy.Database) statecopy.Copied {
	rt.Helper()
	copied, err := statecopy.Copy(t.Context(), from, to)
	if err != nil {
		rt.Fatal(err)
	}
	return copied
}

// TestCopyOfManyRows copies more rows than one statement writes, and counts them.
func TestCopyOfManyRows(t *testing.T) {
	from, err := sqlite.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "s.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	for range 3 {
		var change model.Change
		for i := range setSize {
			change.Facts = append(change.Facts, storetest.Fact(strings.Repeat("x", i%7)+string(rune('a'+len(change.Facts)%26))+strings.Repeat("y", i/26), model.FactProbeOK, storetest.Noon))
		}
		storetest.Commit(t, from, change)
	}
	storetest.Commit(t, from, storetest.Full())
	to := mustOpen(t, newDatabase(t))
	copied, err := statecopy.Copy(t.Context(), from, to)
	if err != nil || copied.Rows["facts"] != len(storetest.FactsAfter(t, from, -1)) || copied.Rows["outbox"] != 1 || len(copied.Digest) != 64 {
		t.Fatal(copied, err)
	}
	storetest.Commit(t, to, model.Change{Facts: []model.Fact{storetest.Fact("next", model.FactNote, storetest.Noon)}})
	facts := storetest.FactsAfter(t, to, -1)
	if last := facts[len(facts)-1]; last.ID != "next" || last.Seq <= facts[len(facts)-2].Seq {
		t.Errorf("the next fact is %+v", last)
	}
	if _, err := statecopy.Copy(t.Context(), from, to); err == nil || !strings.Contains(err.Error(), "there is a state in it already") {
		t.Errorf("a state was overwritten: %v", err)
	}
}

// TestDamagedStateIsNotCopied: no copy is made of what is damaged.
func TestDamagedStateIsNotCopied(t *testing.T) {
	s, url := filled(t)
	alter(t, url, "UPDATE alerts SET key = 'forged'")
	to := mustOpen(t, newDatabase(t))
	_, err := statecopy.Copy(t.Context(), s, to)
	wantDamage(t, err, "is not as it was written")
	if stats, err := to.Stats(t.Context()); stats.Facts+stats.Alerts+stats.Mails != 0 || err != nil {
		t.Errorf("%+v, %v", stats, err)
	}
}
