package rules

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/rulebook"
)

// subject is what a file rules_SUBJECT.go adds: the conditions of its rules, and when their answers may change.
type subject struct {
	supplier map[string]func(*obligations.Supplier) []model.Finding // conditions about a supplier, by rule
	global   map[string]func(*obligations.Context) []model.Finding  // conditions about what belongs to no supplier, by rule

	// changes notes the days and instants on which an answer about a supplier may change; nil: it may change every day.
	changes func(*nextChange)
	// globalChange returns the first instant after now at which an answer about what belongs to no supplier may change, zero for never;
	// nil: it may change every day.
	globalChange func(*obligations.Context) time.Time
}

// never is the changes of a subject whose answers depend on registry and facts alone.
func never(*nextChange) {}

// globalNever is never for what belongs to no supplier.
func globalNever(*obligations.Context) time.Time { return time.Time{} }

// subjects are what the files of the rules have added.
var subjects []subject

func register(s subject) { subjects = append(subjects, s) }

// condition decides when a rule's findings are raised: for a supplier, or for what belongs to no supplier.
type condition struct {
	rule     rulebook.Rule
	supplier func(*obligations.Supplier) []model.Finding
	global   func(*obligations.Context) []model.Finding
}

// conditions returns the conditions of all rules, sorted by name. Without facts, those that need facts are left out.
func conditions(facts *factindex.Index) []condition {
	byName := map[string]condition{}
	for _, s := range subjects {
		for name, check := range s.supplier {
			byName[name] = condition{supplier: check}
		}
		for name, check := range s.global {
			byName[name] = condition{global: check}
		}
	}
	all := make([]condition, 0, len(byName))
	for _, r := range rulebook.All() {
		if c, ok := byName[r.Name]; ok && (facts != nil || r.Needs != rulebook.NeedsFacts) {
			c.rule = r
			all = append(all, c)
		}
	}
	return all
}

// NotEvaluated returns the names of the rules that are left out because no facts are given; none if they are.
func NotEvaluated(facts *factindex.Index) []string {
	names := []string{}
	if facts != nil {
		return names
	}
	for _, r := range rulebook.All() {
		if r.Needs == rulebook.NeedsFacts {
			names = append(names, r.Name)
		}
	}
	return names
}
