package findingtext

import (
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Untested writes the finding on escalation policies that no drill has tested for too long. Last is the day of the last drill that somebody answered, by
// policy; zero: there was none.
func Untested(f *model.Finding, ec *obligations.Context, policies []string, last map[string]civil.Date) {
	var sentences []string
	for _, id := range policies {
		sentences = append(sentences, fmt.Sprintf("Escalation policy %q %s.", id, untested(ec, id, last[id])))
	}
	f.Message = strings.Join(sentences, " ")
	about, run := "escalation policy "+policies[0], "Run `supplierwatch drill --policy "+policies[0]+"`."
	if len(policies) > 1 {
		f.Message = fmt.Sprintf("%d escalation policies are untested. %s", len(policies), f.Message)
		about, run = fmt.Sprintf("%d escalation policies", len(policies)), "Run `supplierwatch drill`: it tests every escalation policy in use."
	}
	f.Advice.Headline = "Run a drill: " + about
	f.Advice.Lead = Lead("Run a drill", f.Message)
	f.Advice.Do = []string{
		"Announce the drill to the teams, or run it unannounced.", run,
		"Correct the team of everybody who did not answer, or whose mail bounced.",
	}
}

// untested returns how long ago a policy was tested, and what came of a later drill that nobody answered.
func untested(ec *obligations.Context, policy string, last civil.Date) string {
	text := "has never been tested by a drill"
	if !last.IsZero() {
		text = "was last tested by a drill on " + last.String()
	}
	var vain civil.Date
	for _, f := range ec.Facts.Kind("", model.KindPolicy.Subject(policy), model.FactDrillBegun) {
		vain = obligations.Later(vain, ec.Registry.Unowned.Today(f.ObservedAt))
	}
	if vain.After(last) {
		text += "; nobody answered the drill of " + vain.String()
	}
	return text
}
