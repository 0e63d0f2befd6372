package rules

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// Summarize counts what a judgement found. The exposure is that of all suppliers together, each line once for the longest time that any
// supply leaves it standing; the coverage is the share of critical and important suppliers with as many independent contacts as their
// tier wants, each verified in time. Pending findings are not counted.
func Summarize(r *model.Registry, findings []model.Finding, facts *model.Facts, now time.Time) apidoc.Summary {
	s := apidoc.Summary{Suppliers: len(r.Suppliers), NotEvaluated: len(NotEvaluated(facts))}
	countFindings(&s, findings)
	var b downtimeCost
	for _, e := range newEvalContext(r, facts, now).evals {
		if addDowntimeCost(e, &b) {
			s.Exposure.Estimated++
		}
		addCoverage(e, &s.Coverage)
	}
	s.Exposure.Of = len(r.Suppliers)
	s.Exposure.Amount = b.total()
	return s
}

func countFindings(s *apidoc.Summary, findings []model.Finding) {
	for _, f := range findings {
		switch {
		case f.Pending:
		case f.Severity == model.Critical:
			s.Critical++
		case f.Severity == model.Warning:
			s.Warning++
		case f.Severity == model.Info:
			s.Info++
		}
	}
}

// addDowntimeCost adds what the loss of the supplier would cost, and reports whether that could be estimated.
func addDowntimeCost(e *supplierEval, b *downtimeCost) bool {
	var own downtimeCost
	for _, x := range e.s.Supplies {
		if m, ok := stockMargin(e, x); ok {
			b.add(x, -m)
			own.add(x, -m)
		}
	}
	return len(own.days) > 0
}

// addCoverage counts the supplier where it is critical or important.
func addCoverage(e *supplierEval, c *apidoc.Coverage) {
	if e.s.Tier.Class == model.ClassStandard {
		return
	}
	c.Of++
	if isCovered(e) {
		c.Covered++
	}
}

// isCovered reports whether the supplier has as many independent contacts as its tier wants, each verified in time and one with a phone.
func isCovered(e *supplierEval) bool {
	verified := slices.DeleteFunc(slices.Clone(e.s.Contacts), func(c *model.Contact) bool { return !verifiedInTime(e, c) })
	wanted := e.s.Tier.IndependentContacts
	return len(independent(verified)) >= wanted && (wanted == 0 || slices.ContainsFunc(verified, callable))
}

// verifiedInTime reports whether a contact was verified in time: its address or, where it has none, its phone.
func verifiedInTime(e *supplierEval, c *model.Contact) bool {
	for _, w := range verificationWays(e, c) {
		if w.main {
			return w.row.State == stateValid || w.row.State == stateDue
		}
	}
	return false
}
