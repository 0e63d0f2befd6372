package strictyaml

import (
	"reflect"
	"strings"
	"sync"
)

// Field is one key of a struct, as its tag describes it.
type Field struct {
	Key      string
	Index    int
	Required bool
}

// Layout is what a struct expects of a block.
type Layout struct {
	Fields []Field        // in the order of the struct
	Alone  int            // index of the field that takes a scalar standing in place of the block; -1: none
	place  int            // index of the embedded Place; -1: none
	byKey  map[string]int // index in Fields
	keyAt  map[string]int // index of the field that takes the place of that key
	shape  *indexedShape  // nil: its keys do not depend on each other
}

var layouts sync.Map // reflect.Type → *Layout

// LayoutOf reads the tags of a struct type: `yaml:"key"`, `yaml:"key,required"`, `yaml:",alone"` for the field that takes a
// scalar standing in place of the block, and `yaml:"key,place"` for a Place that is to be that of the key itself.
func LayoutOf(t reflect.Type) *Layout {
	if l, ok := layouts.Load(t); ok {
		return l.(*Layout)
	}
	l := &Layout{Alone: -1, place: -1, byKey: map[string]int{}, keyAt: map[string]int{}}
	for i := range t.NumField() {
		l.add(i, t.Field(i))
	}
	if shaped, ok := reflect.New(t).Elem().Interface().(Shaped); ok {
		l.shape = l.indexed(shaped.Shape())
	}
	layouts.Store(t, l)
	return l
}

func (l *Layout) add(i int, f reflect.StructField) {
	key, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	switch {
	case options == "place":
		l.keyAt[key] = i
	case f.Type == reflect.TypeFor[Place]():
		l.place = i
	case options == "alone":
		l.Alone = i
	case key != "":
		l.byKey[key] = len(l.Fields)
		l.Fields = append(l.Fields, Field{Key: key, Index: i, Required: options == "required"})
	}
}

// keys lists the known keys in the order of the struct.
func (l *Layout) keys() []string {
	keys := make([]string, len(l.Fields))
	for i, f := range l.Fields {
		keys[i] = f.Key
	}
	return keys
}
