package pages

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/stockcoverage"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// supplierPage is the page at /suppliers/ID: whom to call, and everything that is known of one supplier.
type supplierPage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
	framer    framer
	actions   pageActions
}

// supplierView is what its template shows.
type supplierView struct {
	frame
	content.SupplierDetail
	Entry        *model.Supplier // nil: it left the registry a moment ago
	LocalTime    string          // at the supplier
	OpenAlerts   []alertRow
	Ended        []alertRow // of a supplier that was removed: all its alerts
	AlertPages   pager
	HistoryPages pager
	Contracts    []deadlineRow
	Windows      []deadlineRow
	Others       []deadlineRow
	Supplies     []supplyRow
	Tasks        []taskRow
	TaskPages    pager
	Records      []historyRow
	PartPages    map[string]pager // of the other lists, by their names
	today        civil.Date       // of its owner
}

// supplyRow is what we buy there, with how long it lasts.
type supplyRow struct {
	*model.Supply
	RunOut civil.Date // zero: not known
	Late   bool       // it has run out
}

// Stocked returns the stock as it was counted; empty if nobody counted it.
func (r supplyRow) Stocked() string {
	switch {
	case r.Stock != nil:
		return strconv.FormatFloat(r.Stock.OnHand, 'f', -1, 64) + " " + r.Stock.Unit + ", counted on " + prose.Long(r.Stock.AsOf)
	case r.StockCover != nil:
		return "for " + r.StockCover.Period.String() + ", counted on " + prose.Long(r.StockCover.AsOf)
	}
	return ""
}

// Uses returns the production lines that the goods keep running, with what a day without them costs.
func (r supplyRow) Uses() []string {
	var all []string
	for _, u := range r.UsedIn {
		switch {
		case u.Line == nil:
			all = append(all, u.Text)
		case u.Line.DowntimeCost.Currency == "":
			all = append(all, cmp.Or(u.Line.Name, u.Line.ID)+", cost per day unknown")
		default:
			all = append(all, cmp.Or(u.Line.Name, u.Line.ID)+", "+u.Line.DowntimeCost.String()+" per day")
		}
	}
	return all
}

// Clock writes an instant by the reader's clock.
func (v supplierView) Clock(t time.Time) string { return v.clock.Instant(t) }

// DayTone returns how urgent a day looks: that of a critical if it is past.
func (v supplierView) DayTone(d civil.Date) model.Severity {
	if !d.IsZero() && d.Before(v.today) {
		return model.Critical
	}
	return model.Info
}

// Verified counts the contacts whose details are verified in time.
func (v supplierView) Verified() (n int) {
	for _, c := range v.Contacts {
		if c.State == apidoc.ContactVerified {
			n++
		}
	}
	return n
}

var supplierTemplate = lazyPage(template.FuncMap{"tone": contactTone}, "layout.html", "supplier.html", "history.html", "alertparts.html", "forms.html")

// removedTemplate is the page of a supplier that is no longer in the registry.
var removedTemplate = lazyPage(nil, "layout.html", "removed.html", "history.html", "forms.html")

// endedShown is how many alerts of a removed supplier its page lists at a time.
const endedShown = 30

// get serves the page.
func (p supplierPage) get(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusOK, result{})
}

// show serves the page with what became of a form, if one was sent.
func (p supplierPage) show(w http.ResponseWriter, r *http.Request, status int, became result) {
	detail, known, err := p.readModel.SupplierDetail(r.Context(), r.PathValue("id"))
	if err == nil && !known {
		err = response.Refuse(http.StatusNotFound, "there is no supplier of that id")
	}
	if err != nil {
		p.renderer.failed(w, r, err)
		return
	}
	x := p.snapshot()
	v := supplierView{SupplierDetail: detail, frame: p.framer.frame(w, r, x, "/suppliers", detail.Supplier.Name, became), Entry: x.Supplier(detail.Supplier.ID)}
	v.addHistory(r, x)
	if detail.Removed {
		v.Ended, v.AlertPages = pagedRows(r, "alerts", "Alerts", detail.Alerts, endedShown, func(a apidoc.StatusAlert) alertRow { return newAlertRow(x, a) })
		p.actions.addForms(&v.frame, x, v.Ended)
		p.renderer.renderAs(w, r, status, removedTemplate, v)
		return
	}
	v.addOpen(r, x)
	v.addDeadlines(x)
	v.addEntry(x)
	v.cut(r, x)
	p.actions.addForms(&v.frame, x, v.OpenAlerts, replycmd.Ack)
	p.renderer.renderAs(w, r, status, supplierTemplate, v)
}

// addOpen adds the parts of the open alerts and of the tasks that a request asks for.
func (v *supplierView) addOpen(r *http.Request, x content.Snapshot) {
	alerts := slices.DeleteFunc(slices.Clone(v.Alerts), func(a apidoc.StatusAlert) bool { return a.Route == model.RouteWork && !content.IsHeld(a.State) })
	v.OpenAlerts, v.AlertPages = pagedRows(r, "alerts", "Alerts", alerts, alertsShown, func(a apidoc.StatusAlert) alertRow { return newAlertRow(x, a) })
	tasks := slices.DeleteFunc(slices.Clone(v.Findings), func(f model.Finding) bool { return f.Route != model.RouteWork })
	v.Tasks, v.TaskPages = pagedRows(r, "tasks", "Tasks", tasks, taskRows, func(f model.Finding) taskRow { return newTaskRow(x, f) })
}

// addHistory adds the part of the history that a request asks for.
func (v *supplierView) addHistory(r *http.Request, x content.Snapshot) {
	v.Records, v.HistoryPages = pagedRows(r, "history", "History", v.History, historyShown, func(e content.HistoryEntry) historyRow { return newHistoryRow(x, v.Supplier.ID, e) })
}

// partsShown is how many entries of each other list the page shows at a time.
const partsShown = 30

// probesShown is how many failed probes the page shows at a time, each with what servers answered.
const probesShown = 8

// cut leaves of the other lists the parts that a request asks for, so that a supplier with hundreds of contacts has a page too.
func (v *supplierView) cut(r *http.Request, x content.Snapshot) {
	v.PartPages = map[string]pager{}
	v.Calls, v.PartPages["contacts"] = paged(r, "contacts", "Contacts", v.Calls, partsShown)
	v.Calls = slices.Clone(v.Calls)
	for i := range v.Calls {
		v.Calls[i].Contact.Says = x.Readable(v.Calls[i].Contact.Says, v.Supplier.ID)
	}
	v.Contracts, v.PartPages["contracts"] = paged(r, "contracts", "Contracts", v.Contracts, partsShown)
	v.Windows, v.PartPages["windows"] = paged(r, "windows", "Order windows", v.Windows, partsShown)
	v.Supplies, v.PartPages["supplies"] = paged(r, "supplies", "What we buy", v.Supplies, partsShown)
	v.Others, v.PartPages["others"] = paged(r, "others", "Other deadlines", v.Others, partsShown)
	v.Probes, v.PartPages["probes"] = paged(r, "probes", "Failed probes", v.Probes, probesShown)
	for i := range v.Probes {
		v.Probes[i].Lines = escapedPrefix(v.Probes[i].Lines, mostText)
	}
}

// addDeadlines sorts the deadlines into those of contracts, those of order windows, and the others.
func (v *supplierView) addDeadlines(x content.Snapshot) {
	for _, d := range v.Deadlines {
		row := newDeadlineRow(x, d)
		switch {
		case d.ContractDates != nil || d.Kind == model.DeadlineContractNotice || d.Kind == model.DeadlineContractEnd:
			v.Contracts = append(v.Contracts, row)
		case d.WindowDates != nil || d.Kind == model.DeadlineOrderWindow:
			v.Windows = append(v.Windows, row)
		default:
			v.Others = append(v.Others, row)
		}
	}
}

// addEntry adds what the registry has of the supplier.
func (v *supplierView) addEntry(x content.Snapshot) {
	if v.Entry == nil {
		return
	}
	clock := x.Clock()
	v.LocalTime = v.AsOf.In(v.Entry.Calendar.Zone()).Format("Mon 15:04") + " (" + prose.City(v.Entry.Calendar.Zone()) + ")"
	v.today = civil.TodayIn(x.Registry.CalendarOf(v.Entry.Owner).Zone(), clock.Now)
	for _, s := range v.Entry.Supplies {
		out := stockcoverage.RunsOut(s, x.Registry.CalendarOf(v.Entry.Owner))
		v.Supplies = append(v.Supplies, supplyRow{Supply: s, RunOut: out, Late: !out.IsZero() && out.Before(v.today)})
	}
}

// contactTone returns how severe a contact's state looks.
func contactTone(s apidoc.ContactState) model.Severity {
	switch s {
	case apidoc.ContactBounced, apidoc.ContactRejected, apidoc.ContactLeft, apidoc.ContactChanged, apidoc.ContactUnreached:
		return model.Critical
	case apidoc.ContactVerified:
		return model.Info
	}
	return model.Warning
}
