package rulebook

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// TestRulesAreComplete checks that each rule says what people and the evaluation have to know of it.
func TestRulesAreComplete(t *testing.T) {
	routes := []model.Route{model.RoutePage, model.RouteWork, model.RouteOperators}
	needs := []Needs{NeedsRegistry, NeedsTime, NeedsFacts}
	for _, r := range All() {
		if strings.TrimSpace(r.Doc) == "" || !strings.HasSuffix(r.Doc, ".") {
			t.Errorf("%s: the document has to be whole sentences", r.Name)
		}
		if !slices.Contains(routes, r.Route) || !slices.Contains(needs, r.Needs) {
			t.Errorf("%s: route %q, needs %q", r.Name, r.Route, r.Needs)
		}
		if r.Severity == (Severities{}) {
			t.Errorf("%s is raised for no tier", r.Name)
		}
		if !r.Limit.IsZero() && r.Share > 0 {
			t.Errorf("%s has a period and a share as its limit", r.Name)
		}
	}
}

// TestDefaultLimits checks that exactly the rules with a built-in threshold have a default.
func TestDefaultLimits(t *testing.T) {
	thresholds := DefaultLimits().Thresholds
	for _, r := range All() {
		got, known := thresholds[r.Name]
		if want := !r.Limit.IsZero() || r.Share > 0; known != want || got.Period != r.Limit || got.Share != r.Share {
			t.Errorf("%s: default limit %v, %v", r.Name, got, known)
		}
	}
}

// TestResponsibleRoles holds that faults of an endpoint go to technical people before those for data exchange, and that no role is named where nobody is
// meant for a subject.
func TestResponsibleRoles(t *testing.T) {
	if got := ResponsibleRoles(model.KindEndpoint); !slices.Equal(got, []model.Role{model.RoleTechnical, model.RoleDataExchange}) {
		t.Errorf("an endpoint: %v", got)
	}
	for _, kind := range []model.SubjectKind{model.KindOrderWindow, model.KindContract, model.KindSupply, model.KindDelivery} {
		if got := ResponsibleRoles(kind); !slices.Contains(got, model.RoleOrders) {
			t.Errorf("%s: %v", kind, got)
		}
	}
	if got := ResponsibleRoles(model.KindMailbox); len(got) > 0 {
		t.Errorf("a mailbox: %v", got)
	}
}

func TestEachRuleHasATask(t *testing.T) {
	titles := map[string]string{}
	for _, name := range Names() {
		title := Task(name)
		if title == "" || strings.HasSuffix(title, ".") || titles[title] != "" {
			t.Errorf("%s: the task %q is empty, a sentence, or also that of %q", name, title, titles[title])
		}
		titles[title] = name
	}
}
