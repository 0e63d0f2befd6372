package outreach

import (
	"maps"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// affected holds the findings by which contacts may have to be written to, with what they follow from: most evaluations find what the one before found.
type affected struct {
	content  int64
	recorded int
	chosen   map[string]bool
	findings []model.Finding
}

// of returns the affected findings of an evaluation, given the addresses that are chosen already.
func (x *affected) of(evaluation engine.Evaluation, known *factindex.Index, chosen map[string]bool) []model.Finding {
	recorded := known.Recorded()
	if evaluation.Content == 0 || x.content != evaluation.Content || x.recorded != recorded || !maps.Equal(x.chosen, chosen) {
		*x = affected{
			content: evaluation.Content, recorded: recorded, chosen: chosen,
			findings: verification.AffectedFindings(evaluation.Registry, evaluation.Findings, known, chosen),
		}
	}
	return x.findings
}
