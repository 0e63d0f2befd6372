package readmodel

import (
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// edition identifies the content of a snapshot. Facts counts the recorded facts where they are shown too.
type edition struct {
	evaluation *engine.Evaluation
	registry   *model.Registry
	reloaded   time.Time
	reloadOK   bool
	problem    *model.Problem
	facts      int64
	waiting    string // the mails that wait for the rate of a relay, and when they leave
}

func newEdition(evaluation *engine.Evaluation, r *model.Registry, reload content.Reload) edition {
	e := edition{evaluation: evaluation, registry: r, reloaded: reload.At, reloadOK: reload.OK}
	if len(reload.Problems) > 0 {
		e.problem = &reload.Problems[0] // the list of each reading has a place of its own
	}
	return e
}
