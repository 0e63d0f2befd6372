package rules

import (
	"slices"
	"testing"

	"supplierwatch/internal/rulebook"
)

// TestEachRuleHasOneCondition compares the rules of the rulebook with the conditions of this package, in both directions.
func TestEachRuleHasOneCondition(t *testing.T) {
	var names []string
	for _, s := range subjects {
		for name := range s.supplier {
			names = append(names, name)
		}
		for name := range s.global {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := rulebook.Names(); !slices.Equal(names, want) {
		t.Errorf("conditions are registered for\n%v\nthe rulebook has\n%v", names, want)
	}
}
