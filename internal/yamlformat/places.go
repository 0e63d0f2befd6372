package yamlformat

import (
	"sort"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/yamlsplice"
)

// place is where a node begins: a line from 0 on, and a column from 0 on.
type place struct{ line, column int }

// places is where the parts of a text are.
type places struct {
	keys, leaves map[place]bool // where the keys of blocks begin, and whatever else begins outside brackets
	continued    []bool         // whether a line continues a text or a list in brackets that begins on an earlier line
	protected    []bool         // whether blanks at the end of a line belong to a text
}

// collector reads the places of nodes.
type collector struct {
	places
	parsed *yamlsplice.Parsed
	starts []int // the offset of each line
}

func placesOf(parsed *yamlsplice.Parsed, lines []string, newline int) (places, error) {
	c := collector{parsed: parsed, places: places{
		keys: map[place]bool{}, leaves: map[place]bool{}, continued: make([]bool, len(lines)), protected: make([]bool, len(lines)),
	}}
	at := 0
	for _, line := range lines {
		c.starts = append(c.starts, at)
		at += len(line) + newline
	}
	for _, document := range parsed.Documents {
		if err := c.visit(document); err != nil {
			return places{}, err
		}
	}
	return c.places, nil
}

// visit collects the places of a node outside brackets, and of those in it.
func (c *collector) visit(n *yaml.Node) error {
	if isLeaf(n) {
		return c.visitLeaf(n)
	}
	if n.Anchor != "" {
		c.leaves[placeOf(n)] = true // an anchor may have a line of its own
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			c.keys[placeOf(child)] = true
		}
		if err := c.visit(child); err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) visitLeaf(n *yaml.Node) error {
	if isLeftOut(n) {
		return nil
	}
	c.leaves[placeOf(n)] = true
	start, end, err := c.parsed.Span(n)
	if err != nil {
		return err
	}
	for i := c.lineOf(start) + 1; i <= c.lineOf(end); i++ {
		c.continued[i] = true
	}
	return c.protect(n)
}

// protect marks the lines at whose ends blanks belong to a text.
func (c *collector) protect(n *yaml.Node) error {
	for _, child := range n.Content {
		if err := c.protect(child); err != nil {
			return err
		}
	}
	if n.Kind != yaml.ScalarNode || n.Style == 0 || isLeftOut(n) {
		return nil
	}
	start, end, err := c.parsed.Span(n)
	if err != nil {
		return err
	}
	from, to := c.lineOf(start), c.lineOf(end)-1
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		from, to = from+1, to+1
	}
	for i := from; i <= to; i++ {
		c.protected[i] = true
	}
	return nil
}

// lineOf returns the line of an offset.
func (c *collector) lineOf(offset int) int {
	return sort.Search(len(c.starts), func(i int) bool { return c.starts[i] > offset }) - 1
}

func placeOf(n *yaml.Node) place { return place{n.Line - 1, n.Column - 1} }

// isLeaf reports whether a node has no lines of its own structure: a text, an alias, or whatever is in brackets.
func isLeaf(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode || n.Style&yaml.FlowStyle != 0
}

// isLeftOut reports whether a value is null because nothing is written.
func isLeftOut(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0 && n.Anchor == ""
}
