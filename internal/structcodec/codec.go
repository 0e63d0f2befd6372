package structcodec

import (
	"fmt"
	"reflect"
)

// Codec encodes values of one type and decodes them. It is immutable and safe for concurrent use.
type Codec[T any] struct{ top plan }

// New returns the codec of T. Pointers of the given types are encoded as their numbers in a table of references. The error names a type that
// cannot be encoded.
func New[T any](references []reflect.Type, customs ...Custom) (*Codec[T], error) {
	b := builder{references: references, customs: customs, open: map[reflect.Type]bool{}}
	top, err := b.plan(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	return &Codec[T]{top: top}, nil
}

// Encode encodes a value. It must not be changed meanwhile.
func (c *Codec[T]) Encode(e *Encoder, value *T) {
	clear(e.pointers)
	c.top.encode(e, reflect.ValueOf(value).Elem())
}

// Decode decodes a value into a zero one.
func (c *Codec[T]) Decode(d *Decoder, value *T) {
	d.pointers = d.pointers[:0]
	c.top.decode(d, reflect.ValueOf(value).Elem())
}

// builder builds the plan of a type from those of its parts.
type builder struct {
	references []reflect.Type
	customs    []Custom
	open       map[reflect.Type]bool // types that contain the present one
}

func (b *builder) plan(t reflect.Type) (plan, error) {
	if b.open[t] {
		return plan{}, fmt.Errorf("%s contains itself", t)
	}
	b.open[t] = true
	defer delete(b.open, t)
	for _, c := range b.customs {
		if c.typ == t {
			return b.custom(c)
		}
	}
	for _, reference := range b.references {
		if reference == t {
			return referencePlan(), nil
		}
	}
	if simple, ok := scalarPlan(t.Kind()); ok {
		return simple, nil
	}
	return b.composed(t)
}

func (b *builder) custom(c Custom) (plan, error) {
	if c.as == nil {
		return c.plan, nil
	}
	form, err := b.plan(c.as)
	return throughPlan(c.as, form, c.through), err
}

// composed returns the plan of a type with parts.
func (b *builder) composed(t reflect.Type) (plan, error) {
	switch t.Kind() {
	case reflect.Struct:
		return b.structure(t)
	case reflect.Pointer:
		return within(b, t, pointerPlan)
	case reflect.Slice:
		return within(b, t, listPlan)
	case reflect.Map:
		if t.Key().Kind() == reflect.String && t.Elem().Kind() == reflect.String {
			return textsPlan(), nil
		}
	}
	return plan{}, fmt.Errorf("%s cannot be encoded", t)
}

func within(b *builder, t reflect.Type, of func(t reflect.Type, elem plan) plan) (plan, error) {
	elem, err := b.plan(t.Elem())
	return of(t, elem), err
}

func (b *builder) structure(t reflect.Type) (plan, error) {
	fields := make([]plan, t.NumField())
	for i := range fields {
		f := t.Field(i)
		if !f.IsExported() {
			return plan{}, fmt.Errorf("%s.%s is not exported", t, f.Name)
		}
		var err error
		if fields[i], err = b.plan(f.Type); err != nil {
			return plan{}, fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
	}
	return structPlan(fields), nil
}
