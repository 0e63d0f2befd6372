package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// noFindings is how JSON writes the findings of a document that has none. No text in a document has a line break before it.
const noFindings = "\n  \"findings\": []"

// CheckJSON writes what JSON does, one finding after the other, so that a large document is never held as a whole.
func CheckJSON(w io.Writer, doc apidoc.CheckDocument) error {
	findings := doc.Findings
	doc.Findings = []model.Finding{}
	var frame bytes.Buffer
	if err := JSON(&frame, doc); err != nil {
		return err
	}
	before, after, found := bytes.Cut(frame.Bytes(), []byte(noFindings))
	if len(findings) == 0 || !found {
		doc.Findings = findings
		return JSON(w, doc)
	}
	out := findingWriter{to: bufio.NewWriter(w)}
	out.write(before)
	out.write([]byte("\n  \"findings\": ["))
	for i := range findings {
		out.finding(&findings[i], i > 0)
	}
	out.write([]byte("\n  ]"))
	out.write(after)
	if out.err == nil {
		out.err = out.to.Flush()
	}
	if out.err != nil {
		return fmt.Errorf("write JSON: %w", out.err)
	}
	return nil
}

// findingWriter writes until the first error.
type findingWriter struct {
	to  *bufio.Writer
	one []byte
	err error
}

func (w *findingWriter) write(text []byte) {
	if w.err == nil {
		_, w.err = w.to.Write(text)
	}
}

// finding writes one finding, with a comma before it if it is not the first.
func (w *findingWriter) finding(f *model.Finding, more bool) {
	if w.err != nil {
		return
	}
	w.one = w.one[:0]
	if more {
		w.one = append(w.one, ',')
	}
	w.one = apidoc.AppendFinding(append(w.one, "\n    "...), f)
	w.write(w.one)
}
