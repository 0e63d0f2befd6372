package checkformat

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"supplierwatch/internal/model"
)

// tap writes TAP 14 (https://testanything.org): one test for each finding, with its details as YAML; rules that were not evaluated are skipped, known
// findings are TODO. Errors of the registry bail out.
func tap(c Check) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("TAP version 14\n")
	if c.broken() {
		for _, p := range problemsOf(c) {
			fmt.Fprintf(&out, "# %s: %s\n", plain(p.place.String()), p.message)
		}
		fmt.Fprintf(&out, "Bail out! %s\n", c.problemCount())
		return out.Bytes(), nil
	}
	tests := c.tests()
	fmt.Fprintf(&out, "1..%d\n", len(tests))
	for i, t := range tests {
		c.tapTest(&out, i+1, t)
	}
	if d := c.Document.Diff; d != nil {
		for _, f := range d.Fixed {
			fmt.Fprintf(&out, "# fixed: %s: %s\n", f.Rule, plain(f.Message))
		}
		fmt.Fprintf(&out, "# %s\n", plain(diffCounts(d)))
	}
	return out.Bytes(), nil
}

func (c Check) tapTest(out *bytes.Buffer, number int, t test) {
	name := tapName(t.rule + ": " + t.name)
	switch {
	case t.skipped:
		fmt.Fprintf(out, "ok %d - %s # SKIP %s\n", number, name, reasonNotEvaluated)
	case t.finding == nil:
		fmt.Fprintf(out, "ok %d - %s\n", number, name)
	case t.finding.Known:
		fmt.Fprintf(out, "not ok %d - %s # TODO known, not new\n", number, name)
		c.tapDetails(out, *t.finding)
	case c.failed(*t.finding):
		fmt.Fprintf(out, "not ok %d - %s\n", number, name)
		c.tapDetails(out, *t.finding)
	default:
		fmt.Fprintf(out, "ok %d - %s\n", number, name)
		c.tapDetails(out, *t.finding)
	}
}

// tapDetails writes a block of YAML. Its strings are between quotation marks.
func (c Check) tapDetails(out *bytes.Buffer, f model.Finding) {
	place := c.Places.of(f.Position)
	fmt.Fprintf(out, "  ---\n  message: %s\n  severity: %s\n  file: %s\n  line: %d\n  column: %d\n  fingerprint: %q\n  ...\n",
		quoted(f.Message), f.Severity, quoted(place.Path), place.Line, place.Column, f.Fingerprint)
}

// quoted writes a text between quotation marks, as YAML reads it.
func quoted(text string) string { return strconv.Quote(plain(text)) }

// tapName escapes what ends a description (TAP 14, section "Escaping").
func tapName(text string) string {
	return strings.NewReplacer(`\`, `\\`, "#", `\#`).Replace(plain(text))
}
