package registry

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// mapped returns what each item of a list comes to, in a list of exactly that size; nil for an empty one.
func mapped[R, T any](raw []R, item func(*R) T) []T {
	if len(raw) == 0 {
		return nil
	}
	all := make([]T, len(raw))
	for i := range raw {
		all[i] = item(&raw[i])
	}
	return all
}

// setValues returns the values that are there.
func setValues[T any](values []strictyaml.Value[T]) []T {
	if len(values) == 0 {
		return nil
	}
	all := make([]T, 0, len(values))
	for _, v := range values {
		if v.Set {
			all = append(all, v.V)
		}
	}
	return orNil(all)
}

// orNil returns nil for an empty list.
func orNil[T any](all []T) []T {
	if len(all) == 0 {
		return nil
	}
	return all
}

// convertAll returns the values that are there as the words of another package.
func convertAll[W, T ~string](values []strictyaml.Value[T]) []W {
	if len(values) == 0 {
		return nil
	}
	all := make([]W, 0, len(values))
	for _, v := range values {
		if v.Set {
			all = append(all, W(v.V))
		}
	}
	return orNil(all)
}

// valueOrNil points to a value that is there.
func valueOrNil[T any](v strictyaml.Value[T]) *T {
	if !v.Set {
		return nil
	}
	value := v.V // alone, without its place
	return &value
}

func periodOrNil(v strictyaml.Value[scalar.Span]) *civil.Period {
	if !v.Set {
		return nil
	}
	period := v.V.Period // alone, without its place
	return &period
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
