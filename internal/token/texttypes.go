package token

import (
	"reflect"
	"sync"
	"time"
)

// textTypes remembers of each type whether a value of it may hold a text: most fields of a document are dates and numbers.
var textTypes, fieldsWithText sync.Map

// mayHoldText reports whether a value of a type may hold a text that an encoding shows.
func mayHoldText(t reflect.Type) bool {
	if t.Kind() == reflect.String {
		return true
	}
	if known, ok := textTypes.Load(t); ok {
		return known.(bool)
	}
	may := holdsText(t, map[reflect.Type]bool{})
	textTypes.Store(t, may)
	return may
}

// holdsText does what mayHoldText does. Within are the types that contain the type: one that contains itself adds no text to what it has besides.
func holdsText(t reflect.Type, within map[reflect.Type]bool) bool {
	if within[t] || t == reflect.TypeFor[time.Time]() {
		return false
	}
	within[t] = true
	defer delete(within, t)
	switch t.Kind() {
	case reflect.String, reflect.Interface:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return holdsText(t.Elem(), within)
	case reflect.Map:
		return holdsText(t.Key(), within) || holdsText(t.Elem(), within)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && holdsText(f.Type, within) {
				return true
			}
		}
	}
	return false
}

// textFields returns the indexes of the exported fields of a struct that may hold a text.
func textFields(t reflect.Type) []int {
	if known, ok := fieldsWithText.Load(t); ok {
		return known.([]int)
	}
	var fields []int
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && mayHoldText(f.Type) {
			fields = append(fields, i)
		}
	}
	fieldsWithText.Store(t, fields)
	return fields
}
