package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// DeadlinesText writes the computed dates, the soonest first, each with the
// days it was computed from under it, and last, by supplier, what has no day.
func DeadlinesText(w io.Writer, doc apidoc.DeadlinesDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s as of %s\n", style.heading(prose.Count(len(doc.Deadlines), "deadline")), style.instant(doc.AsOf))
	dated, undated := byDue(doc.Deadlines)
	if len(dated) > 0 {
		out.WriteByte('\n')
		table(&out, dated, style, style.clock(doc.AsOf))
	}
	if len(undated) > 0 {
		fmt.Fprintf(&out, "\n%s\n", style.heading("WITHOUT A DAY"))
		withoutDay(&out, undated, style.clock(doc.AsOf))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func byDue(all []model.Deadline) (dated, undated []model.Deadline) {
	for _, d := range all {
		if d.Due.IsZero() {
			undated = append(undated, d)
		} else {
			dated = append(dated, d)
		}
	}
	return dated, undated
}

// table writes a row for each deadline under a heading, and its arithmetic in
// a line of its own: a table with everything in one row fits no terminal.
func table(out *bytes.Buffer, dated []model.Deadline, style Style, clock prose.Clock) {
	rows := [][]string{{"DUE", "DAYS", "SUPPLIER", "WHAT", "STATE"}}
	for _, d := range dated {
		rows = append(rows, []string{
			d.Due.String() + " " + d.Due.Weekday().String()[:3], days(d), clean(d.Supplier), what(d), d.State,
		})
	}
	columns := widths(rows)
	indent := strings.Repeat(" ", columns[0]+2)
	for i, row := range rows {
		line := padded(row, columns)
		if i == 0 {
			fmt.Fprintln(out, style.faint(line))
			continue
		}
		fmt.Fprintln(out, line)
		d := dated[i-1]
		if how := strings.Join(steps(d, clock.CityOf(d.Due, d.Zones)), ", "); how != "" {
			fmt.Fprintln(out, indent+style.faint(wrap(how, width-len(indent), indent)))
		}
		if effect := noticeEffect(dated[i-1]); effect != "" {
			fmt.Fprintln(out, indent+wrap(effect, width-len(indent), indent))
		}
	}
}

// noticeEffect returns what becomes of our notices that do not do what was meant; empty where there are none.
func noticeEffect(d model.Deadline) string {
	if d.ContractDates == nil {
		return ""
	}
	return d.NoticeEffect
}

// widths is how wide the widest cell of each column is.
func widths(rows [][]string) []int {
	columns := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			columns[i] = max(columns[i], utf8.RuneCountInString(cell))
		}
	}
	return columns
}

// padded joins cells into a line, the second column, a number, to the right.
func padded(row []string, columns []int) string {
	var line strings.Builder
	for i, cell := range row {
		gap := strings.Repeat(" ", columns[i]-utf8.RuneCountInString(cell))
		if i == 1 {
			line.WriteString(gap + cell + "  ")
		} else {
			line.WriteString(cell + gap + "  ")
		}
	}
	return strings.TrimRight(line.String(), " ")
}

// what returns the name of the subject, after the kind of the deadline where the
// subject does not show what is due.
func what(d model.Deadline) string {
	subject := clean(d.Subject.String())
	switch d.Kind {
	case model.DeadlineReview:
		return "review of the entry"
	case model.DeadlineVerification:
		return "verification of " + subject + " by " + d.Channel
	case model.DeadlineNoticeTheirs:
		return subject + " (their notice)"
	case model.DeadlineOrderConfirm, model.DeadlineDelivery:
		return subject + " (confirmation)"
	case model.DeadlineContractEnd:
		return subject + " (its end)"
	}
	return subject
}

func days(d model.Deadline) string {
	if d.DaysLeft == nil {
		return "-"
	}
	return fmt.Sprintf("%d", *d.DaysLeft)
}

// steps returns the days that lead to the due day, in their order, and the city whose date the due day is; an empty one needs no mention.
func steps(d model.Deadline, city string) []string {
	var parts []string
	add := func(what, day string) {
		if day != "" {
			parts = append(parts, what+" "+day)
		}
	}
	if c := d.ContractDates; c != nil {
		if c.NoticeFor != c.CurrentEnd {
			add("notice for the end", c.NoticeFor.String())
		}
		add("decide by", c.DecideBy.String())
		add("send by", c.SendBy.String())
		add("received by", c.ReceiveBy.String())
		add("last notice day", c.LastNoticeDate.String())
		add("term ends", c.CurrentEnd.String())
		add("committed until", c.CommittedUntil.String())
		add("next last notice day", c.NextLastNoticeDate.String())
		add("earliest end", c.EarliestEnd.String())
	}
	if o := d.WindowDates; o != nil {
		add("opens", o.Opens.String())
		add("request by", o.RequestBy.String())
		add("order by", o.OrderBy.String())
		add("closes", o.Closes.String())
		add("bound by the", binding(o))
	}
	add("due by the date in", city)
	add("holidays known until", d.HolidaysKnownUntil.String())
	return parts
}

// binding returns what the day to order follows from, where it is not the last
// day of the window itself.
func binding(o *model.WindowDates) string {
	if o.Binding == "window" {
		return ""
	}
	return o.Binding
}
