package strictyaml

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// Value is a scalar with its place. T is bool, int, float64, a type whose underlying type is string, or one with UnmarshalText.
// Numbers are never negative.
//
// A type of strings may have a method Words() []string, which lists what may be written. UnmarshalText returns what is wrong as a
// predicate without the text itself ("is not a valid address: the part after @ is missing"); what is called on the pointer is used for dates
// and periods as well. A method Pattern() string gives the regular expression that the JSON Schema shows to editors.
type Value[T any] struct {
	V T
	Place
	Set  bool // it is given and right
	From Source
}

// decode implements decodable.
func (v *Value[T]) decode(d *decoder, n *yaml.Node, key string) {
	v.Place = place(n)
	s, ok := d.scalar(n, key, &v.V)
	if !ok {
		return
	}
	v.From = s.from
	found := s.into(&v.V)
	if found.text != "" {
		d.problems.reportFault(place(n), fault{text: fmt.Sprintf("`%s`: %s", key, s.withoutText(found.text)), newlyRefused: found.newlyRefused})
	}
	v.Set = found.text == "" || found.newlyRefused
}

// scalar takes the text out of n, which target is read from, following a reference where there is one.
func (d *decoder) scalar(n *yaml.Node, key string, target any) (scalar, bool) {
	if n.Kind == yaml.ScalarNode {
		s := plainScalar(n, key)
		s.texts = d.texts
		return s, true
	}
	kind, name, ok := reference(n)
	if !ok || d.resolve == nil {
		d.problems.report(n, "`%s`: expected %s, got %s", key, wanted(target), kindOf(n))
		return scalar{}, false
	}
	text, err := d.resolve(kind, name)
	if err != nil {
		d.problems.report(n, "`%s`: %v", key, err)
		return scalar{}, false
	}
	return scalar{text: text, shown: "the value of " + kind + " " + name, plain: true, from: FromReference}, true
}

// Or returns the value, or another where there is none.
func (v Value[T]) Or(other T) T {
	if v.Set {
		return v.V
	}
	return other
}
