package exposure

import (
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/rules"
)

// Summarize counts what a judgement found. The exposure is that of all suppliers together, each line once for the longest time that any
// supply leaves it standing; the coverage is the share of critical and important suppliers with as many independent contacts as their
// tier wants, each verified in time. Pending findings are not counted.
func Summarize(r *model.Registry, findings []model.Finding, facts *factindex.Index, now time.Time) apidoc.Summary {
	s := apidoc.Summary{Suppliers: len(r.Suppliers), NotEvaluated: len(rules.NotEvaluated(facts))}
	countFindings(&s, findings)
	var b obligations.DowntimeCost
	for _, e := range obligations.New(r, facts, now).Suppliers {
		if addDowntimeCost(e, &b) {
			s.Exposure.Estimated++
		}
		addCoverage(e, &s.Coverage)
	}
	s.Exposure.Of = len(r.Suppliers)
	s.Exposure.Amount = b.Total()
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
func addDowntimeCost(e *obligations.Supplier, b *obligations.DowntimeCost) bool {
	var own obligations.DowntimeCost
	for _, x := range e.Entry.Supplies {
		if m, ok := obligations.StockSlack(e, x); ok {
			b.Add(x, -m)
			own.Add(x, -m)
		}
	}
	return len(own.Days) > 0
}

// addCoverage counts the supplier where it is critical or important.
func addCoverage(e *obligations.Supplier, c *apidoc.Coverage) {
	if e.Entry.Tier.Class == model.ClassStandard {
		return
	}
	c.Of++
	if isCovered(e) {
		c.Covered++
	}
}

// isCovered reports whether the supplier has as many independent contacts as its tier wants, each verified in time and one with a phone.
func isCovered(e *obligations.Supplier) bool {
	verified := slices.DeleteFunc(slices.Clone(e.Entry.Contacts), func(c *model.Contact) bool { return !verifiedInTime(e, c) })
	wanted := e.Entry.Tier.IndependentContacts
	return len(contactstate.Independent(verified)) >= wanted && (wanted == 0 || slices.ContainsFunc(verified, contactstate.Callable))
}

// verifiedInTime reports whether a contact was verified in time: its address or, where it has none, its phone.
func verifiedInTime(e *obligations.Supplier, c *model.Contact) bool {
	for _, w := range contactstate.Ways(e, c) {
		if w.Main {
			return w.Row.State == obligations.StateValid || w.Row.State == obligations.StateDue
		}
	}
	return false
}
