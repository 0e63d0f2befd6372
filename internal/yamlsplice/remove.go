package yamlsplice

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// Removal takes entries out of the list under a key of a block. Where none is left, the list is empty and its key stays.
type Removal struct {
	List    string
	Indices []int // in ascending order
}

// remove takes entries out of a list, in whichever way it is written.
func (w *writer) remove(block *yaml.Node, r Removal) error {
	if len(r.Indices) == 0 {
		return nil
	}
	s, err := slotOf(block, r.List)
	if err != nil {
		return err
	}
	all := items(s.value)
	if s.empty() || r.Indices[len(r.Indices)-1] >= len(all) {
		return unsafeAt(block, "%s does not hold what it is expected to hold", r.List)
	}
	if err := shared(all...); err != nil {
		return err
	}
	inBrackets := s.value.Style&yaml.FlowStyle != 0
	switch {
	case len(r.Indices) == len(all) && inBrackets:
		return w.replaceNode(s.value, "[]")
	case len(r.Indices) == len(all):
		return w.emptyLines(s)
	case inBrackets:
		return w.removeInBrackets(all, r.Indices)
	}
	return w.removeItems(all, r.Indices)
}

func (w *writer) replaceNode(n *yaml.Node, by string) error {
	from, to, err := w.text.span(n)
	w.patch(patch{from, to, by})
	return err
}

// span returns where a node begins and ends.
func (t *text) span(n *yaml.Node) (from, to int, err error) {
	if from, err = t.offset(n); err != nil {
		return 0, 0, err
	}
	to, err = t.end(n)
	return from, to, err
}

// emptyLines removes the lines below a key, and writes an empty list behind it.
func (w *writer) emptyLines(s slot) error {
	at, err := w.text.end(s.key)
	if err != nil {
		return err
	}
	if at = w.text.skip(at, blanks); w.text.at(at) != ':' {
		return unsafeAt(s.key, "the key has no colon")
	}
	w.patch(patch{at + 1, at + 1, " []"})
	return w.removeLines(s.value, s.value)
}

// removeLines removes the lines from the first node to the end of the last one, which have nothing else on them.
func (w *writer) removeLines(first, last *yaml.Node) error {
	from := w.text.lines[first.Line-1]
	_, to, err := w.text.span(last)
	if err != nil {
		return err
	}
	if rest := w.text.skip(to, blanks); rest < len(w.text.data) && rest != w.text.breakAt(rest) && !w.text.remark(rest) {
		return unsafeAt(last, "more text follows on the line")
	}
	w.patch(patch{from, w.text.nextLine(to), ""})
	return nil
}

// removeItems removes items of a list of lines with dashes. That a line has more than its item shows when the texts are compared.
func (w *writer) removeItems(all []*yaml.Node, indices []int) error {
	for _, i := range indices {
		if err := w.removeLines(all[i], all[i]); err != nil {
			return err
		}
	}
	return nil
}

// removeInBrackets removes entries with the commas behind them, or of the last ones before them.
func (w *writer) removeInBrackets(all []*yaml.Node, indices []int) error {
	kept := len(all)
	for kept > 0 && slices.Contains(indices, kept-1) {
		kept--
	}
	if kept < len(all) { // the last entries, with the comma before them
		_, from, err := w.text.span(all[kept-1])
		if err != nil {
			return err
		}
		_, to, err := w.text.span(all[len(all)-1])
		if err != nil {
			return err
		}
		w.patch(patch{from, to, ""})
	}
	for _, i := range indices {
		if i >= kept {
			break
		}
		from, err := w.text.offset(all[i])
		if err != nil {
			return err
		}
		to, err := w.text.offset(all[i+1])
		if err != nil {
			return err
		}
		w.patch(patch{from, to, ""})
	}
	return nil
}

// apply takes the entries out of the nodes of a block.
func (r Removal) apply(block *yaml.Node) {
	if len(r.Indices) == 0 {
		return
	}
	list := child(block, r.List, yaml.SequenceNode)
	all := items(list)
	left := yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for i, n := range all {
		if !slices.Contains(r.Indices, i) {
			left.Content = append(left.Content, n)
		}
	}
	*list = left
}
