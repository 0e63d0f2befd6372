package apidoc

import "supplierwatch/internal/model"

// ReloadResult is what became of a request to reload the registry.
type ReloadResult string

// The results of a reload.
const (
	ReloadApplied    ReloadResult = "applied"    // the registry in the files is in use
	ReloadRejected   ReloadResult = "rejected"   // it has errors; the registry read before remains in use
	ReloadHeld       ReloadResult = "held"       // it lacks many suppliers at once, whose alerts are kept for ten minutes
	ReloadUnanswered ReloadResult = "unanswered" // no daemon answered in time
)

// ReloadDocument is what `reload --format json` prints.
type ReloadDocument struct {
	Version   int             `json:"version"`
	Result    ReloadResult    `json:"result"`
	Suppliers int             `json:"suppliers"` // in the registry in use; 0 if no daemon answered
	Errors    []model.Problem `json:"errors"`
	Warnings  []model.Problem `json:"warnings"` // values that are read as before and will be refused
}
