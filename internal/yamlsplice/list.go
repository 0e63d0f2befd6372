package yamlsplice

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// add brings one more entry into the list under a key of a block, in whichever way that list is written.
func (w *writer) add(block *yaml.Node, key string, entry []Pair) error {
	s, err := slotOf(block, key)
	if err != nil {
		return err
	}
	style := notationOf(block)
	if s.empty() {
		return w.fill(block, s, key, "["+style.block(entry)+"]")
	}
	inBrackets := s.value.Style&yaml.FlowStyle != 0
	switch {
	case s.value.Kind == yaml.SequenceNode && inBrackets:
		return w.addInBrackets(s.value, 1, style.block(entry))
	case s.value.Kind == yaml.SequenceNode:
		return w.addItem(s, entry)
	case s.value.Kind == yaml.MappingNode && inBrackets:
		return w.addBesideBraces(s.value, style.block(entry))
	case s.value.Kind == yaml.MappingNode:
		return w.addBesideBlock(s, entry)
	}
	return unsafeAt(s.value, "expected a list")
}

// addItem adds an item below a list of lines with dashes, written like the last one.
func (w *writer) addItem(s slot, entry []Pair) error {
	list, last := s.value, s.value.Content[len(s.value.Content)-1]
	if err := shared(last); err != nil {
		return err
	}
	end, err := w.text.end(last)
	if err != nil {
		return err
	}
	// Where the dashes stand right below the key, a comment in their column may as well speak of the next key.
	at, err := w.text.behind(end, max(list.Column, s.key.Column+1))
	if err != nil {
		return err
	}
	gap, err := w.gap(list)
	if err != nil {
		return err
	}
	w.patch(w.text.insert(at, itemLines(list.Column-1, gap, last.Style&yaml.FlowStyle != 0, entry)))
	return nil
}

// gap returns the blanks between the first dash of a list and its item.
func (w *writer) gap(list *yaml.Node) (string, error) {
	dash, err := w.text.offset(list)
	if err != nil {
		return "", err
	}
	item, err := w.text.offset(list.Content[0])
	if err != nil {
		return "", err
	}
	if between := string(w.text.data[dash+1 : item]); w.text.data[dash] == '-' && between != "" && strings.Trim(between, " ") == "" {
		return between, nil
	}
	return " ", nil
}

// itemLines writes an item of a list, in braces or a line for each key.
func itemLines(indent int, gap string, braces bool, entry []Pair) []string {
	dash := spaces(indent) + "-" + gap
	if braces {
		return []string{dash + plainly.block(entry)}
	}
	lines := make([]string, len(entry))
	for i, p := range entry {
		lines[i] = spaces(len(dash)) + plainly.pair(p)
	}
	lines[0] = dash + plainly.pair(entry[0])
	return lines
}

// addBesideBraces makes a list of a single entry in braces.
func (w *writer) addBesideBraces(alone *yaml.Node, entry string) error {
	start, err := w.text.offset(alone)
	if err != nil {
		return err
	}
	end, err := w.text.end(alone)
	if err != nil {
		return err
	}
	w.patch(patch{start, start, "["})
	w.patch(patch{end, end, ", " + entry + "]"})
	return nil
}

// addBesideBlock makes a list of a single block. Its dash takes the place of indentation, so that its lines stay as they are.
func (w *writer) addBesideBlock(s slot, entry []Pair) error {
	start, err := w.text.offset(s.value)
	if err != nil {
		return err
	}
	indent, own := w.text.ownLine(start)
	dash := s.value.Column - len("- ")
	if !own || strings.Trim(indent, " ") != "" || dash < s.key.Column {
		return unsafeAt(s.value, "there is no room for the dash of a list before the block")
	}
	end, err := w.text.end(s.value)
	if err != nil {
		return err
	}
	at, err := w.text.behind(end, s.value.Column)
	if err != nil {
		return err
	}
	w.patch(patch{start - len("- "), start, "- "})
	w.patch(w.text.insert(at, itemLines(dash-1, " ", false, entry)))
	return nil
}
