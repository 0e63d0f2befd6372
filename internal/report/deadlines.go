package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"supplierwatch/internal/watch"
)

// DeadlinesText writes the computed dates as a table, the soonest first, with
// the dates each one was computed from.
func DeadlinesText(w io.Writer, doc watch.DeadlinesDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s as of %s\n\n", style.heading(count(len(doc.Deadlines), "deadline")), doc.AsOf.Format("Mon 2 Jan 2006 15:04 MST"))
	if len(doc.Deadlines) > 0 {
		table := tabwriter.NewWriter(&out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(table, "DUE\tDAYS\tSUPPLIER\tSUBJECT\tSTATE\tHOW IT IS COMPUTED")
		for _, d := range doc.Deadlines {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", due(d), days(d), clean(d.Supplier), clean(d.Subject), d.State, arithmetic(d))
		}
		if err := table.Flush(); err != nil {
			return fmt.Errorf("write deadlines: %w", err)
		}
	}
	_, err := w.Write(trimLines(out.Bytes()))
	return err
}

// trimLines takes away the padding that a table leaves behind a short last cell.
func trimLines(text []byte) []byte {
	lines := bytes.Split(text, []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimRight(line, " ")
	}
	return bytes.Join(lines, []byte("\n"))
}

func due(d watch.Deadline) string {
	if d.Due.IsZero() {
		return "none"
	}
	return d.Due.String() + " " + d.Due.Weekday().String()[:3]
}

func days(d watch.Deadline) string {
	if d.DaysLeft == nil {
		return "-"
	}
	return fmt.Sprintf("%d", *d.DaysLeft)
}

// arithmetic names the days that lead to the due day, the last one first.
func arithmetic(d watch.Deadline) string {
	var parts []string
	add := func(what, day string) {
		if day != "" {
			parts = append(parts, what+" "+day)
		}
	}
	if c := d.ContractDates; c != nil {
		add("decide by", c.DecideBy.String())
		add("send by", c.SendBy.String())
		add("receive by", c.ReceiveBy.String())
		add("last notice day", c.LastNoticeDate.String())
		add("ends", c.CurrentEnd.String())
		add("committed until", c.CommittedUntil.String())
		add("next last notice day", c.NextLastNoticeDate.String())
		add("earliest end", c.EarliestEnd.String())
	}
	if o := d.WindowDates; o != nil {
		add("opens", o.Opens.String())
		add("request by", o.RequestBy.String())
		add("order by", o.OrderBy.String())
		add("closes", o.Closes.String())
	}
	add("by", d.Channel)
	return strings.Join(parts, ", ")
}
