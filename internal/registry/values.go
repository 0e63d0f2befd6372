package registry

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// setValues returns the values that are there.
func setValues[T any](values []strictyaml.Value[T]) []T {
	var all []T
	for _, v := range values {
		if v.Set {
			all = append(all, v.V)
		}
	}
	return all
}

// convertAll returns the values that are there as the words of another package.
func convertAll[W, T ~string](values []strictyaml.Value[T]) []W {
	var all []W
	for _, v := range setValues(values) {
		all = append(all, W(v))
	}
	return all
}

// valueOrNil points to a value that is there.
func valueOrNil[T any](v strictyaml.Value[T]) *T {
	if !v.Set {
		return nil
	}
	return &v.V
}

func periodOrNil(v strictyaml.Value[scalar.Span]) *civil.Period {
	if !v.Set {
		return nil
	}
	return &v.V.Period
}

func orDefault[T ~string](v strictyaml.Value[T], fallback string) string {
	if v.Set {
		return string(v.V)
	}
	return fallback
}

// plainText returns free text without the line break that a block of YAML ends with.
func plainText(v prose) string { return strings.TrimSpace(string(v.V)) }

// longestFirst returns the offsets of reminders in the order in which they come.
// ownReminders returns the reminders that are written on a contract; nil where none are, since those of the tier count then.
func ownReminders(all []strictyaml.Value[scalar.Span]) []civil.Period {
	if all == nil {
		return nil
	}
	return longestFirst(all)
}

func longestFirst(all []strictyaml.Value[scalar.Span]) []civil.Period {
	offsets := make([]civil.Period, 0, len(all))
	for _, v := range setValues(all) {
		offsets = append(offsets, v.Period)
	}
	slices.SortStableFunc(offsets, func(a, b civil.Period) int { return cmp.Compare(b.ApproxDays(), a.ApproxDays()) })
	return slices.Compact(offsets)
}
