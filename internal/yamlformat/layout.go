package yamlformat

import (
	"fmt"
	"strings"
)

// perLevel is the indentation of a level.
const perLevel = 2

// block is a block or a list of lines that is open: its column, and the one that it gets.
type block struct {
	before, after int
	list          bool
}

// line is what a line of structure begins with.
type line struct {
	before, after int // its indentation
	known         bool
}

// layout indents lines, from the first to the last one.
type layout struct {
	lines    []string
	places   places
	open     []block // the blocks around the last line, the outermost first
	comments []int   // comment lines since then
	shift    int     // of the lines that continue the last one
}

// add indents a line. Comments wait for the line after them.
func (l *layout) add(i int) error {
	text := l.lines[i]
	if l.places.continued[i] {
		l.lines[i] = l.trimmed(i, shifted(text, l.shift))
		return nil
	}
	content := strings.TrimLeft(text, " ")
	switch {
	case strings.Trim(text, " \t") == "":
		l.lines[i] = ""
	case strings.HasPrefix(strings.TrimLeft(text, " \t"), "#"):
		l.comments = append(l.comments, i)
	case len(content) == len(text) && isMarker(text):
		l.addComments(line{known: true})
		l.open, l.shift = nil, 0
		l.lines[i] = l.trimmed(i, text)
	default:
		return l.addStructure(i)
	}
	return nil
}

// isMarker reports whether a line separates documents or is for the parser.
func isMarker(text string) bool {
	return strings.HasPrefix(text, "%") || isWord(text, "---") || isWord(text, "...")
}

// isWord reports whether a text begins with a word.
func isWord(text, word string) bool {
	rest, found := strings.CutPrefix(text, word)
	return found && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// trimmed returns a line without the blanks at its end, unless they belong to a text.
func (l *layout) trimmed(i int, text string) string {
	if l.places.protected[i] {
		return text
	}
	return strings.TrimRight(text, " \t")
}

// addStructure indents a line that begins with a key, with the dash of a list item, or with a value on a line of its own.
func (l *layout) addStructure(i int) error {
	text := l.lines[i]
	column := len(text) - len(strings.TrimLeft(text, " "))
	first := line{before: column, known: true}
	dashes := 0
	before := l.open
	for ; isWord(text[column:], "-"); dashes++ {
		after := l.enter(block{before: column, list: true})
		if dashes == 0 {
			first.after = after
		}
		rest := text[column+1:]
		if content := strings.TrimLeft(rest, " \t"); content == "" || content[0] == '#' {
			return l.finish(i, first, before, strings.Repeat("- ", dashes)+"-"+rest)
		}
		column += 1 + len(rest) - len(strings.TrimLeft(rest, " "))
	}
	after, err := l.enterContent(place{i, column})
	if err != nil {
		return err
	}
	if dashes == 0 {
		first.after = after
	}
	return l.finish(i, first, before, strings.Repeat("- ", dashes)+text[column:])
}

// enterContent returns the column for a key or a value.
func (l *layout) enterContent(at place) (int, error) {
	switch {
	case l.places.keys[at]:
		return l.enter(block{before: at.column}), nil
	case l.places.leaves[at]:
		l.leave(block{before: at.column})
		return l.inner(), nil
	}
	return 0, fmt.Errorf("line %d: the layout of this line is not one that can be formatted", at.line+1)
}

// finish writes a line with its indentation, and the comments before it.
func (l *layout) finish(i int, first line, before []block, content string) error {
	now := l.open
	l.open = before
	l.addComments(first)
	l.open = now
	l.lines[i] = l.trimmed(i, strings.Repeat(" ", first.after)+content)
	l.shift = 0
	if len(l.open) > 0 {
		last := l.open[len(l.open)-1]
		l.shift = last.after - last.before
	}
	return nil
}

// enter opens a block, unless it is open, and returns the column that it gets.
func (l *layout) enter(b block) int {
	l.leave(b)
	if n := len(l.open); n > 0 && l.open[n-1].before == b.before && l.open[n-1].list == b.list {
		return l.open[n-1].after
	}
	b.after = l.inner()
	l.open = append(l.open[:len(l.open):len(l.open)], b)
	return b.after
}

// leave closes the blocks that end before a block goes on. The dashes of a list may be in the column of its key.
func (l *layout) leave(b block) {
	for n := len(l.open); n > 0; n-- {
		last := l.open[n-1]
		if last.before < b.before || last.before == b.before && (last.list == b.list || !last.list) {
			return
		}
		l.open = l.open[:n-1]
	}
}

// inner returns the column of what is directly in the innermost open block.
func (l *layout) inner() int {
	if n := len(l.open); n > 0 {
		return l.open[n-1].after + perLevel
	}
	return 0
}

// shifted returns a line with more or less indentation.
func shifted(text string, shift int) string {
	if shift >= 0 {
		if text == "" {
			return ""
		}
		return strings.Repeat(" ", shift) + text
	}
	for ; shift < 0 && strings.HasPrefix(text, " "); shift++ {
		text = text[1:]
	}
	return text
}
