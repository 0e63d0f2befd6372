package internal_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// TestRulesDocument holds docs/rules.md against the rules.
func TestRulesDocument(t *testing.T) {
	want := rulesDocument()
	const name = "../docs/rules.md"
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := documents(t)["docs/rules.md"]; got != want {
		t.Error("docs/rules.md is stale; go test ./internal -update rewrites it")
	}
}

const rulesIntroduction = `# Rules

This page is generated from the rules by a test. ` + "`supplierwatch explain RULE`" + ` prints the same in a terminal.

The severity is given for suppliers of a critical, an important and a standard tier, and may rise as the deadline approaches. The route
says who is notified: **page** is mailed at once and escalates, **work** is listed in the weekly summary, **watchdog** goes to the operators of
supplierwatch. What a rule needs says when it can be evaluated: from the registry alone, with today's date, or only with recorded facts
such as the results of probes. Without them, ` + "`check`" + ` counts the rule as not evaluated.

`

func rulesDocument() string {
	var out strings.Builder
	out.WriteString(rulesIntroduction)
	out.WriteString("| rule | critical | important | standard | route | needs | limit |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	rules := rulebook.All()
	limits := rulebook.DefaultLimits().Thresholds
	for _, r := range rules {
		fmt.Fprintf(&out, "| [`%s`](#%s) | %s | %s | %s | %s | %s | %s |\n", r.Name, r.Name,
			severity(r, model.ClassCritical), severity(r, model.ClassImportant), severity(r, model.ClassStandard),
			route(r), r.Needs, limit(limits, r.Name))
	}
	out.WriteString("\nA limit is a key of `thresholds` in the configuration, or of one supplier in the registry.\n")
	for _, r := range rules {
		fmt.Fprintf(&out, "\n## %s\n\n%s\n", r.Name, strings.TrimSpace(r.Doc))
		if r.Group != "" && r.Group != r.Name {
			fmt.Fprintf(&out, "\nShares one alert with %s.\n", siblings(rules, r))
		}
		if r.Wakes {
			out.WriteString("\nMay wake people outside working hours if the policy ignores quiet hours.\n")
		}
	}
	return out.String()
}

func severity(r rulebook.Rule, class model.TierClass) string {
	if s := r.Severity.Of(class); s != "" {
		return string(s)
	}
	return "–"
}

func route(r rulebook.Rule) string {
	if r.Once {
		return string(r.Route) + ", once"
	}
	return string(r.Route)
}

func limit(limits map[string]model.Threshold, rule string) string {
	l, known := limits[rule]
	switch {
	case !known:
		return ""
	case l.Share > 0:
		return fmt.Sprintf("%.0f %%", 100*l.Share)
	}
	return l.Period.String()
}

// siblings are the other rules of a line.
func siblings(all []rulebook.Rule, rule rulebook.Rule) string {
	var names []string
	for _, r := range all {
		if r.Group == rule.Group && r.Name != rule.Name {
			names = append(names, "`"+r.Name+"`")
		}
	}
	return strings.Join(names, ", ")
}
