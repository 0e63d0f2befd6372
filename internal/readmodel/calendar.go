package readmodel

import (
	"bytes"
	"fmt"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/report"
	"supplierwatch/internal/token"
)

// calendar renders every deadline of an evaluation; a settled one becomes a
// cancelled event. The same evaluation always returns the same bytes.
//
// Tokens are masked before lines are folded, because folding could split one.
func calendar(key token.Key, pass *engine.Evaluation, r *model.Registry) ([]byte, error) {
	doc := apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: pass.At.UTC(), Deadlines: token.Masked(key, pass.Deadlines)}
	var out bytes.Buffer
	if err := report.Calendar(&out, doc, r); err != nil {
		return nil, fmt.Errorf("render calendar: %w", err)
	}
	return out.Bytes(), nil
}
