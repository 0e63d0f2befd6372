package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/store/storetest"
)

func TestBackup(t *testing.T) {
	s := mustOpen(t, fileURL(t))
	storetest.Commit(t, s, marked())
	path := filepath.Join(t.TempDir(), "copy?.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	storetest.Commit(t, s, storetest.Numbered(7))
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the copy there is %v, %v", left, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has mode %v, %v; want one that nobody else can read", info.Mode(), err)
	}
	copied := mustOpen(t, "sqlite:"+path)
	want := mustOpen(t, fileURL(t))
	storetest.Commit(t, want, marked())
	if diff := cmp.Diff(storetest.FactsAfter(t, want, 0), storetest.FactsAfter(t, copied, 0)); diff != "" {
		t.Errorf("facts: %s", diff)
	}
	if diff := cmp.Diff(storetest.State(t, want), storetest.State(t, copied)); diff != "" {
		t.Errorf("state: %s", diff)
	}
	if diff := cmp.Diff(storetest.Due(t, want, storetest.Noon), storetest.Due(t, copied, storetest.Noon)); diff != "" {
		t.Errorf("outbox: %s", diff)
	}
	if err := s.Backup(t.Context(), path); err == nil || !strings.Contains(err.Error(), "there is a file already") {
		t.Errorf("a second time: %v", err)
	}
}

// TestDamageIsNotBackedUp: a copy of it would sooner or later replace a good one.
func TestDamageIsNotBackedUp(t *testing.T) {
	url := fileURL(t)
	s := mustOpen(t, url)
	storetest.Commit(t, s, marked())
	path, _ := Path(url)
	beside := raw(t, path)
	execAll(t, beside, "UPDATE alerts SET state = 'x'")
	beside.Close()
	target := filepath.Join(t.TempDir(), "copy.db")
	wantDamage(t, s.Backup(t.Context(), target))
	if left, _ := filepath.Glob(target + "*"); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}
