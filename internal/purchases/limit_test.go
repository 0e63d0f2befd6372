package purchases

import (
	"strings"
	"testing"

	"supplierwatch/internal/sheet"
	"supplierwatch/internal/strictyaml"
)

// TestProblemsAreLimited reads a long list of which every row is wrong in one of three ways.
func TestProblemsAreLimited(t *testing.T) {
	const rounds = 1000
	rows, err := sheet.ReadCSV([]byte("supplier;item;date\n" + strings.Repeat("ACME;4.98955E+11;2026-01-01\nACME;;2026-01-01\nACME;Pump;31.02.2026\n", rounds)))
	if err != nil {
		t.Fatal(err)
	}
	problems := Read("p.csv", rows).Problems
	if len(problems) != strictyaml.MaxProblems+1 {
		t.Fatalf("%d problems", len(problems))
	}
	if last := problems[len(problems)-1]; last.Omitted != 3*rounds-strictyaml.MaxProblems || !strings.Contains(last.Message, "more errors begin here") {
		t.Errorf("%+v", last)
	}
}
