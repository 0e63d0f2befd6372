package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// ExposureText writes the exposure report for a terminal: the totals, then each
// row with the money to the right and what is behind it below.
func ExposureText(w io.Writer, doc apidoc.ExposureDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s as of %s\n", style.heading("Exposure by "+string(doc.By)), style.instant(doc.AsOf))
	for _, line := range totals(doc) {
		Paragraph(&out, line, "")
	}
	for _, row := range doc.Rows {
		title, money := clean(row.Name)+tierOf(row), estimated(row.Exposure)
		gap := max(2, width-utf8.RuneCountInString(title+money))
		fmt.Fprintf(&out, "\n%s%s%s\n", style.heading(title), strings.Repeat(" ", gap), money)
		for _, line := range behind(doc, row, style.clock(doc.AsOf)) {
			Paragraph(&out, line, "    ")
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// totals returns the summary in three sentences.
func totals(doc apidoc.ExposureDocument) []string {
	sum := "Exposure: not estimated"
	if doc.Exposure.Amount != nil {
		sum = "Exposure: " + doc.Exposure.Amount.String()
	}
	if doc.By == apidoc.ByLine && doc.Exposure.Of == 0 {
		sum = "The registry has no production lines: list them under `lines`, and name those that need an item in its `used_in`. " + sum
	}
	return []string{
		fmt.Sprintf("%s; %d of %s estimated.", sum, doc.Exposure.Estimated, prose.Count(doc.Exposure.Of, string(doc.By))),
		fmt.Sprintf("Reachability is proven for %d of %d critical and important suppliers.", doc.Coverage.Covered, doc.Coverage.Of),
		counted(doc.Findings) + ".",
	}
}

// behind returns the details of a row: its stock, how to reach the supplier, its findings and its next deadline.
func behind(doc apidoc.ExposureDocument, row apidoc.ExposureRow, clock prose.Clock) []string {
	var lines []string
	if doc.By == apidoc.ByLine {
		lines = append(lines, fed(row))
	}
	if row.Margin != nil || !row.StopsOn.IsZero() {
		lines = append(lines, standstillOf(row, clock.Now))
	}
	if row.Reach != nil {
		lines = append(lines, reach(*row.Reach, clock)+proven(row.Coverage))
	}
	if row.Findings != (apidoc.Counts{}) {
		lines = append(lines, counted(row.Findings))
	}
	if row.Next != nil {
		lines = append(lines, "next: "+next(*row.Next, clock))
	}
	return lines
}

// fed returns the suppliers of a production line.
func fed(row apidoc.ExposureRow) string {
	if len(row.Suppliers) == 0 {
		return "no supply in the registry feeds it"
	}
	return "fed by " + strings.Join(row.Suppliers, ", ")
}

func tierOf(row apidoc.ExposureRow) string {
	if row.Tier == "" {
		return ""
	}
	return " (" + clean(row.Tier) + ")"
}

// estimated returns an amount in words. An unknown amount is shown as unknown and not as zero.
func estimated(m *model.Money) string {
	if m == nil {
		return "not estimated"
	}
	return m.String()
}

func standstillOf(row apidoc.ExposureRow, now time.Time) string {
	var parts []string
	if row.Margin != nil {
		parts = append(parts, "margin "+prose.Count(*row.Margin, "day"))
	}
	switch {
	case row.StopsOn.IsZero():
	case row.StopsOn.After(civil.TodayIn(row.StopsIn, now)):
		parts = append(parts, "a line stops on "+row.StopsOn.String()+" if nothing comes")
	default:
		parts = append(parts, "by the count, the stock ran out on "+row.StopsOn.String())
	}
	return strings.Join(parts, "; ")
}

// reach returns in plain words how a supplier can be reached, with the figure last.
func reach(r apidoc.Reach, clock prose.Clock) string {
	if r.Ways == 0 {
		return "no way to reach them that is not known to fail"
	}
	words := prose.Count(r.Ways, "way") + ", "
	if r.LastAnswer.IsZero() {
		words += "no answer on record"
	} else {
		words += "last answer " + ago(r.LastAnswer, r.Owner, clock)
	}
	if r.Likelihood == nil {
		return words + "; likelihood not known"
	}
	return words + fmt.Sprintf("; likelihood %.3f", *r.Likelihood)
}

// ago returns the age of a day, counted by the date of its owner, in the unit that people would use.
func ago(day civil.Date, owner *time.Location, clock prose.Clock) string {
	today := civil.TodayIn(owner, clock.Now)
	days := today.DaysSince(day)
	months := 12*(today.Year()-day.Year()) + int(today.Month()-day.Month())
	if day.AddMonths(months).After(today) {
		months--
	}
	switch {
	case days <= 1 && !clock.SharesDay(owner):
		return "on " + day.String() + " (" + prose.City(owner) + ")"
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	case months < 2:
		return prose.Count(days, "day") + " ago"
	case months < 24:
		return prose.Count(months, "month") + " ago"
	}
	return prose.Count(months/12, "year") + " ago"
}

// proven returns in words whether the contacts were verified as the tier requires.
func proven(c apidoc.Coverage) string {
	switch {
	case c.Of == 0:
		return ""
	case c.Of > 1:
		return fmt.Sprintf("; proven for %d of %d suppliers", c.Covered, c.Of)
	case c.Covered == 1:
		return "; proven"
	}
	return "; not proven"
}

// counted returns the number of findings by severity.
func counted(c apidoc.Counts) string {
	return fmt.Sprintf("%d critical, %s, %s", c.Critical, prose.Count(c.Warning, "warning"), prose.Count(c.Info, "note"))
}

func next(n apidoc.NextDeadline, clock prose.Clock) string {
	due, when := n.Due.String(), "in "+prose.Count(n.DaysLeft, "day")
	if city := clock.CityOf(n.Due, n.Zones); city != "" {
		due += " in " + city
	}
	if n.DaysLeft == 0 {
		when = "0 days left"
		if clock.SharesDay(n.Zones.Owner) {
			when = "today"
		}
	}
	return clean(fmt.Sprintf("%s (%s), %s of %s", due, when, n.Kind, model.SubjectRef{Supplier: n.Supplier, Subject: n.Subject}))
}
