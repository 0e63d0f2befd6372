package pages

import (
	"html/template"
	"net/http"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// overviewPage is the page at /: open alerts, deadlines, tasks.
type overviewPage struct {
	snapshot func() content.Snapshot
	renderer renderer
	actions  pageActions
	calendar string // its address, for calendar programs
}

// overviewView is what its template shows.
type overviewView struct {
	content.Snapshot
	Firing []alertRow      // open, and not acknowledged
	Held   []alertRow      // acknowledged or snoozed
	Coming []deadlineRow   // due within the next weeks, or overdue
	Work   []group         // gaps to close, by supplier
	Broken []model.Problem // of a registry that could not be read
	More   more            // what is left out
	Feed   string          // the address of the calendar
	actionState
}

// Clock writes an instant by the reader's clock.
func (v overviewView) Clock(t time.Time) string { return minuteIn(v.Snapshot.Zone(), t) }

// Unlisted counts the mails that wait for the rate of a relay and are not listed.
func (v overviewView) Unlisted() int {
	return v.Outbox.ByRate.Waiting - len(v.Outbox.ByRate.Mails)
}

// more counts what each part of the page leaves out.
type more struct{ Firing, Held, Coming, Work int }

// group is the work at one supplier.
type group struct {
	Supplier string // empty: our own side
	Name     string
	Findings []model.Finding
}

// horizon is how far ahead the page looks, in days.
const horizon = 60

// most is how many entries of a kind the page shows: the most severe, or the
// soonest. Nobody reads on, and a telephone cannot show more.
const most = 200

var overviewTemplate = parsePage(template.FuncMap{
	"add":  func(a, b int) int { return a + b },
	"most": func() int { return most },
}, "overview.html", "forms.html")

// get serves the page.
func (p overviewPage) get(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusOK, result{})
}

// show serves the page with what became of a form, if one was sent.
func (p overviewPage) show(w http.ResponseWriter, r *http.Request, status int, became result) {
	x := p.snapshot()
	v := overview(x)
	v.Feed = p.calendar
	v.actionState = p.actions.state(w, r, x, became)
	p.actions.addForms(v.User, x, v.Firing)
	p.actions.addForms(v.User, x, v.Held)
	p.renderer.renderAs(w, status, overviewTemplate, v)
}

func overview(s content.Snapshot) overviewView {
	v := overviewView{Snapshot: s, Broken: s.Reload.Problems, Coming: coming(s)}
	for _, a := range s.Alerts.Open().Alerts {
		row := newAlertRow(s, a, s.SupplierName(a.Supplier))
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

// coming returns the deadlines that are overdue or due soon.
func coming(s content.Snapshot) []deadlineRow {
	var rows []deadlineRow
	for _, d := range s.Deadlines.Deadlines {
		last := civil.TodayIn(d.Zones.Owner, s.Deadlines.AsOf).AddDays(horizon)
		if !d.Settled && !d.Due.IsZero() && !d.Due.After(last) {
			rows = append(rows, newDeadlineRow(s, d))
		}
	}
	return rows
}

// gaps returns the findings of the weekly summary, the most severe first.
func gaps(s content.Snapshot) []model.Finding {
	var open []model.Finding
	for _, f := range s.Findings.Findings {
		if f.Route == model.RouteWork {
			open = append(open, f)
		}
	}
	return open
}

// grouped returns findings by supplier, in their order.
func grouped(s content.Snapshot, findings []model.Finding) []group {
	var groups []group
	place := map[string]int{}
	for _, f := range findings {
		i, known := place[f.Supplier]
		if !known {
			i = len(groups)
			place[f.Supplier] = i
			groups = append(groups, group{Supplier: f.Supplier, Name: s.SupplierName(f.Supplier)})
		}
		f.Message = s.Readable(f.Message, f.Supplier)
		groups[i].Findings = append(groups[i].Findings, f)
	}
	return groups
}
