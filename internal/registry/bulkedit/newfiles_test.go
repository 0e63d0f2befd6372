package bulkedit

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/sheet"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
)

// planOf returns what a list in CSV changes in the registry of a folder.
func planOf(t *testing.T, folder, csv string) (*Plan, supplierdiff.Difference) {
	t.Helper()
	target, problems := Open(folder)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rows, err := sheet.ReadCSV([]byte(csv))
	if err != nil {
		t.Fatal(err)
	}
	list := supplierlist.Read("list.csv", rows, supplierlist.Mapping{}, target.Known())
	difference := supplierdiff.Compare(target.Registry, []supplierlist.List{list})
	plan, wrong := target.Plan(difference)
	if problems = append(append(list.Problems, difference.Problems...), wrong...); len(problems) > 0 {
		t.Fatal(problems)
	}
	return plan, difference
}

// contentsOf returns the content of each file in a folder.
func contentsOf(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, e := range entries {
		if all[e.Name()], err = os.ReadFile(filepath.Join(folder, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestALongListIsDividedAmongFiles imports 2,500 suppliers into a folder whose first file has two already, then the same list again, then one with a
// supplier more and one that differs.
func TestALongListIsDividedAmongFiles(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "suppliers.yaml"), "version: 1\nsuppliers: # ours\n  - {id: a, name: A}\n  - {id: b, name: B}\n")
	rows := []string{"erp,name"}
	for i := range 2500 {
		rows = append(rows, fmt.Sprintf("N%d,Supplier %d", i, i))
	}
	importInto := func() *Plan {
		plan, _ := planOf(t, folder, strings.Join(rows, "\n"))
		if err := plan.Write(); err != nil {
			t.Fatal(err)
		}
		return plan
	}
	importInto()
	first := contentsOf(t, folder)
	for name, want := range map[string]int{"suppliers.yaml": 1000, "suppliers-002.yaml": 1000, "suppliers-003.yaml": 502} {
		if got := bytes.Count(first[name], []byte("name: ")); got != want {
			t.Errorf("%s has %d suppliers, want %d", name, got, want)
		}
	}
	if plan := importInto(); len(plan.Files()) != 0 || !maps.EqualFunc(first, contentsOf(t, folder), bytes.Equal) {
		t.Errorf("a second import changes %v", plan.Files())
	}
	rows[1500] = "N1499,Another name"
	rows = append(rows[:10], append([]string{"X,New"}, rows[10:]...)...)
	importInto()
	second := contentsOf(t, folder)
	want := maps.Clone(first)
	want["suppliers-002.yaml"] = bytes.Replace(first["suppliers-002.yaml"], []byte("name: Supplier 1499\n"), []byte("name: Another name\n"), 1)
	want["suppliers-003.yaml"] = append(bytes.Clone(first["suppliers-003.yaml"]), "  - id: new\n    name: New\n    identifiers: {erp: X}\n"...)
	for name := range want {
		if !bytes.Equal(second[name], want[name]) {
			t.Errorf("%s ends with\n%s\nwant\n%s", name, second[name][max(0, len(second[name])-300):], want[name][max(0, len(want[name])-300):])
		}
	}
}

// TestARegistryInOneFileStaysInOne imports into a file, and into none.
func TestARegistryInOneFileStaysInOne(t *testing.T) {
	csv := "name\n"
	for i := range maxInFile + 1 {
		csv += fmt.Sprintf("Supplier %d\n", i)
	}
	for _, path := range []string{"", filepath.Join(t.TempDir(), "registry.yaml")} {
		plan, _ := planOf(t, path, csv)
		if got := bytes.Count(plan.Text(), []byte("name: ")); len(plan.Files()) != 1 || got != maxInFile+1 {
			t.Errorf("%q: %d suppliers, files %v", path, got, plan.Files())
		}
	}
}

// TestOneFolderIsMade imports into a folder that does not exist: it is made, and those around it are not, since its path may be mistyped.
func TestOneFolderIsMade(t *testing.T) {
	outer := filepath.Join(t.TempDir(), "outer")
	plan, _ := planOf(t, filepath.Join(outer, "inner"), "name\nACME\n")
	want := fmt.Sprintf("make folder %s: %s does not exist: make it first", filepath.Join(outer, "inner"), outer)
	if err := plan.Write(); err == nil || err.Error() != want {
		t.Errorf("%v; want %s", err, want)
	}
	plan, _ = planOf(t, outer, "name\nACME\n")
	if err := plan.Write(); err != nil {
		t.Error(err)
	}
}
