package yamlsplice

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// anyTag is the tag of an expected value whose type is not compared: a date is a timestamp without quotes and text with them.
const anyTag = "any"

// equal reports whether two nodes say the same. Comments, places and styles are not compared.
func equal(want, got *yaml.Node) bool {
	return want.Kind == got.Kind && want.Anchor == got.Anchor && want.Value == got.Value &&
		(want.Tag == anyTag || want.Kind == yaml.AliasNode || want.ShortTag() == got.ShortTag()) &&
		slices.EqualFunc(want.Content, got.Content, equal)
}

// apply changes the nodes of a block as the edit is to change the text.
func (e Edit) apply(block *yaml.Node) {
	if e.Block != "" {
		block = child(block, e.Block, yaml.MappingNode)
	}
	for _, p := range e.Set {
		*child(block, p.Key, yaml.ScalarNode) = *p.node()
	}
	e.Remove.apply(block)
	if e.List == "" {
		return
	}
	list := child(block, e.List, yaml.SequenceNode)
	if list.Kind != yaml.SequenceNode {
		alone := *list
		*list = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{&alone}}
	}
	list.Content = append(list.Content, blockNode(e.Entry))
}

// child returns the value of a key of a block, made where the key is left out or has no value.
func child(block *yaml.Node, key string, kind yaml.Kind) *yaml.Node {
	for i := 0; i+1 < len(block.Content); i += 2 {
		if block.Content[i].Value != key {
			continue
		}
		if isNull(block.Content[i+1]) {
			*block.Content[i+1] = yaml.Node{Kind: kind}
		}
		return block.Content[i+1]
	}
	made := &yaml.Node{Kind: kind}
	block.Content = append(block.Content, textNode(key), made)
	return made
}

func textNode(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

func blockNode(all []Pair) *yaml.Node {
	block := &yaml.Node{Kind: yaml.MappingNode}
	for _, p := range all {
		block.Content = append(block.Content, textNode(p.Key), p.node())
	}
	return block
}

func (p Pair) node() *yaml.Node {
	if len(p.Block) > 0 {
		return blockNode(p.Block)
	}
	if len(p.List) > 0 {
		return listNode(p.List)
	}
	if len(p.Texts) > 0 {
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for _, text := range p.Texts {
			list.Content = append(list.Content, textNode(text))
		}
		return list
	}
	n := textNode(p.Value)
	if p.Bare {
		n.Tag = anyTag
	}
	return n
}

func listNode(all [][]Pair) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, block := range all {
		list.Content = append(list.Content, blockNode(block))
	}
	return list
}
