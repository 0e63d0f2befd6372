package yamlformat

import "strings"

// addComments indents the comment lines before a line of structure: like the line or the open block in whose column they are, else with
// the block that they are indented below.
func (l *layout) addComments(next line) {
	for _, i := range l.comments {
		text := strings.TrimRight(l.lines[i], " \t")
		content := strings.TrimLeft(text, " \t")
		column := len(text) - len(content)
		l.lines[i] = strings.Repeat(" ", l.commentColumn(column, next)) + content
	}
	l.comments = nil
}

// commentColumn returns the column for a comment.
func (l *layout) commentColumn(column int, next line) int {
	if next.known && next.before == column {
		return next.after
	}
	levels := l.open
	if n := len(levels); next.known && (n == 0 || levels[n-1].before < next.before) {
		levels = append(levels[:n:n], block{before: next.before, after: next.after})
	}
	shift := 0
	for _, b := range levels {
		switch {
		case b.before == column:
			return b.after
		case b.before > column: // a comment less indented than this must not become part of a text in it
			return max(0, min(column+shift, b.after))
		}
		shift = b.after - b.before
	}
	return column + shift
}
