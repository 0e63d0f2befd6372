package token

import (
	"reflect"
	"time"
)

// Masked returns a copy of a document in which every text is without tokens of a key, however deep it lies. The document itself stays as it
// is: others may hold parts of it. Fields that are not exported are shared, since no encoding shows them.
func Masked[T any](k Key, document T) T {
	var masked T
	reflect.ValueOf(&masked).Elem().Set(masking(k).value(reflect.ValueOf(&document).Elem()))
	return masked
}

// masking copies values without the tokens of a key.
type masking Key

// value returns a value without tokens: the value itself where nothing in it can be a text.
func (m masking) value(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		return m.text(v)
	case reflect.Pointer, reflect.Interface:
		return m.behind(v)
	case reflect.Struct:
		return m.fields(v)
	case reflect.Slice, reflect.Array:
		return m.items(v)
	case reflect.Map:
		return m.entries(v)
	}
	return v
}

func (m masking) text(v reflect.Value) reflect.Value {
	text := v.String()
	masked := Key(m).Mask(text)
	if masked == text {
		return v
	}
	out := reflect.New(v.Type()).Elem()
	out.SetString(masked)
	return out
}

func (m masking) behind(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	out := reflect.New(v.Type()).Elem()
	inner := m.value(v.Elem())
	if v.Kind() == reflect.Interface {
		out.Set(inner)
		return out
	}
	out.Set(reflect.New(v.Type().Elem()))
	out.Elem().Set(inner)
	return out
}

func (m masking) fields(v reflect.Value) reflect.Value {
	if v.Type() == reflect.TypeFor[time.Time]() {
		return v
	}
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			out.Field(i).Set(m.value(v.Field(i)))
		}
	}
	return out
}

func (m masking) items(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return v
	}
	out := reflect.New(v.Type()).Elem()
	if v.Kind() == reflect.Slice {
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
	}
	for i := range v.Len() {
		out.Index(i).Set(m.value(v.Index(i)))
	}
	return out
}

func (m masking) entries(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	out := reflect.MakeMapWithSize(v.Type(), v.Len())
	for _, key := range v.MapKeys() {
		out.SetMapIndex(m.value(key), m.value(v.MapIndex(key)))
	}
	return out
}
