package yamlsplice

import (
	"bytes"
	"fmt"

	"gopkg.in/yaml.v3"
)

// Edit is one thing to write into a block: keys that get a value, beside entries that a list loses, or one more entry of a list.
type Edit struct {
	Block  string // a block under the one that is edited, made where it is missing; empty: the edited block itself
	Set    []Pair
	Remove Removal
	List   string
	Entry  []Pair
}

// Splice returns the text with an edit of the block that a path leads to. The result is parsed again and differs by the edit alone.
func Splice(data []byte, path Path, e Edit) ([]byte, error) {
	t, documents, err := editable(data)
	if err != nil {
		return nil, err
	}
	block, err := path.find(documents)
	if err != nil {
		return nil, err
	}
	w := &writer{text: t}
	if err := w.edit(block, e); err != nil {
		return nil, err
	}
	after, err := t.patched(w.patches)
	if err != nil {
		return nil, err
	}
	return after, verify(documents, block, e, after)
}

// editable returns a text that can be edited safely, and its documents.
func editable(data []byte) (*text, []*yaml.Node, error) {
	t, err := newText(data)
	if err != nil {
		return nil, nil, err
	}
	documents, err := parse(data)
	return t, documents, err
}

// verify compares the new text with the old documents, which it changes by the edit.
func verify(documents []*yaml.Node, block *yaml.Node, e Edit, after []byte) error {
	e.apply(block)
	return sameAs(documents, after)
}

// parse returns the documents of a text.
func parse(data []byte) ([]*yaml.Node, error) {
	all, err := ParseDocuments(data)
	if err != nil {
		return nil, Unsafe{why: "the file is JSON with codes that YAML does not have"}
	}
	return all, nil
}

// edit writes an edit into a block.
func (w *writer) edit(block *yaml.Node, e Edit) error {
	if e.Block != "" {
		inner, err := slotOf(block, e.Block)
		if err != nil {
			return err
		}
		if inner.empty() {
			return w.fill(block, inner, e.Block, e.whole(notationOf(block)))
		}
		block = inner.value
	}
	if e.List != "" {
		return w.add(block, e.List, e.Entry)
	}
	if err := w.remove(block, e.Remove); err != nil {
		return err
	}
	return w.set(block, e.Set)
}

// whole returns the text of the block of an edit, where it is missing.
func (e Edit) whole(style notation) string {
	if e.List != "" {
		return "{" + style.key(e.List) + "[" + style.block(e.Entry) + "]}"
	}
	return style.block(e.Set)
}

// Lines returns an edit as a person can add it by hand, each line indented.
func (e Edit) Lines(indent string) string {
	lines := e.lines()
	if e.Block != "" {
		for i := range lines {
			lines[i] = "  " + lines[i]
		}
		lines = append([]string{e.Block + ":"}, lines...)
	}
	var b bytes.Buffer
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(indent + line)
	}
	return b.String()
}

func (e Edit) lines() []string {
	if e.List != "" {
		return []string{e.List + ":", "  - " + plainly.block(e.Entry)}
	}
	lines := make([]string, len(e.Set))
	for i, p := range e.Set {
		lines[i] = plainly.pair(p)
	}
	for _, i := range e.Remove.Indices {
		lines = append(lines, fmt.Sprintf("# and remove entry %d of %s", i+1, e.Remove.List))
	}
	return lines
}
