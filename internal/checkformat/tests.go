package checkformat

import (
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// reasonNotEvaluated is why a rule is skipped.
const reasonNotEvaluated = "not evaluated: needs facts that this check does not have"

// test is a check as formats of test results see it: one finding, a rule without findings, or a rule that was not evaluated.
type test struct {
	rule    string
	name    string
	finding *model.Finding // nil: the rule has none
	skipped bool
}

// tests returns the tests by rule: findings in their order, then the rules without findings, then those that were not evaluated.
func (c Check) tests() []test {
	var all []test
	found := map[string]bool{}
	for i := range c.Document.Findings {
		f := &c.Document.Findings[i]
		found[f.Rule] = true
		all = append(all, test{rule: f.Rule, name: subject(*f), finding: f})
	}
	slices.SortStableFunc(all, func(a, b test) int { return strings.Compare(a.rule, b.rule) })
	for _, rule := range c.Rules {
		if !found[rule] {
			all = append(all, test{rule: rule, name: "no finding"})
		}
	}
	for _, rule := range c.NotEvaluated {
		if !found[rule] {
			all = append(all, test{rule: rule, name: "not evaluated", skipped: true})
		}
	}
	if len(all) == 0 { // consumers refuse a file without a test
		all = append(all, test{rule: "supplierwatch", name: "no rule was asked for"})
	}
	return all
}
