package yamlformat

import (
	"fmt"
	"slices"
	"strings"
)

// context is how many lines a difference shows around those that change.
const context = 3

// Diff returns the difference between a text and its formatted one as `patch` and `git apply` read it, empty if there is none. Formatting changes
// lines, and removes blank ones at the end only, so that lines with the same number belong together.
func Diff(name string, before, after []byte) string {
	d := difference{before: slices.Collect(strings.Lines(string(before))), after: slices.Collect(strings.Lines(string(after)))}
	var b strings.Builder
	for at := 0; ; {
		from, to := d.next(at)
		if from == len(d.before) {
			break
		}
		if b.Len() == 0 {
			fmt.Fprintf(&b, "--- %s\n+++ %s\n", name, name)
		}
		d.write(&b, max(at, from-context), from, to)
		at = to
	}
	return b.String()
}

// difference is two lists of lines, the second of them as long or shorter.
type difference struct{ before, after []string }

// same reports whether a line stays.
func (d difference) same(i int) bool { return i < len(d.after) && d.before[i] == d.after[i] }

// next returns the first line that changes from a line on, and the end of the lines to show with it.
func (d difference) next(at int) (from, to int) {
	for from = at; from < len(d.before) && d.same(from); from++ {
	}
	last := from
	for i := from; i < len(d.before) && i-last <= 2*context; i++ {
		if !d.same(i) {
			last = i
		}
	}
	return from, min(last+1+context, len(d.before))
}

// write writes the lines from start to end, of which those before first stay.
func (d difference) write(b *strings.Builder, start, first, end int) {
	fmt.Fprintf(b, "@@ -%s +%s @@\n", span(start, end), span(start, min(end, len(d.after))))
	for i := start; i < end; {
		if i < first || d.same(i) {
			writeLine(b, " ", d.before[i])
			i++
			continue
		}
		stop := i
		for stop < end && !d.same(stop) {
			stop++
		}
		for _, line := range d.before[i:stop] {
			writeLine(b, "-", line)
		}
		for _, line := range d.after[min(i, len(d.after)):min(stop, len(d.after))] {
			writeLine(b, "+", line)
		}
		i = stop
	}
}

// span writes which lines a list of lines has: the first one, and how many.
func span(from, to int) string {
	if from >= to {
		return fmt.Sprintf("%d,0", to)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func writeLine(b *strings.Builder, mark, line string) {
	b.WriteString(mark + line)
	if !strings.HasSuffix(line, "\n") {
		b.WriteString("\n\\ No newline at end of file\n")
	}
}
