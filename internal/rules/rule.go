package rules

import (
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Needs says what a rule cannot be judged without.
type Needs string

// The needs: the registry alone, also the day, or also recorded facts.
const (
	NeedsRegistry Needs = "registry"
	NeedsTime     Needs = "time"
	NeedsFacts    Needs = "facts"
)

// Severities are a rule's default severities by tier class: critical, important, standard. An empty one means that the rule is not
// raised for that class.
type Severities [3]model.Severity

// Of returns the severity for a class.
func (s Severities) Of(c model.TierClass) model.Severity { return s[c] }

// Recurring rows of severities.
var (
	always     = Severities{model.Critical, model.Critical, model.Critical}
	grave      = Severities{model.Critical, model.Critical, model.Warning}
	falling    = Severities{model.Critical, model.Warning, model.Info}
	firstOnly  = Severities{model.Critical, model.Warning, model.Warning}
	warnings   = Severities{model.Warning, model.Warning, model.Warning}
	warnOrInfo = Severities{model.Warning, model.Warning, model.Info}
	infoBelow  = Severities{model.Warning, model.Info, model.Info}
	infos      = Severities{model.Info, model.Info, model.Info}
)

// Rule is one kind of trouble: when it is raised, how grave it is and who hears of it.
type Rule struct {
	Name     string
	Doc      string // a paragraph for people: what it means, why it matters, what to do
	Needs    Needs
	Route    model.Route  // by default; a finding near its end may change from work to page
	Severity Severities   // by default; a finding may be graver near its day
	Line     string       // empty: the rule is its own line
	Stage    int          // how far the line's story has gone
	Wakes    bool         // may mail outside working hours, if the policy says so
	Once     bool         // told once, neither escalated nor repeated
	Limit    civil.Period // the built-in threshold; zero: it has none, or a share

	// Exactly one of them judges: a supplier at a time, or what belongs to no supplier.
	supplier func(*supplierEval) []model.Finding
	registry func(*evalContext) []model.Finding
}

// line returns the line that the rule's alerts follow.
func (r *Rule) line() string {
	if r.Line != "" {
		return r.Line
	}
	return r.Name
}

// Rules returns all rules, sorted by name.
func Rules() []Rule {
	all := slices.Concat(
		peopleRules(), ownRules(), agreementRules(), stockRules(),
		contractRules(), windowRules(), confirmationRules(), verificationRules(), reportedRules(), answerRules(), rejectedRules(), sessionRules(),
		reachRules(), registrationRules(), hostKeyRules(), mailboxRules(), senderRules(), escalationRules(), watchdogRules(), ignoreRules(),
	)
	for i := range all {
		all[i].Limit = limits[all[i].Name]
	}
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// RuleNamed returns the rule of that name; ok is false if there is none.
func RuleNamed(name string) (r Rule, ok bool) {
	all := Rules()
	i := slices.IndexFunc(all, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return Rule{}, false
	}
	return all[i], true
}

// NotEvaluated returns the rules that are left out because no facts are given; none if they are.
func NotEvaluated(facts *model.Facts) []string {
	names := []string{}
	if facts != nil {
		return names
	}
	for _, r := range Rules() {
		if r.Needs == NeedsFacts {
			names = append(names, r.Name)
		}
	}
	return names
}
