package web

import (
	"html/template"
	"net/http"
	"strings"
	"time"
	"unicode"

	"supplierwatch/config"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// pageView is what the page's template shows.
type pageView struct {
	Snapshot
	Firing []alertRow      // open, and not acknowledged
	Held   []alertRow      // acknowledged or snoozed
	Coming []deadlineRow   // due within the next weeks, or overdue
	Work   []group         // gaps to close, by supplier
	Broken []model.Problem // of a registry that could not be read
	More   more            // what is left out
	acted
}

// more counts what each part of the page leaves out.
type more struct{ Firing, Held, Coming, Work int }

// alertRow is an alert under the name that people know its supplier by.
type alertRow struct {
	apidoc.StatusAlert
	Ahead
	Name string
	Form *form // to do something about it; nil: whoever looks may not
}

// Says returns the state of an alert and what comes next in a sentence.
func (a alertRow) Says() string { return stateText(a.StatusAlert, a.Next, clock) }

// clock writes an instant as the page does.
func clock(t time.Time) string { return t.UTC().Format("Mon 2 Jan 15:04 MST") }

type deadlineRow struct {
	model.Deadline
	Name string
}

// group is the work at one supplier.
type group struct {
	Supplier string // empty: our own side
	Name     string
	Findings []model.Finding
}

// horizon is how far ahead the page looks, in days.
const horizon = 60

// most is how many entries of a kind the page shows: the gravest, or the
// soonest. Nobody reads on, and a telephone would choke on all.
const most = 200

var page = template.Must(template.New("index.html").Funcs(template.FuncMap{
	"day":   day,
	"clock": clock,
	"in":    daysLeft,
	"upper": func(s model.Severity) string { return strings.ToUpper(string(s)) },
	"add":   func(a, b int) int { return a + b },
	"most":  func() int { return most },
	"words": func(s string) string { return strings.ReplaceAll(s, "-", " ") },
	"held":  held,
}).Parse(config.Page + config.Forms))

// held reports whether somebody has an alert.
func held(s model.AlertState) bool { return s == model.StateAcknowledged || s == model.StateSnoozed }

func (s server) page(w http.ResponseWriter, r *http.Request) {
	s.showPage(w, r, http.StatusOK, "")
}

// showPage shows the page, with why nothing was recorded if something was asked for.
func (s server) showPage(w http.ResponseWriter, r *http.Request, status int, wrong string) {
	x := s.Snapshot()
	v := view(x)
	v.acted = s.actedOn(w, r, x, wrong)
	if x.Ahead != nil {
		s.lookAhead(v.User, x, v.Firing)
		s.lookAhead(v.User, x, v.Held)
	}
	s.showAs(w, status, page, v)
}

// lookAhead adds to each alert what happens next and, for a user, the forms for actions.
func (s server) lookAhead(user string, x Snapshot, rows []alertRow) {
	for i := range rows {
		rows[i].Ahead = x.Ahead(rows[i].ID)
		rows[i].Form = s.formFor(user, rows[i].ID, rows[i].Ahead)
	}
}

// stripBidi drops the marks that turn the direction of what follows: a name that
// holds one would show the rest of its line the wrong way round.
func stripBidi(r rune) rune {
	if unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

func view(s Snapshot) pageView {
	v := pageView{Snapshot: s, Broken: s.Reload.Problems, Coming: coming(s)}
	for _, a := range s.Alerts.Open().Alerts {
		row := alertRow{StatusAlert: a, Name: supplierName(s.Registry, a.Supplier)}
		switch {
		case held(a.State):
			v.Held = append(v.Held, row)
		case a.Route != model.RouteWork && a.State == model.StateFiring:
			v.Firing = append(v.Firing, row)
		}
	}
	v.Firing, v.More.Firing = first(v.Firing)
	v.Held, v.More.Held = first(v.Held)
	v.Coming, v.More.Coming = first(v.Coming)
	open, rest := first(gaps(s))
	v.Work, v.More.Work = grouped(s, open), rest
	return v
}

// first returns as many elements as the page shows, and the number of the others.
func first[T any](all []T) (shown []T, rest int) {
	shown = all[:min(len(all), most)]
	return shown, len(all) - len(shown)
}

func coming(s Snapshot) []deadlineRow {
	last := civil.DateOf(s.Deadlines.AsOf).AddDays(horizon)
	var rows []deadlineRow
	for _, d := range s.Deadlines.Deadlines {
		if !d.Settled && !d.Due.IsZero() && !d.Due.After(last) {
			rows = append(rows, deadlineRow{d, supplierName(s.Registry, d.Supplier)})
		}
	}
	return rows
}

// gaps returns the findings of the weekly summary, the gravest first.
func gaps(s Snapshot) []model.Finding {
	var open []model.Finding
	for _, f := range s.Findings.Findings {
		if f.Route == model.RouteWork {
			open = append(open, f)
		}
	}
	return open
}

// grouped puts findings under their suppliers, in their order.
func grouped(s Snapshot, findings []model.Finding) []group {
	var groups []group
	place := map[string]int{}
	for _, f := range findings {
		i, known := place[f.Supplier]
		if !known {
			i = len(groups)
			place[f.Supplier] = i
			groups = append(groups, group{Supplier: f.Supplier, Name: supplierName(s.Registry, f.Supplier)})
		}
		groups[i].Findings = append(groups[i].Findings, f)
	}
	return groups
}

// supplierName is how people know a supplier; our own side has no supplier.
func supplierName(r *model.Registry, id string) string {
	if id == "" {
		return "Our own side"
	}
	if r != nil {
		if s := r.Supplier(id); s != nil {
			return s.Name
		}
	}
	return id
}

func day(d civil.Date) string {
	if d.IsZero() {
		return "no day"
	}
	return d.Start(time.UTC).Format("Mon 2 Jan 2006")
}
