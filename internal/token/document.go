package token

import "reflect"

// Masked returns a document in which every text is without tokens of a key, however deep it lies. The document itself stays as it is, and shares
// with the returned one every part without tokens: whoever changes either must copy it first. Fields that are not exported are left as they are,
// since no encoding shows them.
func Masked[T any](k Key, document T) T {
	masked, changed := masking(k).value(reflect.ValueOf(&document).Elem())
	if !changed {
		return document
	}
	var copied T
	reflect.ValueOf(&copied).Elem().Set(masked)
	return copied
}

// masking replaces values by copies without the tokens of a key, where they contain any.
type masking Key

// value returns a value without tokens, and whether it is another one: it is the value itself where nothing in it is a token.
func (m masking) value(v reflect.Value) (masked reflect.Value, changed bool) {
	if !mayHoldText(v.Type()) {
		return v, false
	}
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
	return v, false
}

func (m masking) text(v reflect.Value) (masked reflect.Value, changed bool) {
	text := v.String()
	if len(text) < Length {
		return v, false
	}
	shown := Key(m).Mask(text)
	if shown == text {
		return v, false
	}
	out := reflect.New(v.Type()).Elem()
	out.SetString(shown)
	return out, true
}

func (m masking) behind(v reflect.Value) (masked reflect.Value, changed bool) {
	if v.IsNil() {
		return v, false
	}
	inner, changed := m.value(v.Elem())
	if !changed {
		return v, false
	}
	out := reflect.New(v.Type()).Elem()
	if v.Kind() == reflect.Interface {
		out.Set(inner)
		return out, true
	}
	out.Set(reflect.New(v.Type().Elem()))
	out.Elem().Set(inner)
	return out, true
}

func (m masking) fields(v reflect.Value) (masked reflect.Value, changed bool) {
	for _, i := range textFields(v.Type()) {
		inner, replaced := m.value(v.Field(i))
		if !replaced {
			continue
		}
		if !changed {
			masked, changed = copyOf(v), true
		}
		masked.Field(i).Set(inner)
	}
	if !changed {
		return v, false
	}
	return masked, true
}

func (m masking) items(v reflect.Value) (masked reflect.Value, changed bool) {
	for i := range v.Len() {
		inner, replaced := m.value(v.Index(i))
		if !replaced {
			continue
		}
		if !changed {
			masked, changed = copyOf(v), true
		}
		masked.Index(i).Set(inner)
	}
	if !changed {
		return v, false
	}
	return masked, true
}

func (m masking) entries(v reflect.Value) (masked reflect.Value, changed bool) {
	out := reflect.MakeMapWithSize(v.Type(), v.Len())
	for all := v.MapRange(); all.Next(); {
		key, otherKey := m.value(all.Key())
		entry, otherEntry := m.value(all.Value())
		changed = changed || otherKey || otherEntry
		out.SetMapIndex(key, entry)
	}
	if !changed {
		return v, false
	}
	return out, true
}

// copyOf returns a copy of a struct, an array or a slice with its items.
func copyOf(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	if v.Kind() == reflect.Slice {
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		reflect.Copy(out, v)
		return out
	}
	out.Set(v)
	return out
}
