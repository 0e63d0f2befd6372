package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// newlyRefusedRegistry has each kind of value that the version before read and this one refuses, and what the version before made of it.
const newlyRefusedRegistry = `version: 1
teams:
  p: {email: p@buyer.example}
defaults: {tier: critical, owner: p, country: DE}
lines:
  l: {name: L, downtime_cost_per_day: {amount: 900.000, currency: EUR}}
suppliers:
  - id: acme
    name: “ACME”
    notes:
    labels: # none
    contacts:
      - {role: orders, email: "orders\u200b@acme.example", phone: "49 7755 91155"}
      - {role: escalation, name: "Du\u00adty", phone: "+49 89 1234567 / 1234568"}
    supplies: {item: resist, annual_quantity: 2.500 kg, orders_per_year: 1e0}
    contracts: {title: Old frame, ends: 2026-11-20, renewal: none, supplies: null}
`

func TestNewlyRefusedValuesAreReadLikeBeforeUntilTheyAreCorrected(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": newlyRefusedRegistry})
	if r, problems := Load([]string{dir}); r != nil || len(problems) != 10 {
		t.Fatalf("registry %v, %d problems:\n%s", r, len(problems), lines(problems))
	}
	l := Loader{LikeBefore: true}
	r, problems := l.Load([]string{dir})
	if r == nil || len(problems) != 10 || !model.OnlyNewlyRefused(problems) {
		t.Fatalf("registry %v, problems:\n%s", r, lines(problems))
	}
	for i, want := range []string{
		":6:48: `amount`: ", ":9:11: `name`: ", ":10:5: `notes` has", ":11:5: `labels` has", ":13:31: `email`: ", ":13:67: `phone`: ", ":14:34: `name`: ", ":14:55: `phone`: ",
		":15:47: `annual_quantity`: ", ":15:74: `orders_per_year`: ",
	} {
		if !strings.HasPrefix(strings.TrimPrefix(problems[i].String(), filepath.ToSlash(dir)+"/a.yaml"), want) {
			t.Errorf("problem %d is %s, want %s", i, problems[i], want)
		}
		if problems[i].Excerpt == "" {
			t.Errorf("%s shows no line", problems[i])
		}
	}
	s := r.Suppliers[0]
	if r.Lines["l"].DowntimeCost.Hundredths != 90000 || s.Name != "“ACME”" || s.Contacts[0].Number != "+4949775591155" || s.Contacts[1].Name != "Du\u00adty" ||
		s.Supplies[0].AnnualQuantity != "2.500 kg" || s.Supplies[0].OrdersPerYear != 1 || len(s.Contracts) != 1 {
		t.Errorf("read as %+v, %+v, %+v", s, s.Contacts[0], r.Lines["l"])
	}
}

// TestAnOldErrorIsRefusedBesideNewOnes never reads a registry that the version before refused.
func TestAnOldErrorIsRefusedBesideNewOnes(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": newlyRefusedRegistry + "    teir: critical\n"})
	l := Loader{LikeBefore: true}
	if r, problems := l.Load([]string{dir}); r != nil || len(problems) != 11 {
		t.Errorf("registry %v, problems:\n%s", r, lines(problems))
	}
}

// TestTheLoaderRemembersProblems returns the same for an unchanged registry, and forgets what is corrected.
func TestTheLoaderRemembersProblems(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": newlyRefusedRegistry})
	l := Loader{LikeBefore: true}
	for range 2 {
		if r, problems := l.Load([]string{dir}); r == nil || len(problems) != 10 {
			t.Fatalf("registry %v, problems:\n%s", r, lines(problems))
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(strings.Replace(newlyRefusedRegistry, "    notes:\n", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, problems := l.Load([]string{dir}); len(problems) != 9 {
		t.Errorf("problems:\n%s", lines(problems))
	}
}

func TestManyProblemsOfManyFilesAreCounted(t *testing.T) {
	files := map[string]string{"a.yaml": "version: 1\nteams: {p: {email: p@x.example}}\n" + strings.Repeat("nmae: x\n", 1500), "b.yaml": "version: 1\n" + strings.Repeat("nmae: x\n", 700)}
	start := time.Now()
	_, problems := Load([]string{write(t, files)})
	if len(problems) != 1001 {
		t.Fatalf("%d problems", len(problems))
	}
	last := problems[1000]
	if last.Message != "1200 more errors begin here and are not listed" || last.Omitted != 1200 || last.Line != 1003 {
		t.Errorf("the last problem is %+v", last)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
}
