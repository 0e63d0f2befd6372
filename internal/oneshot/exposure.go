package oneshot

import (
	"context"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
)

// ExposureResult is what a registry stands to lose. With problems, nothing was
// evaluated and the document is empty.
type ExposureResult struct {
	Document apidoc.ExposureDocument
	Problems []model.Problem
	Warnings []model.Problem
}

// Exposure evaluates a registry once, like Check, and adds up what is at stake.
func Exposure(ctx context.Context, request CheckRequest, by apidoc.Grouping) (ExposureResult, error) {
	checked, err := Check(ctx, request)
	if err != nil {
		return ExposureResult{}, err
	}
	result := ExposureResult{Problems: checked.Document.Errors, Warnings: checked.Warnings}
	if len(result.Problems) == 0 {
		result.Document = exposure.Report(checked.Registry, checked.Document.Findings, checked.facts, request.Now, by)
	}
	return result, nil
}
