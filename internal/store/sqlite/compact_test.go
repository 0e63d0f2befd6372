package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/storetest"
)

// TestStartGivesBackFreePages opens a file most of which is free, with the rows that are left in it.
func TestStartGivesBackFreePages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := mustOpenLoose(t, "sqlite:"+path)
	var facts []model.Fact
	for i := range 2_000 {
		f := storetest.Fact(fmt.Sprint(i), model.FactProbeOK, storetest.Noon)
		f.Evidence = strings.Repeat("x", 4_000)
		facts = append(facts, f)
	}
	storetest.Commit(t, s, model.Change{Facts: facts})
	if _, err := s.db.writer.ExecContext(t.Context(), "DELETE FROM facts WHERE seq < 2000"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	s = mustOpenLoose(t, "sqlite:"+path)
	left := storetest.FactsAfter(t, s, -1)
	if err := s.Check(t.Context()); err != nil || len(left) != 1 || left[0].Seq != 2000 {
		t.Errorf("left are %d facts, %v", len(left), err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if before.Size() < 8e6 || after.Size() > 1e6 {
		t.Errorf("the file had %d bytes and has %d", before.Size(), after.Size())
	}
}
