package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fatih/color"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Style defines how text is formatted. Its zero value is plain.
type Style struct {
	Color bool           // only for a terminal whose user did not ask for NO_COLOR
	Zone  *time.Location // in which the reader reads instants, and has today's date; nil is UTC
}

// clock returns the reader's clock at an instant.
func (s Style) clock(now time.Time) prose.Clock { return prose.Clock{Zone: s.zone(), Now: now} }

// instant writes an instant by the reader's clock.
func (s Style) instant(t time.Time) string { return prose.Instant(t.In(s.zone())) }

// local writes an instant by the reader's clock, below a heading that names the zone.
func (s Style) local(t time.Time) string { return t.In(s.zone()).Format("Mon 2 Jan 2006 15:04") }

func (s Style) zone() *time.Location { return cmp.Or(s.Zone, time.UTC) }

func (s Style) paint(text string, attributes ...color.Attribute) string {
	if !s.Color {
		return text
	}
	c := color.New(attributes...)
	c.EnableColor()
	return c.Sprint(text)
}

func (s Style) heading(text string) string { return s.paint(text, color.Bold) }

func (s Style) severity(severity model.Severity) string {
	word := strings.ToUpper(string(severity))
	switch severity {
	case model.Critical:
		return s.paint(word, color.FgRed, color.Bold)
	case model.Warning:
		return s.paint(word, color.FgYellow)
	}
	return word
}

func (s Style) faint(text string) string { return s.paint(text, color.Faint) }

// clean makes a value from a registry safe to print: control characters, which
// could move a terminal's cursor or recolour it, and the line ends of Unicode
// become spaces, and marks that turn the direction of writing are dropped.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
}

// width is how many columns a text may take: what a pager or a CI log shows.
const width = 96

// Paragraph writes a text in lines of a readable width, each with an indent.
func Paragraph(w io.Writer, text, indent string) {
	fmt.Fprintf(w, "%s%s\n", indent, wrap(text, width-len(indent), indent))
}

// wrap breaks text into lines at spaces, each after the first with an indent.
// A word longer than a line stays whole.
func wrap(text string, columns int, indent string) string {
	return fill(text, 0, columns, columns, indent)
}

// wrapAfter breaks text whose first line begins at a column into lines that end
// before another.
func wrapAfter(text string, column, end int, indent string) string {
	return fill(text, column, end, end-len(indent), indent)
}

// fill breaks text into a first line of first columns, of which some are used
// already, and further ones of rest columns.
func fill(text string, used, first, rest int, indent string) string {
	var out strings.Builder
	columns := first
	for i, word := range strings.Fields(clean(text)) {
		size := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case used+1+size > columns:
			out.WriteString("\n" + indent)
			used, columns = 0, rest
		default:
			out.WriteByte(' ')
			used++
		}
		out.WriteString(word)
		used += size
	}
	return out.String()
}
