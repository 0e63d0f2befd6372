package checkrun

import (
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/rulebook"
)

// Selection is which rules count.
type Selection struct {
	Rules, Skip []string // only these; all but these
	Only        string   // only rules that need no more than this; empty: all
}

// Apply keeps what belongs to the selected rules, and counts anew.
func (s Selection) Apply(result *oneshot.CheckResult) {
	if diff := result.Document.Diff; diff != nil {
		diff.Fixed = slices.DeleteFunc(diff.Fixed, func(f model.Finding) bool { return s.excludes(f.Rule) })
	}
	if result.Document.Summary == nil || s.Only == "" && len(s.Rules) == 0 && len(s.Skip) == 0 {
		return
	}
	doc := &result.Document
	doc.Findings = slices.DeleteFunc(doc.Findings, func(f model.Finding) bool { return s.excludes(f.Rule) })
	result.NotEvaluated = slices.DeleteFunc(result.NotEvaluated, s.excludes)
	doc.Summary.Count(doc.Findings)
	doc.Summary.NotEvaluated = len(result.NotEvaluated)
}

// Selected reports whether a rule counts.
func (s Selection) Selected(rule string) bool { return !s.excludes(rule) }

// excludes reports whether a rule does not count.
func (s Selection) excludes(name string) bool {
	r, _ := rulebook.Named(name)
	return len(s.Rules) > 0 && !slices.Contains(s.Rules, name) || slices.Contains(s.Skip, name) || s.Only != "" && string(r.Needs) != s.Only
}

// evaluated returns the names of the selected rules that were evaluated, sorted.
func (s Selection) evaluated(result oneshot.CheckResult) []string {
	return slices.DeleteFunc(rulebook.Names(), func(name string) bool { return s.excludes(name) || slices.Contains(result.NotEvaluated, name) })
}
