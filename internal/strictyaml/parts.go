package strictyaml

import (
	"reflect"
	"sync"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/flatyaml"
	"supplierwatch/internal/strictyaml/reuse"
)

// DecodeDivided reads a file whose document has a long list under one key: all but the list is read into a T, and the list is returned in parts, for
// DecodePart; an item begins a new part where the part before has the least size in bytes. It is for files in plain YAML without any problem. Where
// ok is false, Decode reads the file and finds what is wrong with it.
func DecodeDivided[T any](data []byte, key string, leastPart int) (document T, parts []flatyaml.Part, ok bool) {
	found := &problemList{lines: lineIndex{data: data}}
	if !found.isText(data) || len(found.all) > 0 {
		return document, nil, false
	}
	divided, ok := flatyaml.Divide(data, key, leastPart)
	if !ok {
		return document, nil, false
	}
	root := withoutList(divided)
	layout := LayoutOf(reflect.TypeFor[T]())
	if root == nil || divided.Key.Text == "" && !hasKnownKey(root, layout) || divided.Key.Text != "" && hasKey(root, key) {
		return document, nil, false
	}
	d := &decoder{problems: found}
	d.into(reflect.ValueOf(&document).Elem(), withoutSchema(root), "")
	return document, divided.Items, len(found.all) == 0
}

// withoutList returns the root of a document without its long list; nil where some part of it cannot be read.
func withoutList(divided flatyaml.Division) *yaml.Node {
	root := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: divided.Key.Line, Column: 1}
	for _, part := range divided.Others {
		block, ok := new(flatyaml.Parser).Mapping(part)
		if !ok {
			return nil
		}
		if root.Line == 0 || block.Line < root.Line {
			root.Line = block.Line
		}
		root.Content = append(root.Content, block.Content...)
	}
	return root
}

func hasKey(n *yaml.Node, key string) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// DecodePart reads a part of a long list item by item. Each item, and all that it holds apart from its texts, is valid until each returns: its memory is
// used for the next one. Where ok is false the file as a whole must be read by Decode, whatever was passed on before.
func DecodePart[T any](part flatyaml.Part, key string, each func(item *T)) (ok bool) {
	r := partReaders.Get().(*partReader)
	defer partReaders.Put(r)
	d := &decoder{problems: &problemList{}, memory: &r.memory, texts: &r.texts}
	defer r.memory.TakeBack()
	item, empty := new(T), *new(T)
	return r.parser.Items(part, func(n *yaml.Node) bool {
		r.memory.TakeBack()
		*item = empty
		d.item(reflect.ValueOf(item).Elem(), n, key)
		if len(d.problems.all) > 0 {
			return false
		}
		each(item)
		return true
	})
}

// partReader has what reading a part needs, for the next part to use again.
type partReader struct {
	parser flatyaml.Parser
	memory reuse.Memory
	texts  reuse.Texts
}

var partReaders = sync.Pool{New: func() any { return &partReader{} }}
