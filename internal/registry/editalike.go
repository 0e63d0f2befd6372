package registry

import (
	"reflect"
	"time"

	"supplierwatch/internal/strictyaml"
)

// alike reports whether two raw values say the same, wherever in their files they stand. A list that is left out differs from an empty one.
func alike(a, b reflect.Value) bool {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return false
	}
	switch a.Type() {
	case reflect.TypeFor[strictyaml.Place]():
		return true
	case reflect.TypeFor[time.Time]():
		return a.CanInterface() && a.Interface().(time.Time).Equal(b.Interface().(time.Time))
	}
	switch a.Kind() {
	case reflect.Struct:
		return alikeFields(a, b)
	case reflect.Slice:
		return a.IsNil() == b.IsNil() && alikeItems(a, b)
	case reflect.Pointer:
		return a.IsNil() == b.IsNil() && (a.IsNil() || alike(a.Elem(), b.Elem()))
	}
	return a.Comparable() && a.Equal(b)
}

func alikeFields(a, b reflect.Value) bool {
	for i := range a.NumField() {
		if !alike(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}

func alikeItems(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !alike(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}
