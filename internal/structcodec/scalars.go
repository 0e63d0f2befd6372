package structcodec

import (
	"math"
	"reflect"
)

// scalarPlan returns the plan of a kind of values without parts.
func scalarPlan(kind reflect.Kind) (plan, bool) {
	switch kind {
	case reflect.String:
		return plan{
			encode: func(e *Encoder, v reflect.Value) { e.Text(v.String()) },
			decode: func(d *Decoder, v reflect.Value) { v.SetString(d.Text()) },
		}, true
	case reflect.Bool:
		return plan{
			encode: func(e *Encoder, v reflect.Value) { e.Uint(bit(v.Bool())) },
			decode: func(d *Decoder, v reflect.Value) { v.SetBool(d.Uint() == 1) },
		}, true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return plan{
			encode: func(e *Encoder, v reflect.Value) { e.Int(v.Int()) },
			decode: func(d *Decoder, v reflect.Value) { decodeInt(d, v) },
		}, true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return plan{
			encode: func(e *Encoder, v reflect.Value) { e.Uint(v.Uint()) },
			decode: func(d *Decoder, v reflect.Value) { decodeUint(d, v) },
		}, true
	case reflect.Float64:
		return plan{
			encode: func(e *Encoder, v reflect.Value) { e.Uint(math.Float64bits(v.Float())) },
			decode: func(d *Decoder, v reflect.Value) { v.SetFloat(math.Float64frombits(d.Uint())) },
		}, true
	}
	return plan{}, false
}

func decodeInt(d *Decoder, v reflect.Value) {
	n := d.Int()
	if v.OverflowInt(n) {
		d.Fail(errTooLarge)
		return
	}
	v.SetInt(n)
}

func decodeUint(d *Decoder, v reflect.Value) {
	n := d.Uint()
	if v.OverflowUint(n) {
		d.Fail(errTooLarge)
		return
	}
	v.SetUint(n)
}

func bit(set bool) uint64 {
	if set {
		return 1
	}
	return 0
}
