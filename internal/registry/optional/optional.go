// Package optional reads values of a registry that may be left out.
package optional

import (
	"strings"

	"supplierwatch/internal/strictyaml"
)

// Mapped returns what each item of a list comes to, in a list of exactly that size; nil for an empty one.
func Mapped[R, T any](raw []R, item func(*R) T) []T {
	if len(raw) == 0 {
		return nil
	}
	all := make([]T, len(raw))
	for i := range raw {
		all[i] = item(&raw[i])
	}
	return all
}

// Values returns the values that are there.
func Values[T any](values []strictyaml.Value[T]) []T {
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

// Converted returns the values that are there as the words of another package.
func Converted[W, T ~string](values []strictyaml.Value[T]) []W {
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

// Pointer points to a value that is there.
func Pointer[T any](v strictyaml.Value[T]) *T {
	if !v.Set {
		return nil
	}
	value := v.V // alone, without its place
	return &value
}

// Or returns the text that is there, or another.
func Or[T ~string](v strictyaml.Value[T], fallback string) string {
	if v.Set {
		return string(v.V)
	}
	return fallback
}

// Text returns free text without the line break that a block of YAML ends with.
func Text(v strictyaml.Value[strictyaml.Prose]) string { return strings.TrimSpace(string(v.V)) }
