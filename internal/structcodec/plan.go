package structcodec

import "reflect"

// plan is how values of a type are encoded and decoded. Values are addressable, except for those in maps.
type plan struct {
	encode func(e *Encoder, v reflect.Value)
	decode func(d *Decoder, v reflect.Value)
}

// Custom replaces how the values of one type are encoded, for a type with unexported fields or with a shorter form.
type Custom struct {
	typ  reflect.Type
	plan plan
	as   reflect.Type // whose plan is used; nil: the plan is complete
	through
}

// through converts between a type and the one in whose form it is encoded. Both are pointers.
type through struct {
	to   func(value any) (form any, err error)
	from func(form, value any) error
}

// By returns how values of T are encoded and decoded by two functions.
func By[T any](encode func(e *Encoder, value *T), decode func(d *Decoder, value *T)) Custom {
	return Custom{typ: reflect.TypeFor[T](), plan: plan{
		encode: func(e *Encoder, v reflect.Value) { encode(e, v.Addr().Interface().(*T)) },
		decode: func(d *Decoder, v reflect.Value) { decode(d, v.Addr().Interface().(*T)) },
	}}
}

// Through returns how values of T are encoded in the form of another type.
func Through[T, Form any](to func(T) (Form, error), from func(Form) (T, error)) Custom {
	return Custom{typ: reflect.TypeFor[T](), as: reflect.TypeFor[Form](), through: through{
		to: func(value any) (any, error) {
			form, err := to(*value.(*T))
			return &form, err
		},
		from: func(form, value any) (err error) {
			*value.(*T), err = from(*form.(*Form))
			return err
		},
	}}
}
