package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
)

// mailCounter counts the mails of a simulation by recipient and month.
type mailCounter struct {
	zone *time.Location
	by   map[string]map[string]int // by recipient, by month
}

func newMailCounter(zone *time.Location) mailCounter {
	return mailCounter{zone: zone, by: map[string]map[string]int{}}
}

func (c mailCounter) add(e apidoc.SimulationEvent) {
	if e.Kind != apidoc.EventMail {
		return
	}
	if c.by[e.Mail.To] == nil {
		c.by[e.Mail.To] = map[string]int{}
	}
	c.by[e.Mail.To][e.At.In(c.zone).Format("2006-01")]++
}

// counts returns how many mails each recipient gets, sorted by recipient.
func (c mailCounter) counts() []apidoc.SimulationCount {
	all := make([]apidoc.SimulationCount, 0, len(c.by))
	for _, to := range slices.Sorted(maps.Keys(c.by)) {
		all = append(all, apidoc.SimulationCount{To: to, Total: sum(c.by[to]), Months: c.by[to]})
	}
	return all
}

func sum(counts map[string]int) int {
	n := 0
	for _, x := range counts {
		n += x
	}
	return n
}

// mostColumns is how many months are shown side by side; longer simulations show years.
const mostColumns = 12

// columns returns the months from the first to the last of a simulation, or the years if there are many.
func columns(doc apidoc.Simulation) []string {
	var months, years []string
	for y, m := doc.From.Year(), int(doc.From.Month()); y < doc.Until.Year() || y == doc.Until.Year() && m <= int(doc.Until.Month()); m++ {
		if m > 12 {
			y, m = y+1, 1
			if y > doc.Until.Year() || y == doc.Until.Year() && m > int(doc.Until.Month()) {
				break
			}
		}
		months = append(months, fmt.Sprintf("%04d-%02d", y, m))
		if year := fmt.Sprintf("%04d", y); !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	if len(months) > mostColumns {
		return years
	}
	return months
}

// write writes a table: a line for each recipient, a column for each month or year.
func (c mailCounter) write(w io.Writer, doc apidoc.Simulation, style Style) {
	if len(c.by) == 0 {
		return
	}
	columns, widest := columns(doc), 0
	for to := range c.by {
		widest = max(widest, len(to))
	}
	fmt.Fprintf(w, "\n%s\n  %-*s", style.heading("MAILS BY RECIPIENT"), widest, "")
	for _, column := range columns {
		fmt.Fprintf(w, " %4s", columnTitle(column))
	}
	fmt.Fprintf(w, "  total\n")
	for _, x := range c.counts() {
		fmt.Fprintf(w, "  %-*s", widest, x.To)
		for _, column := range columns {
			n := 0
			for month, mails := range x.Months {
				if strings.HasPrefix(month, column) {
					n += mails
				}
			}
			fmt.Fprintf(w, " %4d", n)
		}
		fmt.Fprintf(w, "  %5d\n", x.Total)
	}
}

// columnTitle returns the title of a month or a year.
func columnTitle(column string) string {
	if month, err := time.Parse("2006-01", column); err == nil {
		return month.Format("Jan")
	}
	return column
}
