package registry

import (
	"maps"
	"slices"

	"supplierwatch/internal/model"
)

// DefaultLimits returns what rules compare with where neither the daemon's configuration nor a supplier says otherwise.
func DefaultLimits() model.Limits { return model.DefaultLimits() }

// limitedRules lists the rules that have a limit, sorted.
var limitedRules = slices.Sorted(maps.Keys(DefaultLimits().Thresholds))
