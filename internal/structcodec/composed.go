package structcodec

import (
	"maps"
	"reflect"
	"slices"
)

// structPlan encodes the fields that are not zero.
func structPlan(fields []plan) plan {
	size := (len(fields) + 7) / 8
	return plan{
		encode: func(e *Encoder, v reflect.Value) {
			given := e.reserve(size)
			for i := range fields {
				if f := v.Field(i); !f.IsZero() {
					e.data[given+i/8] |= 1 << (i % 8)
					fields[i].encode(e, f)
				}
			}
		},
		decode: func(d *Decoder, v reflect.Value) {
			given := d.take(size)
			for i := 0; i < len(fields) && d.err == nil; i++ {
				if given[i/8]&(1<<(i%8)) != 0 {
					fields[i].decode(d, v.Field(i))
				}
			}
		},
	}
}

// pointerPlan encodes a value where the first pointer to it comes.
func pointerPlan(t reflect.Type, elem plan) plan {
	return plan{
		encode: func(e *Encoder, v reflect.Value) {
			if v.IsNil() {
				e.Uint(0)
				return
			}
			to := pointer{t, v.Pointer()}
			if number, known := e.pointers[to]; known {
				e.Uint(2 + uint64(number))
				return
			}
			e.pointers[to] = len(e.pointers)
			e.Uint(1)
			elem.encode(e, v.Elem())
		},
		decode: func(d *Decoder, v reflect.Value) {
			switch number := d.Uint(); {
			case number == 0:
			case number == 1:
				to := reflect.New(t.Elem())
				d.pointers = append(d.pointers, to)
				elem.decode(d, to.Elem())
				v.Set(to)
			case number-2 < uint64(len(d.pointers)) && d.pointers[number-2].Type() == t:
				v.Set(d.pointers[number-2])
			default:
				d.Fail(errReference)
			}
		},
	}
}

// referencePlan encodes a pointer as its number in the table of references.
func referencePlan() plan {
	return plan{
		encode: func(e *Encoder, v reflect.Value) {
			if v.IsNil() {
				e.Uint(0)
				return
			}
			number, known := e.references.numbers[v.Interface()]
			if !known {
				e.Fail(errReference)
			}
			e.Uint(1 + uint64(number))
		},
		decode: func(d *Decoder, v reflect.Value) {
			number := d.Uint()
			switch values := d.references.values; {
			case number == 0:
			case number-1 < uint64(len(values)) && values[number-1].Type() == v.Type():
				v.Set(values[number-1])
			default:
				d.Fail(errReference)
			}
		},
	}
}

func listPlan(t reflect.Type, elem plan) plan {
	return plan{
		encode: func(e *Encoder, v reflect.Value) {
			if v.IsNil() {
				e.Uint(0)
				return
			}
			e.Uint(1 + uint64(v.Len()))
			for i := range v.Len() {
				elem.encode(e, v.Index(i))
			}
		},
		decode: func(d *Decoder, v reflect.Value) {
			length, ok := d.length()
			if !ok {
				return
			}
			list := reflect.MakeSlice(t, length, length)
			for i := 0; i < length && d.err == nil; i++ {
				elem.decode(d, list.Index(i))
			}
			v.Set(list)
		},
	}
}

// textsPlan encodes a map of strings.
func textsPlan() plan {
	return plan{
		encode: func(e *Encoder, v reflect.Value) {
			if v.IsNil() {
				e.Uint(0)
				return
			}
			texts := map[string]string{}
			for entry := v.MapRange(); entry.Next(); {
				texts[entry.Key().String()] = entry.Value().String()
			}
			e.Uint(1 + uint64(len(texts)))
			for _, key := range slices.Sorted(maps.Keys(texts)) {
				e.Text(key)
				e.Text(texts[key])
			}
		},
		decode: func(d *Decoder, v reflect.Value) {
			length, ok := d.length()
			if !ok {
				return
			}
			texts := reflect.MakeMapWithSize(v.Type(), length)
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			for i := 0; i < length && d.err == nil; i++ {
				key.SetString(d.Text())
				value.SetString(d.Text())
				texts.SetMapIndex(key, value)
			}
			v.Set(texts)
		},
	}
}

func throughPlan(as reflect.Type, form plan, convert through) plan {
	return plan{
		encode: func(e *Encoder, v reflect.Value) {
			other, err := convert.to(v.Addr().Interface())
			if err != nil {
				e.Fail(err)
				return
			}
			form.encode(e, reflect.ValueOf(other).Elem())
		},
		decode: func(d *Decoder, v reflect.Value) {
			other := reflect.New(as)
			form.decode(d, other.Elem())
			if d.err != nil {
				return
			}
			if err := convert.from(other.Interface(), v.Addr().Interface()); err != nil {
				d.Fail(err)
			}
		},
	}
}
