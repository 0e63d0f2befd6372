package flatyaml

import "gopkg.in/yaml.v3"

// arena holds the nodes of a part, in blocks that the next part uses again.
type arena struct {
	blocks [][]yaml.Node
	used   int          // nodes
	open   []*yaml.Node // children of the collections that are being read

	lists []*yaml.Node // the children of collections that were read, one after the other
}

const blockSize = 512

func (a *arena) reset() {
	a.used, a.open, a.lists = 0, a.open[:0], a.lists[:0]
}

// node returns an empty node.
func (a *arena) node() *yaml.Node {
	block := a.used / blockSize
	if block == len(a.blocks) {
		a.blocks = append(a.blocks, make([]yaml.Node, blockSize))
	}
	n := &a.blocks[block][a.used%blockSize]
	a.used++
	*n = yaml.Node{}
	return n
}

// push adds a child to the collection that is being read.
func (a *arena) push(n *yaml.Node) { a.open = append(a.open, n) }

// mark returns where the children of a collection begin.
func (a *arena) mark() int { return len(a.open) }

// children takes the children from a mark on.
func (a *arena) children(mark int) []*yaml.Node {
	from := len(a.lists)
	a.lists = append(a.lists, a.open[mark:]...)
	a.open = a.open[:mark]
	return a.lists[from:len(a.lists):len(a.lists)]
}
