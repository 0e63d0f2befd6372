package yamlsplice

import "gopkg.in/yaml.v3"

// Path leads from the top of a document to a block.
type Path []Step

// Step goes to an item of the list under a key, or to the single block under it: the item with the given id or, without one, the item at
// an index.
type Step struct {
	Key   string
	ID    string
	Index int
}

// find returns the block that a path leads to in the first document that holds it.
func (p Path) find(documents []*yaml.Node) (*yaml.Node, error) {
	for _, root := range documents {
		n, err := p.follow(root)
		if err != nil || n != nil {
			return n, err
		}
	}
	return nil, Unsafe{why: "the id is not written as a plain value"}
}

// follow returns nil if the first step finds nothing in the document.
func (p Path) follow(root *yaml.Node) (*yaml.Node, error) {
	block := root
	for i, step := range p {
		next, err := step.from(block)
		if err != nil {
			return nil, err
		}
		if next == nil && i == 0 {
			return nil, nil
		}
		if next == nil {
			return nil, unsafeAt(block, "%s does not hold what it is expected to hold", step.Key)
		}
		block = next
	}
	return block, shared(root)
}

// from returns the item that a step leads to, nil if there is none.
func (s Step) from(block *yaml.Node) (*yaml.Node, error) {
	under, err := slotOf(block, s.Key)
	if err != nil {
		return nil, err
	}
	all := items(under.value)
	if s.ID == "" {
		if s.Index >= len(all) {
			return nil, nil
		}
		return all[s.Index], shared(all[s.Index])
	}
	for _, n := range all {
		if id, err := slotOf(n, "id"); err == nil && id.value != nil && id.value.Value == s.ID {
			return n, shared(n)
		}
	}
	return nil, nil
}

// items returns the items of a list, or the single value.
func items(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	}
	return []*yaml.Node{n}
}

// Locate returns the line and column at which what a path leads to begins, ok is false where it is not found.
func Locate(data []byte, path Path) (line, column int, ok bool) {
	documents, err := parse(data)
	if err != nil {
		return 0, 0, false
	}
	n, err := path.find(documents)
	if err != nil {
		return 0, 0, false
	}
	return n.Line, n.Column, true
}
