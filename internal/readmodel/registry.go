package readmodel

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// Registry is the registry in force.
type Registry interface {
	Load() *model.Registry
	// ReloadState returns the result of the last reading.
	ReloadState() content.Reload
}
