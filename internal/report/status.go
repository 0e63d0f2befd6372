package report

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"supplierwatch/internal/watch"
)

// StatusText writes what stands, who has been told and what comes next, one
// paragraph an alert.
func StatusText(w io.Writer, doc watch.StatusDocument, style Style) error {
	var out bytes.Buffer
	open := 0
	for _, a := range doc.Alerts {
		if a.State.Open() {
			open++
		}
	}
	fmt.Fprintf(&out, "%s open as of %s\n", style.heading(count(open, "alert")), clock(doc.AsOf))
	for _, a := range doc.Alerts {
		statusAlert(&out, a, style)
	}
	_, err := w.Write(out.Bytes())
	return err
}

func statusAlert(out *bytes.Buffer, a watch.StatusAlert, style Style) {
	const indent = "        "
	fmt.Fprintf(out, "\n%s  %s  %s\n", style.heading(a.ID), style.severity(a.Severity), wrap(a.Message, width-len(indent), indent))
	fmt.Fprintf(out, "%s%s\n", indent, style.faint(clean(a.Key)+"  "+a.Rule))
	fmt.Fprintf(out, "%s%s since %s%s\n", indent, a.State, clock(a.Since), standing(a))
	for _, n := range a.Notified {
		fmt.Fprintf(out, "%s%s  step %d  %s  %s\n", indent, clock(n.At), n.Step, clean(n.Recipient), n.Result)
	}
	if a.NextAt != nil && a.State.Open() {
		fmt.Fprintf(out, "%snext %s\n", indent, clock(*a.NextAt))
	}
}

// standing tells who holds an alert and until when.
func standing(a watch.StatusAlert) string {
	switch {
	case a.AcknowledgedBy != nil:
		return ", acknowledged by " + clean(*a.AcknowledgedBy)
	case a.SnoozedUntil != nil:
		return ", snoozed until " + clock(*a.SnoozedUntil)
	case a.Reason != "":
		return ", " + string(a.Reason)
	}
	return ""
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 MST") }
