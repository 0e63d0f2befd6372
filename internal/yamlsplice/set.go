package yamlsplice

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// writer collects the patches that bring something into a file.
type writer struct {
	text    *text
	patches []patch
}

func (w *writer) patch(p patch) { w.patches = append(w.patches, p) }

// slot is a key of a block with its value; both are nil where the key is left out.
type slot struct{ key, value *yaml.Node }

// empty reports whether the key is left out or has no value.
func (s slot) empty() bool { return s.value == nil || isNull(s.value) }

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// slotOf finds a key of a block. The value of an anchor is in several places at once, so that nothing is written there.
func slotOf(block *yaml.Node, key string) (slot, error) {
	if block.Kind != yaml.MappingNode {
		return slot{}, unsafeAt(block, "expected a block with keys")
	}
	for i := 0; i+1 < len(block.Content); i += 2 {
		if k, v := block.Content[i], block.Content[i+1]; k.Value == key {
			return slot{k, v}, shared(k, v)
		}
	}
	return slot{}, nil
}

func shared(nodes ...*yaml.Node) error {
	for _, n := range nodes {
		if n.Kind == yaml.AliasNode || n.Anchor != "" {
			return unsafeAt(n, "there is an anchor or alias (& or *) here, so that a change would show in other places too")
		}
	}
	return nil
}

// set returns the keys of a block new values, in the place and with the quotation marks of the old ones.
func (w *writer) set(block *yaml.Node, all []Pair) error {
	for _, p := range all {
		s, err := slotOf(block, p.Key)
		if err != nil {
			return err
		}
		if s.empty() {
			err = w.fill(block, s, p.Key, notationOf(block).write(p))
		} else {
			err = w.replace(s.value, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// replace puts a value in place of a scalar.
func (w *writer) replace(n *yaml.Node, p Pair) error {
	written := plainly
	switch {
	case n.Kind != yaml.ScalarNode || n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return unsafeAt(n, "expected a value on one line")
	case n.Style&yaml.DoubleQuotedStyle != 0:
		written, p.Bare = doubly, false
	case n.Style&yaml.SingleQuotedStyle != 0:
		written, p.Bare = singly, false
	}
	from, err := w.text.offset(n)
	if err != nil {
		return err
	}
	to, err := w.text.end(n)
	if err != nil {
		return err
	}
	w.patch(patch{from, to, written.write(p)})
	return nil
}

// fill writes a value under a key that is left out or has nothing under it.
func (w *writer) fill(block *yaml.Node, s slot, key, value string) error {
	switch {
	case s.value != nil && s.value.Value != "":
		from, err := w.text.offset(s.value)
		w.patch(patch{from, from + len(s.value.Value), value})
		return err
	case s.value != nil:
		return w.fillNothing(s.value, value)
	case block.Style&yaml.FlowStyle != 0:
		return w.addInBrackets(block, 2, notationOf(block).key(key)+value)
	}
	return w.addKey(block, key, value)
}

// fillNothing writes a value where a key ends and nothing follows.
func (w *writer) fillNothing(n *yaml.Node, value string) error {
	at, err := w.text.offset(n)
	if err != nil {
		return err
	}
	before := strings.TrimRight(string(w.text.data[:at]), blanks)
	if !strings.HasSuffix(before, ":") {
		return unsafeAt(n, "the key has no colon")
	}
	if len(before) == at {
		value = " " + value
	}
	w.patch(patch{at, at, value})
	return nil
}

// addKey adds a key on a line of its own below a block.
func (w *writer) addKey(block *yaml.Node, key, value string) error {
	start, err := w.text.offset(block)
	if err != nil {
		return err
	}
	if prefix := w.text.data[w.text.lines[block.Line-1]:start]; strings.Contains(string(prefix), "\t") {
		return unsafeAt(block, "there is a tab before the key")
	}
	end, err := w.text.end(block)
	if err != nil {
		return err
	}
	at, err := w.text.behind(end, block.Column)
	if err != nil {
		return err
	}
	w.patch(w.text.insert(at, []string{spaces(block.Column-1) + plainly.key(key) + value}))
	return nil
}

// addInBrackets adds an entry behind the last one of a list or block in brackets, whose entries are so many nodes each: on a line of its
// own if the last one has one.
func (w *writer) addInBrackets(n *yaml.Node, nodes int, entry string) error {
	start, err := w.text.offset(n)
	if err != nil {
		return err
	}
	if len(n.Content) == 0 {
		w.patch(patch{start + 1, start + 1, entry})
		return nil
	}
	first, err := w.text.offset(n.Content[len(n.Content)-nodes])
	if err != nil {
		return err
	}
	end, err := w.text.end(n.Content[len(n.Content)-1])
	if err != nil {
		return err
	}
	separator := ", "
	if indent, alone := w.text.ownLine(first); alone && !w.text.remark(w.text.skip(end, blanks+",")) {
		separator = "," + w.text.newline(first) + indent
	}
	w.patch(patch{end, end, separator + entry})
	return nil
}

func spaces(n int) string { return strings.Repeat(" ", max(0, n)) }
