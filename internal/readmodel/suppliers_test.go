package readmodel

import (
	"fmt"
	"slices"
	"testing"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// TestSuppliersFollowOneById reads suppliers that the registry has in another order, part by part.
func TestSuppliersFollowOneById(t *testing.T) {
	registry := []*model.Supplier{{ID: "delta"}, {ID: "alpha"}, {ID: "echo"}, {ID: "bravo"}, {ID: "charlie"}}
	for _, limit := range []int{1, 2, 5, 9} {
		var got []string
		for after := ""; ; {
			part := suppliersAfter(registry, after, limit)
			if len(part) > limit {
				t.Fatalf("%d suppliers, want at most %d", len(part), limit)
			}
			for _, x := range part {
				got, after = append(got, x.ID), x.ID
			}
			if len(part) < limit {
				break
			}
		}
		if want := []string{"alpha", "bravo", "charlie", "delta", "echo"}; !slices.Equal(got, want) {
			t.Errorf("limit %d: %v", limit, got)
		}
	}
	if registry[0].ID != "delta" {
		t.Error("the registry was sorted")
	}
}

func TestFindingsAreCountedBySupplierAndSeverity(t *testing.T) {
	last := &LastEvaluation{}
	s := Documents{Last: last}
	alpha, bravo := &model.Supplier{ID: "alpha"}, &model.Supplier{ID: "bravo"}
	if got := fmt.Sprint(s.counts(alpha)); got != "map[alpha:map[]]" {
		t.Errorf("before an evaluation: %s", got)
	}
	last.Swap(&engine.Evaluation{Findings: []model.Finding{
		{Supplier: "alpha", Severity: model.Critical},
		{Supplier: "alpha", Severity: model.Critical},
		{Supplier: "alpha", Severity: model.Info},
		{Supplier: "charlie", Severity: model.Warning},
		{Severity: model.Warning},
	}})
	if got := fmt.Sprint(s.counts(alpha, bravo)); got != "map[alpha:map[critical:2 info:1] bravo:map[]]" {
		t.Errorf("counted %s", got)
	}
}
