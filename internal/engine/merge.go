package engine

import (
	"reflect"
	"slices"

	"supplierwatch/internal/model"
)

// merged returns sorted rows with some of them replaced by others, and whether that changes any. The given rows stay as they are: somebody may
// still read them. It sorts pointers, since rows are large.
func merged[T any](rows []T, others []*T, replaced func(*T) bool, compare func(a, b *T) int) (all []T, changed bool) {
	slices.SortFunc(others, compare)
	if unchanged(rows, others, replaced) {
		return rows, false
	}
	all = make([]T, 0, len(rows)-replacedIn(rows, replaced)+len(others))
	for i := range rows {
		if replaced(&rows[i]) {
			continue
		}
		for len(others) > 0 && compare(others[0], &rows[i]) < 0 {
			all, others = append(all, *others[0]), others[1:]
		}
		all = append(all, rows[i])
	}
	for _, other := range others {
		all = append(all, *other)
	}
	return all, true
}

// unchanged reports whether the rows to be replaced are the same as the others.
func unchanged[T any](rows []T, others []*T, replaced func(*T) bool) bool {
	n := 0
	for i := range rows {
		if !replaced(&rows[i]) {
			continue
		}
		if n == len(others) || !reflect.DeepEqual(&rows[i], others[n]) {
			return false
		}
		n++
	}
	return n == len(others)
}

// replacedIn counts the rows to be replaced.
func replacedIn[T any](rows []T, replaced func(*T) bool) int {
	n := 0
	for i := range rows {
		if replaced(&rows[i]) {
			n++
		}
	}
	return n
}

// appendPointers appends a pointer to each row.
func appendPointers[T any](all []*T, rows []T) []*T {
	for i := range rows {
		all = append(all, &rows[i])
	}
	return all
}

// Pointers returns a pointer to each finding, for an Input.
func Pointers(findings []model.Finding) []*model.Finding { return appendPointers(nil, findings) }
