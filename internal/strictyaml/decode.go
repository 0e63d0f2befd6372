package strictyaml

import (
	"fmt"
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml/reuse"
)

// Decode reads every document of a file into a T, a struct. All problems are returned, in the order of the file; the values
// read are then as complete as they can be, and whole reports whether every document could be read. With resolve, a block
// {env: NAME} or {file: PATH} can replace any scalar. A file without a document is none of its problems: one of several may be empty.
func Decode[T any](file string, data []byte, resolve Resolve) (all []T, problems []model.Problem, whole bool) {
	found := &problemList{file: file, lines: lineIndex{data: data}}
	source, d := &documents{problems: found}, &decoder{problems: found, resolve: resolve}
	layout, recognised := LayoutOf(reflect.TypeFor[T]()), false
	for root := range source.roots(data) {
		recognised = recognised || hasKnownKey(root, layout)
		var t T
		root = withoutSchema(root)
		d.into(reflect.ValueOf(&t).Elem(), root, "")
		all = append(all, t)
	}
	if !recognised && (!source.unreadable || !mentions(data, layout.keys())) {
		return all, found.withoutQuotes(), !source.unreadable
	}
	return all, found.list(), !source.unreadable
}

// decoder reads the values of one file.
type decoder struct {
	problems *problemList
	resolve  Resolve
	memory   *reuse.Memory
	texts    *reuse.Texts
	given    []*yaml.Node // of the blocks that are being read
}

// decodable is implemented by what reads its node itself.
type decodable interface {
	decode(d *decoder, n *yaml.Node, key string)
}

// into reads n, the value of key, into v. A null leaves v as it is.
func (d *decoder) into(v reflect.Value, n *yaml.Node, key string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if isNull(n) {
		return
	}
	if own, ok := v.Addr().Interface().(decodable); ok {
		own.decode(d, n, key)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(d.memory.Block(v.Type()))
		d.into(v.Elem(), n, key)
	case reflect.Slice:
		d.list(v, n, key)
	default:
		d.block(v, n, key)
	}
}

// list reads a sequence, or one item alone, into the slice v.
func (d *decoder) list(v reflect.Value, n *yaml.Node, key string) {
	if n.Kind != yaml.SequenceNode {
		v.Set(d.memory.List(v.Type(), 1))
		d.item(v.Index(0), n, key)
		return
	}
	v.Set(d.memory.List(v.Type(), len(n.Content)))
	for i, item := range n.Content {
		d.item(v.Index(i), item, key)
	}
}

// item reads an item of a list into v.
func (d *decoder) item(v reflect.Value, n *yaml.Node, key string) {
	if isNull(n) {
		d.problems.report(n, "`%s`: an item of the list is empty", key)
		return
	}
	d.into(v, n, key)
}

// block reads a mapping into the struct v.
func (d *decoder) block(v reflect.Value, n *yaml.Node, key string) {
	l := LayoutOf(v.Type())
	if l.Alone >= 0 && d.isAlone(n) {
		d.setPlace(v, l, n)
		d.into(v.Field(l.Alone), n, key)
		return
	}
	if n.Kind != yaml.MappingNode {
		expected := fmt.Sprintf("`%s`: expected a block with keys such as %s, got ", key, examples(l.keys()))
		d.problems.quote(place(n), expected+kindOf(n), "%s%s", expected, describe(n, key))
		return
	}
	d.setPlace(v, l, n)
	outside := len(d.given)
	given := d.noKeys(l)
	d.pairs(v, l, n, given)
	for i, f := range l.Fields {
		if f.Required && absent(given.values[i]) {
			d.problems.missing(n, given.names[i], given.values[i], f.Key)
		}
	}
	if shape := l.shapeOf(v); shape != nil {
		d.problems.checkShape(n, shape, given.values)
	}
	d.given = d.given[:outside]
}

// givenKeys has the key and the value of each field of a layout that a block has, nil where it is left out.
type givenKeys struct{ names, values []*yaml.Node }

// noKeys returns room for the keys of a layout, none of which is given yet.
func (d *decoder) noKeys(l *Layout) givenKeys {
	from, n := len(d.given), len(l.Fields)
	d.given = slices.Grow(d.given, 2*n)[:from+2*n]
	room := d.given[from:]
	clear(room)
	return givenKeys{names: room[:n], values: room[n:]}
}

// isAlone reports whether n is a scalar in place of a block, or refers to one.
func (d *decoder) isAlone(n *yaml.Node) bool {
	_, _, refers := reference(n)
	return n.Kind == yaml.ScalarNode || d.resolve != nil && refers
}

// setPlace notes the place of a block.
func (d *decoder) setPlace(v reflect.Value, l *Layout, n *yaml.Node) {
	if l.place >= 0 {
		setPlace(v.Field(l.place), n)
	}
}

// setPlace sets v, a Place, to the place of a node.
func setPlace(v reflect.Value, n *yaml.Node) { *v.Addr().Interface().(*Place) = place(n) }

// pairs reads the keys of a mapping into the fields of v and notes which are given.
func (d *decoder) pairs(v reflect.Value, l *Layout, n *yaml.Node, given givenKeys) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		if !d.problems.isKey(name) {
			continue
		}
		index, known := l.byKey[name.Value]
		switch {
		case !known:
			d.problems.unknownKey(name, l.keys())
		case given.names[index] != nil:
			d.problems.duplicateKey(name, given.names[index])
		default:
			given.names[index], given.values[index] = name, value
			if at, wanted := l.keyAt[name.Value]; wanted {
				setPlace(v.Field(at), name)
			}
			if rest := restOfValue(n, i, l.byKey); rest > 0 {
				d.problems.dividedValue(n.Content[i : i+2+2*rest])
				i += 2 * rest
				continue
			}
			if isEmpty(value) && !l.Fields[index].Required {
				d.problems.empty(name)
				continue
			}
			d.into(v.Field(l.Fields[index].Index), value, name.Value)
		}
	}
}
