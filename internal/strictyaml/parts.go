package strictyaml

import (
	"reflect"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/flatyaml"
)

// leastPart is the size in bytes from which the next item of a long list begins a new part of a file.
const leastPart = 64 << 10

// DecodeDivided reads a file whose document has a long list under one key: all but the list is read into a T, and the list is returned in parts, for
// DecodePart. It is for files in plain YAML without any problem. Where ok is false, Decode reads the file and finds what is wrong with it.
func DecodeDivided[T any](data []byte, key string) (document T, parts []flatyaml.Part, ok bool) {
	found := &problemList{lines: lineIndex{data: data}}
	if !found.isText(data) || len(found.all) > 0 {
		return document, nil, false
	}
	divided, ok := flatyaml.Divide(string(data), key, leastPart)
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

// DecodePart reads a part of a long list. Where ok is false the file as a whole must be read by Decode.
func DecodePart[T any](part flatyaml.Part, key string) (items []T, ok bool) {
	var p flatyaml.Parser
	list, ok := p.List(part)
	if !ok {
		return nil, false
	}
	d := &decoder{problems: &problemList{}}
	d.into(reflect.ValueOf(&items).Elem(), list, key)
	return items, len(d.problems.all) == 0
}
