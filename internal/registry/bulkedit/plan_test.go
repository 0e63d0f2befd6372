package bulkedit

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
)

// styles are the ways in which people write the same registry.
var styles = map[string]string{
	"blocks": "# ours\nversion: 1\ndefaults: {country: DE}\nsuppliers:\n  - id: acme  # first\n    name: \"ACME\"\n\n    contacts:\n      # the desk\n" +
		"      - role: orders\n        email: a@acme.example # checked\n  # the other one\n  - id: berg\n    name: Berg\n",
	"unindented": "version: 1\ndefaults: {country: DE}\nsuppliers:\n- id: acme\n  name: 'ACME'\n  contacts: {role: orders, email: a@acme.example}\n- id: berg\n  name: Berg\n# the end\n",
	"flow": "version: 1\ndefaults: {country: DE}\nsuppliers: [{id: acme, name: ACME, contacts: [{role: orders, email: a@acme.example}]},\n" +
		"  {id: berg, name: Berg}]\n",
	"json": `{"version": 1, "defaults": {"country": "DE"}, "suppliers": [{"id": "acme", "name": "ACME", "contacts": [{"role": "orders", "email": "a@acme.example"}]},` +
		` {"id": "berg", "name": "Berg"}]}` + "\n",
	"windows":    "version: 1\r\ndefaults: {country: DE}\r\nsuppliers:\r\n  - {id: acme, name: ACME, contacts: {role: orders, email: a@acme.example}}\r\n  - {id: berg, name: Berg}\r\n",
	"no newline": "version: 1\ndefaults: {country: DE}\nsuppliers:\n  - {id: acme, name: ACME, contacts: {role: orders, email: a@acme.example}}\n  - {id: berg, name: Berg}",
	"documents":  "version: 1\ndefaults: {country: DE}\n---\nversion: 1\nsuppliers:\n  - {id: acme, name: ACME, contacts: {role: orders, email: a@acme.example}}\n  - {id: berg, name: Berg}\n---\nversion: 1\n",
}

// TestAnImportHoldsItsListAndNothingElseChanges imports random lists into registries of every style, twice.
func TestAnImportHoldsItsListAndNothingElseChanges(t *testing.T) {
	for name, before := range styles {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			rapid.Check(t, func(t *rapid.T) {
				path := filepath.Join(folder, "registry.yaml")
				if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
					t.Fatal(err)
				}
				list := drawList(t)
				importList(t, path, list)
				after, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				for line := range strings.SplitSeq(before, "\n") {
					if _, comment, found := strings.Cut(line, "#"); found && !strings.Contains(string(after), "#"+comment) {
						t.Fatalf("the comment %q is lost in\n%s", comment, after)
					}
				}
				holds(t, path, list)
				importList(t, path, list)
				if again, err := os.ReadFile(path); err != nil || string(again) != string(after) {
					t.Fatalf("a second import changes\n%s\nto\n%s", after, again)
				}
			})
		})
	}
}

// drawList returns the rows of a list with a header.
func drawList(t *rapid.T) [][]string {
	rows := [][]string{{"id", "name", "tier", "country", "customer number", "orders email", "orders phone", "quality email", "quality name"}}
	names := rapid.SampledFrom([]string{"ACME", "Müller & Söhne", "=1+1", "'quoted'", "a: b", "# no comment", "1-MAR", "yes", "null", "-", "@Desk", "{x}", "12"})
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"acme", "berg", "neu", "00012", "on", "1e5"}), 1, 5, rapid.ID[string]).Draw(t, "ids") {
		row := []string{id, names.Draw(t, "name")}
		for _, values := range [][]string{
			{"", "critical", "standard"},
			{"", "DE", "CH"},
			{"", "0012345", "1E10", "A-1", "=7"},
			{"", "a@acme.example", "b@" + id + ".example"},
			{"", "+49 89 1234567", "+49 221 555123", "+41 31 3221111"},
			{"", "q@acme.example"},
		} {
			row = append(row, rapid.SampledFrom(values).Draw(t, "value"))
		}
		name := ""
		if row[7] != "" {
			name = names.Draw(t, "contact")
		}
		rows = append(rows, append(row, name))
	}
	return rows
}

func readList(t *rapid.T, rows [][]string, known supplierlist.Known) supplierlist.List {
	all := func(yield func(sheet.Row, error) bool) {
		for i, cells := range rows {
			row := sheet.Row{Number: i + 1}
			for _, text := range cells {
				row.Cells = append(row.Cells, sheet.Cell{Text: text, AsText: true})
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	list := supplierlist.Read("list", all, supplierlist.Mapping{}, known)
	if len(list.Problems) > 0 {
		t.Fatal(list.Problems)
	}
	return list
}

func importList(t *rapid.T, path string, rows [][]string) {
	target, problems := Open(path)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	difference := supplierdiff.Compare(target.Registry, []supplierlist.List{readList(t, rows, target.Known())})
	plan, problems := target.Plan(difference)
	if problems = append(difference.Problems, problems...); len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := plan.Write(); err != nil {
		t.Fatal(err)
	}
}

// holds checks that the registry has every value of a list.
func holds(t *rapid.T, path string, rows [][]string) {
	target, problems := Open(path)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, row := range rows[1:] {
		s := target.Registry.Supplier(row[0])
		if s == nil {
			t.Fatalf("%s is not in the registry", row[0])
		}
		got := []string{s.Name, s.Tier.ID, s.Country, s.CustomerNumber, part(s, model.RoleOrders).Email, part(s, model.RoleOrders).Phone, part(s, model.RoleQuality).Email, part(s, model.RoleQuality).Name}
		for i, want := range row[1:] {
			if want != "" && got[i] != want {
				t.Fatalf("%s: %q, want %q", rows[0][i+1], got[i], want)
			}
		}
	}
}

// part returns the contact for a role, an empty one where there is none.
func part(s *model.Supplier, role model.Role) *model.Contact {
	i := slices.IndexFunc(s.Contacts, func(c *model.Contact) bool { return slices.Contains(c.Roles, role) })
	if i < 0 {
		return &model.Contact{}
	}
	return s.Contacts[i]
}

// TestNothingIsHalfWritten changes a file of the registry after it was read: none of the others is written.
func TestNothingIsHalfWritten(t *testing.T) {
	folder := t.TempDir()
	for _, id := range []string{"a", "b"} {
		write(t, filepath.Join(folder, id+".yaml"), fmt.Sprintf("version: 1\nsuppliers:\n  - {id: %s, name: %s}\n", id, id))
	}
	target, problems := Open(folder)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rows, err := sheet.ReadCSV([]byte("id,name\na,A\nb,B\nc,C\n"))
	if err != nil {
		t.Fatal(err)
	}
	list := supplierlist.Read("list.csv", rows, supplierlist.Mapping{}, target.Known())
	plan, problems := target.Plan(supplierdiff.Compare(target.Registry, []supplierlist.List{list}))
	if len(problems) > 0 || len(plan.Files()) != 3 {
		t.Fatal(problems, plan.Files())
	}
	other := "version: 1\nsuppliers:\n  - {id: b, name: Changed}\n"
	write(t, filepath.Join(folder, "b.yaml"), other)
	if err := plan.Write(); err == nil || !strings.Contains(err.Error(), "somebody else has changed it") {
		t.Error(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", entries, err)
	}
	for file, want := range map[string]string{"a.yaml": "version: 1\nsuppliers:\n  - {id: a, name: a}\n", "b.yaml": other} {
		if got, err := os.ReadFile(filepath.Join(folder, file)); err != nil || string(got) != want {
			t.Errorf("%s: %s", file, got)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
