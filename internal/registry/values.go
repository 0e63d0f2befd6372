package registry

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// set gives the values that are there.
func set[T any](values []strictyaml.Value[T]) []T {
	var all []T
	for _, v := range values {
		if v.Set {
			all = append(all, v.V)
		}
	}
	return all
}

// plain gives the values that are there as the words of another package.
func plain[W, T ~string](values []strictyaml.Value[T]) []W {
	var all []W
	for _, v := range set(values) {
		all = append(all, W(v))
	}
	return all
}

// given points to a value that is there.
func given[T any](v strictyaml.Value[T]) *T {
	if !v.Set {
		return nil
	}
	return &v.V
}

func givenPeriod(v strictyaml.Value[scalar.Span]) *civil.Period {
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

// prosaic gives free text without the line break that a block of YAML ends with.
func prosaic(v prose) string { return strings.TrimSpace(string(v.V)) }

// longestFirst gives the offsets of reminders in the order in which they come.
func longestFirst(all []strictyaml.Value[scalar.Span]) []civil.Period {
	offsets := make([]civil.Period, 0, len(all))
	for _, v := range set(all) {
		offsets = append(offsets, v.Period)
	}
	slices.SortStableFunc(offsets, func(a, b civil.Period) int { return cmp.Compare(b.ApproxDays(), a.ApproxDays()) })
	return slices.Compact(offsets)
}
