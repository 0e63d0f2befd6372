package exposure

import (
	"time"

	"supplierwatch/internal/apidoc"
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
