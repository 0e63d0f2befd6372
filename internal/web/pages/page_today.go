package pages

import (
	"net/http"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/content"
)

// todayPage is the page at /: what to do now, what was done lately, what comes next.
type todayPage struct {
	snapshot func() content.Snapshot
	renderer renderer
	framer   framer
	actions  pageActions
}

// todayView is what its template shows.
type todayView struct {
	frame
	Summary                *apidoc.Summary // nil: not known
	Withheld               int             // replies of today that were not answered
	Firing, Held           []alertRow      // open: not acknowledged; acknowledged or snoozed
	FiringPages, HeldPages pager
	Resolved               []alertRow // ended in the last days, the latest first
	ResolvedPages          pager
	Overdue                []deadlineRow
	OverduePages           pager
	Coming                 []deadlineRow // due within the next weeks
	ComingPages            pager
	Tasks                  []taskGroup
	TaskCount              int
	Broken                 []model.Problem // of the registry, the first ones
	BrokenCount            int
	Reloaded               bool // it is in use all the same
}

// How many entries of each kind the page shows at a time.
const (
	alertsShown    = 12
	resolvedShown  = 10
	deadlinesShown = 20
	problemsShown  = 5
)

// horizon is how far ahead the page looks, in days; recently is how long it shows what has ended.
const (
	horizon  = 60
	recently = 7 * 24 * time.Hour
)

var todayTemplate = lazyPage(nil, "layout.html", "today.html", "alertparts.html", "forms.html")

// get serves the page.
func (p todayPage) get(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusOK, result{})
}

// show serves the page with what became of a form, if one was sent.
func (p todayPage) show(w http.ResponseWriter, r *http.Request, status int, became result) {
	x := p.snapshot()
	v := todayView{frame: p.framer.frame(w, r, x, "/", "Today", became), Summary: x.Findings.Summary, Withheld: x.Withheld, Broken: x.Reload.Problems[:min(len(x.Reload.Problems), problemsShown)], BrokenCount: len(x.Reload.Problems), Reloaded: x.Reload.OK}
	index := x.AlertIndex()
	row := func(a *apidoc.StatusAlert) alertRow { return newAlertRow(x, *a) }
	v.Firing, v.FiringPages = pagedRows(r, "open", "Open alerts", index.Unacknowledged, alertsShown, row)
	v.Held, v.HeldPages = pagedRows(r, "acknowledged", "Acknowledged alerts", index.Held, alertsShown, row)
	v.Resolved, v.ResolvedPages = pagedRows(r, "resolved", "Recently resolved", endedAlerts(x), resolvedShown, row)
	overdue, coming := deadlinesDue(x)
	due := func(d *model.Deadline) deadlineRow { return newDeadlineRow(x, *d) }
	v.Overdue, v.OverduePages = pagedRows(r, "overdue", "Overdue deadlines", overdue, deadlinesShown, due)
	v.Coming, v.ComingPages = pagedRows(r, "due", "Upcoming deadlines", coming, deadlinesShown, due)
	tasks := x.FindingIndex().Tasks()
	v.TaskCount, v.Tasks = len(tasks), groupedTasks(x, tasks, tasksShown)
	for _, rows := range [][]alertRow{v.Firing, v.Held, v.Resolved} {
		p.actions.addForms(&v.frame, x, rows, replycmd.Ack)
	}
	p.renderer.renderAs(w, r, status, todayTemplate, v)
}

// endedAlerts returns the alerts of which somebody was notified that ended lately, the latest first.
func endedAlerts(s content.Snapshot) []*apidoc.StatusAlert {
	ended := s.AlertIndex().Ended
	for i, a := range ended {
		if s.Alerts.AsOf.Sub(*a.EndedAt) >= recently {
			return ended[:i]
		}
	}
	return ended
}

// deadlinesDue returns the deadlines that are overdue, and those that are due soon.
func deadlinesDue(s content.Snapshot) (overdue, coming []*model.Deadline) {
	latest := civil.DateOf(s.Deadlines.AsOf.UTC()).AddDays(1 + horizon) // no zone is more than a day ahead of UTC
	for _, d := range s.DeadlineIndex().Unsettled {
		switch {
		case d.Due.IsZero() || d.Due.After(latest):
		case d.DaysLeft != nil && *d.DaysLeft < 0:
			overdue = append(overdue, d)
		case !d.Due.After(civil.TodayIn(d.Zones.Owner, s.Deadlines.AsOf).AddDays(horizon)):
			coming = append(coming, d)
		}
	}
	return overdue, coming
}
