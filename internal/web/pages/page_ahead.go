package pages

import (
	"net/http"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
)

// aheadPage is the page at /ahead: the next twelve months, as a timeline and as a table.
type aheadPage struct {
	snapshot func() content.Snapshot
	renderer renderer
	framer   framer
}

// aheadView is what its template shows.
type aheadView struct {
	frame
	Late      []span // overdue
	LatePages pager
	Chart     chart
	Spans     []span // of the months ahead, the soonest first
	Pages     pager
	Beyond    civil.Date // the last day that is shown
}

// chart is the timeline as a drawing. Lengths are in units of the drawing.
type chart struct {
	Width, Height int
	Today         int // where today is
	Months        []chartMonth
	Rows          []chartRow
}

// chartMonth is where a month begins.
type chartMonth struct {
	X    int
	Name string
}

// chartRow is one supplier with its spans. Spans that overlap are drawn below each other.
type chartRow struct {
	Y              int
	Supplier, Name string
	Bars           []chartBar
	ends           []int // where the last bar of each line ends
}

// chartBar is one span as it is drawn.
type chartBar struct {
	X, Y, Width int
	Kind, Text  string
	Late        bool
}

// The measures of the drawing.
const (
	chartLabel  = 220 // the width of the names of suppliers
	chartYear   = 780 // the width of all months
	chartHead   = 30  // the height of the names of months
	chartLine   = 30  // the height of a supplier
	chartLane   = 20  // the height of each further line of a supplier
	chartMark   = 8   // the width of a single day
	monthsAhead = 13  // the current one and twelve more
	spansShown  = 40
	lateShown   = 20
)

var aheadTemplate = lazyPage(nil, "layout.html", "ahead.html", "forms.html")

// get serves the page.
func (p aheadPage) get(w http.ResponseWriter, r *http.Request) {
	x := p.snapshot()
	today := x.Clock().Today()
	from := civil.NewDate(today.Year(), today.Month(), 1)
	to := from.AddMonths(monthsAhead).AddDays(-1)
	v := aheadView{frame: p.framer.frame(w, r, x, "/ahead", "Next 12 months", result{}), Beyond: to}
	var late, ahead []*span
	for _, s := range spansAhead(x, today, from, to) {
		if s.Late {
			late = append(late, s)
		}
		if !s.To.Before(today) {
			ahead = append(ahead, s)
		}
	}
	slices.SortStableFunc(late, func(a, b *span) int { return a.overdueSince().Compare(b.overdueSince()) })
	worded := func(s *span) span { return s.worded(x) }
	v.Late, v.LatePages = pagedRows(r, "late", "Overdue", late, lateShown, worded)
	v.Spans, v.Pages = pagedRows(r, "page", "Events", ahead, spansShown, worded)
	v.Chart = newChart(v.Spans, today, from, to)
	p.renderer.renderAs(w, r, http.StatusOK, aheadTemplate, v)
}

// newChart draws spans, a row for each supplier in the order of its first one.
func newChart(spans []span, today, from, to civil.Date) chart {
	days := to.DaysSince(from) + 1
	at := func(d civil.Date) int {
		return chartLabel + chartYear*min(max(d.DaysSince(from), 0), days)/days
	}
	c := chart{Width: chartLabel + chartYear, Today: at(today)}
	for m := range monthsAhead {
		first := from.AddMonths(m)
		c.Months = append(c.Months, chartMonth{X: at(first), Name: first.Start(time.UTC).Format("Jan 06")})
	}
	place := map[string]int{}
	for _, s := range spans {
		i, known := place[s.Supplier]
		if !known {
			i = len(c.Rows)
			place[s.Supplier] = i
			c.Rows = append(c.Rows, chartRow{Supplier: s.Supplier, Name: prose.Cut(s.Name, 26)})
		}
		x := at(s.From)
		c.Rows[i].add(chartBar{X: x, Width: max(chartMark, at(s.To.AddDays(1))-x), Kind: s.Kind, Text: s.Name + ": " + s.Text(), Late: s.Late})
	}
	c.Height = chartHead
	for i := range c.Rows {
		row := &c.Rows[i]
		row.Y = c.Height
		for k := range row.Bars {
			row.Bars[k].Y += row.Y + 7
		}
		c.Height += chartLine + chartLane*(len(row.ends)-1)
	}
	return c
}

// add adds a bar on the first line of the row on which it covers no other.
func (r *chartRow) add(bar chartBar) {
	for line, end := range r.ends {
		if bar.X >= end || bar.X+bar.Width <= r.starts(line) {
			bar.Y = chartLane * line
			r.ends[line] = max(end, bar.X+bar.Width)
			r.Bars = append(r.Bars, bar)
			return
		}
	}
	bar.Y = chartLane * len(r.ends)
	r.ends = append(r.ends, bar.X+bar.Width)
	r.Bars = append(r.Bars, bar)
}

// starts returns where the first bar of a line begins.
func (r *chartRow) starts(line int) int {
	first := chartLabel + chartYear
	for _, bar := range r.Bars {
		if bar.Y == chartLane*line {
			first = min(first, bar.X)
		}
	}
	return first
}

// LabelY returns the line on which the name of a supplier is written.
func (r chartRow) LabelY() int { return r.Y + 20 }
