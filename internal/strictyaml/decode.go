package strictyaml

import (
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/model"
)

// Resolve looks up what a scalar refers to: kind is "env" or "file". Its error is shown to people beside the key.
type Resolve func(kind, name string) (string, error)

// Decode reads every document of a file into a T, a struct. All problems are returned, in the order of the file; the values
// read are then as complete as they can be, and whole reports whether every document could be read. With resolve, a block
// {env: NAME} or {file: PATH} can replace any scalar.
func Decode[T any](file string, data []byte, resolve Resolve) (all []T, problems []model.Problem, whole bool) {
	d := &decoder{file: file, resolve: resolve}
	for root := range d.documents(data) {
		d.recognise(root, LayoutOf(reflect.TypeFor[T]()))
		var t T
		d.into(reflect.ValueOf(&t).Elem(), root, "")
		all = append(all, t)
	}
	if !d.recognised && (!d.unreadable || !mentions(data, LayoutOf(reflect.TypeFor[T]()).keys())) {
		d.hideQuotes()
	}
	return all, d.problems, !d.unreadable
}

// decoder collects the problems of one file.
type decoder struct {
	file       string
	resolve    Resolve
	problems   []model.Problem
	unreadable bool // a document is not fit to be decoded
	// recognised means that a document has a known key, so that the file is one of the expected kind.
	recognised bool
	unquoted   map[int]string // what problems say that repeat something from the file, without it; by their index
}

// decodable is implemented by what reads its node itself.
type decodable interface {
	decode(d *decoder, n *yaml.Node, key string)
}

// place returns where a node begins.
func place(n *yaml.Node) Place {
	return Place{Line: int32(max(n.Line, 1)), Column: int32(max(n.Column, 1))}
}

// report adds a problem at the place of a node.
func (d *decoder) report(n *yaml.Node, format string, args ...any) {
	d.reportAt(place(n), format, args...)
}

func (d *decoder) reportAt(p Place, format string, args ...any) {
	// The document as a whole has no key; its messages begin without one.
	message := strings.TrimPrefix(fmt.Sprintf(format, args...), "``: ")
	d.problems = append(d.problems, model.Problem{Position: p.In(d.file), Message: message})
}

// quote reports a problem that repeats something from the file. Bare says the same without it.
func (d *decoder) quote(p Place, bare, format string, args ...any) {
	if d.unquoted == nil {
		d.unquoted = map[int]string{}
	}
	d.unquoted[len(d.problems)] = strings.TrimPrefix(bare, "``: ")
	d.reportAt(p, format, args...)
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
		v.Set(reflect.New(v.Type().Elem()))
		d.into(v.Elem(), n, key)
	case reflect.Slice:
		d.list(v, n, key)
	default:
		d.block(v, n, key)
	}
}

// isNull reports whether nothing stands there: a key without a value, ~ or null.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// list reads a sequence, or one item standing alone, into the slice v.
func (d *decoder) list(v reflect.Value, n *yaml.Node, key string) {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if isNull(item) {
			d.report(item, "`%s`: an item of the list is empty", key)
			continue
		}
		d.into(v.Index(i), item, key)
	}
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
		d.quote(place(n), expected+kindOf(n), "%s%s", expected, d.describe(n, key))
		return
	}
	d.setPlace(v, l, n)
	values := d.pairs(v, l, n)
	for i, f := range l.Fields {
		if f.Required && absent(values[i]) {
			d.missing(n, values[i], f.Key)
		}
	}
	d.shape(v, l, n, values)
}

// isAlone reports whether n is a scalar in place of a block, or refers to one.
func (d *decoder) isAlone(n *yaml.Node) bool {
	_, _, refers := reference(n)
	return n.Kind == yaml.ScalarNode || d.resolve != nil && refers
}

// setPlace notes the place of a block.
func (d *decoder) setPlace(v reflect.Value, l *Layout, n *yaml.Node) {
	if l.place >= 0 {
		v.Field(l.place).Set(reflect.ValueOf(place(n)))
	}
}

// missing reports a required key that is left out of the block n, or stands there with nothing under it.
func (d *decoder) missing(n, value *yaml.Node, key string) {
	if value == nil {
		d.report(n, "`%s` is missing here", key)
		return
	}
	d.report(value, "`%s` has no value; it must have one", key)
}

// pairs reads the keys of a mapping into the fields of v and returns the value of each field of the layout, nil where it is left out.
func (d *decoder) pairs(v reflect.Value, l *Layout, n *yaml.Node) []*yaml.Node {
	names, values := make([]*yaml.Node, len(l.Fields)), make([]*yaml.Node, len(l.Fields))
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		if !d.key(name) {
			continue
		}
		index, known := l.byKey[name.Value]
		switch {
		case !known:
			d.unknown(name, l)
		case names[index] != nil:
			d.duplicateKey(name, names[index])
		default:
			names[index], values[index] = name, value
			if at, wanted := l.keyAt[name.Value]; wanted {
				v.Field(at).Set(reflect.ValueOf(place(name)))
			}
			d.into(v.Field(l.Fields[index].Index), value, name.Value)
		}
	}
	return values
}

// key refuses keys that are not names, and merge keys.
func (d *decoder) key(name *yaml.Node) bool {
	switch {
	case name.Kind != yaml.ScalarNode:
		d.report(name, "a key must be a word, got %s", kindOf(name))
	case name.Tag == "!!merge":
		d.report(name, "merging blocks with << is not supported: write the keys out")
	default:
		return true
	}
	return false
}

// duplicateKey reports a key that its block has already.
func (d *decoder) duplicateKey(name, first *yaml.Node) {
	d.report(name, "duplicate key `%s` (first used on line %d)", truncated(name.Value), first.Line)
}

// unknown reports a key that the block does not have, with the nearest one that it has.
func (d *decoder) unknown(name *yaml.Node, l *Layout) {
	if near, ok := Suggest(name.Value, l.keys()); ok {
		d.quote(place(name), fmt.Sprintf("unknown key; did you mean `%s`?", near), "unknown key `%s`; did you mean `%s`?", truncated(name.Value), near)
		return
	}
	known := strings.Join(l.keys(), ", ")
	d.quote(place(name), "none of the keys in this file belongs here; known here are "+known+": is this the right file?", "unknown key `%s`; known here are %s", truncated(name.Value), known)
}

// examples writes the first few keys.
func examples(keys []string) string {
	return alternatives(keys[:min(len(keys), 3)])
}
