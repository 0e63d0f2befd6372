package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/fatih/color"

	"supplierwatch/internal/apidoc"
)

// Tried writes what came of trying out a configuration, a row for each part:
// first whether it works, then what was found and, where it does not, what the
// administrator does now. Without any row nothing is written.
func Tried(w io.Writer, rows []apidoc.Tried, style Style) error {
	if len(rows) == 0 {
		return nil
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "\n%s\n", style.heading("THE CONFIGURATION, TRIED OUT"))
	column, failed := 0, 0
	for _, r := range rows {
		column = max(column, len(r.Item))
		if r.Result == apidoc.TriedFailed {
			failed++
		}
	}
	for _, r := range rows {
		indent := fmt.Sprintf("%*s", column+13, "")
		fmt.Fprintf(&out, "  %s  %-*s  %s\n", style.tried(r.Result), column, clean(r.Item), wrap(r.Detail, width-len(indent), indent))
		if r.Next != "" {
			fmt.Fprintf(&out, "%s→ %s\n", indent, wrap(r.Next, width-len(indent)-2, indent+"  "))
		}
	}
	if failed > 0 {
		do := "do"
		if failed == 1 {
			do = "does"
		}
		fmt.Fprintf(&out, "\n%d of %d parts %s not work.\n", failed, len(rows), do)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// tried returns the word for a result, padded to a column.
func (s Style) tried(result apidoc.TriedResult) string {
	word := fmt.Sprintf("%-7s", result)
	switch result {
	case apidoc.TriedOK:
		return s.paint(word, color.FgGreen)
	case apidoc.TriedFailed:
		return s.paint(word, color.FgRed, color.Bold)
	}
	return s.faint(word)
}
