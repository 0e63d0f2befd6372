package flatyaml

import "gopkg.in/yaml.v3"

// arena holds the nodes of a part or of an item, in blocks that the next one uses again. Nodes that are not used are empty, so that they keep no text.
type arena struct {
	blocks [][]yaml.Node
	block  int          // that is being used; those before it are full
	used   int          // nodes of it
	open   []*yaml.Node // children of the collections that are being read

	lists []*yaml.Node // the children of collections that were read, one after the other
}

// The first block is small, since most parts outside of long lists are.
const (
	firstBlock = 16
	largeBlock = 512
)

func (a *arena) reset() {
	for ; a.block > 0; a.block-- {
		clear(a.blocks[a.block][:a.used])
		a.used = len(a.blocks[a.block-1])
	}
	if len(a.blocks) > 0 {
		clear(a.blocks[0][:a.used])
	}
	a.used, a.open, a.lists = 0, a.open[:0], a.lists[:0]
}

// node returns an empty node.
func (a *arena) node() *yaml.Node {
	if len(a.blocks) == 0 {
		a.blocks = append(a.blocks, make([]yaml.Node, firstBlock))
	}
	if a.used == len(a.blocks[a.block]) {
		a.nextBlock()
	}
	n := &a.blocks[a.block][a.used]
	a.used++
	return n
}

// nextBlock goes on to an empty block.
func (a *arena) nextBlock() {
	a.block, a.used = a.block+1, 0
	if a.block == len(a.blocks) {
		a.blocks = append(a.blocks, make([]yaml.Node, min(2*len(a.blocks[a.block-1]), largeBlock)))
	}
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
