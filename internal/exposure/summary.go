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
	all := obligations.New(r, facts, now).Suppliers
	shares := make([]Share, len(all))
	for i, e := range all {
		shares[i] = ShareOf(e)
	}
	return Sum(findings, facts, shares)
}

// Share is what one supplier contributes to a summary.
type Share struct {
	cost     obligations.DowntimeCost
	coverage apidoc.Coverage
}

// ShareOf returns what a supplier contributes to a summary.
func ShareOf(e *obligations.Supplier) Share {
	var s Share
	for _, x := range e.Entry.Supplies {
		if m, ok := obligations.StockSlack(e, x); ok {
			s.cost.Add(x, -m)
		}
	}
	addCoverage(e, &s.coverage)
	return s
}

// Sum returns the summary of suppliers by what each of them contributes.
func Sum(findings []model.Finding, facts *factindex.Index, shares []Share) apidoc.Summary {
	s := apidoc.Summary{Suppliers: len(shares), NotEvaluated: len(rules.NotEvaluated(facts))}
	countFindings(&s, findings)
	var b obligations.DowntimeCost
	for i := range shares {
		if shares[i].cost.Known() {
			s.Exposure.Estimated++
		}
		b.Include(&shares[i].cost)
		s.Coverage.Of += shares[i].coverage.Of
		s.Coverage.Covered += shares[i].coverage.Covered
	}
	s.Exposure.Of = len(shares)
	s.Exposure.Amount = b.Total()
	return s
}

func countFindings(s *apidoc.Summary, findings []model.Finding) {
	for i := range findings {
		switch f := &findings[i]; {
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
