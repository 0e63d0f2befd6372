package yamlsplice

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

// Append returns the text with more items at the end of a list at the top of a document. Where no document holds such a list with a dash for each
// item, the items become a document of their own behind the others, which begins with the given keys.
func Append(data []byte, key string, items [][]Pair, begin []Pair) ([]byte, error) {
	if len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte(byteOrderMark)))) == 0 {
		after := []byte(documentOf(key, items, begin))
		return after, sameAs([]*yaml.Node{newDocument(key, items, begin)}, after)
	}
	t, documents, err := editable(data)
	if err != nil {
		return nil, err
	}
	if after, err := t.appendItems(documents, key, items); err == nil {
		return after, nil
	}
	return t.appendDocument(documents, key, items, begin)
}

// appendItems adds items to the last list under the key that is written with dashes.
func (t *text) appendItems(documents []*yaml.Node, key string, items [][]Pair) ([]byte, error) {
	for i := len(documents) - 1; i >= 0; i-- {
		s, err := slotOf(documents[i], key)
		if err != nil || s.empty() || s.value.Kind != yaml.SequenceNode || s.value.Style&yaml.FlowStyle != 0 || shared(documents[i]) != nil {
			continue
		}
		w := &writer{text: t}
		if err := w.addItems(s, items); err != nil {
			return nil, err
		}
		after, err := t.patched(w.patches)
		if err != nil {
			return nil, err
		}
		list := s.value
		before := list.Content
		list.Content = append(list.Content[:len(before):len(before)], listNode(items).Content...)
		err = sameAs(documents, after)
		list.Content = before
		return after, err
	}
	return nil, Unsafe{why: "no list with dashes"}
}

// addItems adds items below the last one of a list of lines with dashes.
func (w *writer) addItems(s slot, items [][]Pair) error {
	list := s.value
	end, err := w.text.end(list.Content[len(list.Content)-1])
	if err != nil {
		return err
	}
	at, err := w.text.behind(end, max(list.Column, s.key.Column+1))
	if err != nil {
		return err
	}
	var lines []string
	for _, entry := range items {
		lines = append(lines, wholeItem(list.Column-1, entry)...)
	}
	w.patch(w.text.insert(at, lines))
	return nil
}

// wholeItem writes an item of a list with a line for each key, and below a key that holds a list one for each of its items.
func wholeItem(indent int, entry []Pair) []string {
	var lines []string
	for i, p := range entry {
		dash := spaces(indent + 2)
		if i == 0 {
			dash = spaces(indent) + "- "
		}
		if len(p.List) == 0 {
			lines = append(lines, dash+plainly.pair(p))
			continue
		}
		lines = append(lines, dash+p.Key+":")
		for _, item := range p.List {
			lines = append(lines, spaces(indent+4)+"- "+plainly.block(item))
		}
	}
	return lines
}

// appendDocument adds a document behind all others.
func (t *text) appendDocument(documents []*yaml.Node, key string, items [][]Pair, begin []Pair) ([]byte, error) {
	newline := t.newline(len(t.data))
	separator := "---" + newline
	if !bytes.HasSuffix(t.data, []byte("\n")) {
		separator = newline + separator
	}
	text := separator + strings.ReplaceAll(documentOf(key, items, begin), "\n", newline)
	after := append(bytes.Clone(t.data), text...)
	return after, sameAs(append(documents, newDocument(key, items, begin)), after)
}

func documentOf(key string, items [][]Pair, begin []Pair) string {
	var lines []string
	for _, p := range begin {
		lines = append(lines, plainly.pair(p))
	}
	lines = append(lines, key+":")
	for _, entry := range items {
		lines = append(lines, wholeItem(2, entry)...)
	}
	return strings.Join(lines, "\n") + "\n"
}

func newDocument(key string, items [][]Pair, begin []Pair) *yaml.Node {
	document := blockNode(begin)
	document.Content = append(document.Content, textNode(key), listNode(items))
	return document
}
