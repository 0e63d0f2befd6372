package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: windowChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"order-window-opening":           windowOpening,
			"order-window-open":              windowOpen,
			"order-window-closing":           windowClosing,
			"order-window-approval-too-late": approvalTooLate,
			"order-window-missed":            windowMissed,
			"order-window-missing":           windowMissing,
			"order-window-too-late":          windowTooLate,
		},
	})
}

// aboutOccurrence begins a finding on one occurrence of an order window.
func aboutOccurrence(e *obligations.Supplier, o *obligations.Occurrence) model.Finding {
	f := about(e, model.KindOrderWindow.Subject(o.Window.ID), o.Window.Pos, obligations.SuppliesOf(e, o.Window))
	f.Occurrence = o.Days.Opens.String()
	f.Due = o.Dates.RequestBy
	f.ExpiresOn = o.Ends
	f.KeyDates = obligations.ComingDays(e, o.Dates.RequestBy, o.Dates.OrderBy, o.Days.Closes)
	f.Advice.How = obligations.OrderArithmetic(e, o)
	return f
}

// occurrencesIn returns the occurrences of all windows in a state.
func occurrencesIn(e *obligations.Supplier, state string) []*obligations.Occurrence {
	var found []*obligations.Occurrence
	for _, o := range e.Occurrences {
		if o.State == state {
			found = append(found, o)
		}
	}
	return found
}

func windowOpening(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateUpcoming) {
		if o.Days.Opens.After(e.Horizon("order-window-opening")) {
			continue
		}
		f := aboutOccurrence(e, o)
		findingtext.WindowOpening(&f, e, o)
		found = append(found, f)
	}
	return found
}

func windowOpen(e *obligations.Supplier) []model.Finding {
	return openFindings(e, obligations.StateOpenNow)
}

func windowClosing(e *obligations.Supplier) []model.Finding {
	return openFindings(e, obligations.StateActNow)
}

// openFindings returns a finding for each occurrence in a state in which our approval still fits.
func openFindings(e *obligations.Supplier, state string) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, state) {
		f := aboutOccurrence(e, o)
		findingtext.WindowOpen(&f, e, o)
		found = append(found, f)
	}
	return found
}

func approvalTooLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateTooLate) {
		f := aboutOccurrence(e, o)
		approver := firstTeam(o.Window.EmergencyApprover, o.Window.Approver)
		f.FirstStep = firstTeam(approver, e.Entry.Owner)
		f.OverrideQuietHours = e.OwnToday == o.Dates.OrderBy
		findingtext.ApprovalTooLate(&f, e, o, approver)
		found = append(found, f)
	}
	return found
}

func firstTeam(teams ...*model.Team) *model.Team {
	for _, t := range teams {
		if t != nil {
			return t
		}
	}
	return nil
}

func windowMissed(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range occurrencesIn(e, obligations.StateMissed) {
		f := aboutOccurrence(e, o)
		findingtext.WindowMissed(&f, e, o)
		found = append(found, f)
	}
	return found
}

func windowMissing(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Supplies {
		if x.OrdersPerYear <= 0 || x.OrdersPerYear > 1 || hasWindow(e, x) {
			continue
		}
		f := aboutSupply(e, x)
		f.Message = fmt.Sprintf("We order %s from %s once a year or less, but no order window is recorded.", x.Item, e.Entry.Name)
		found = append(found, askAbout(e, f, "Add the order window", x.Item, "Ask the supplier by when orders must be placed.", "Add the order window to the entry.")...)
	}
	return found
}

// hasWindow reports whether a window is there for the supply. One that names no supply is there for all.
func hasWindow(e *obligations.Supplier, x *model.Supply) bool {
	for _, w := range e.Entry.OrderWindows {
		if len(w.Supplies) == 0 || slices.Contains(w.Supplies, x) {
			return true
		}
	}
	return false
}

func windowTooLate(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, o := range e.Occurrences {
		if o.Settled() || !o.Dates.TooLate || o.Window.NeedBy.Before(e.OwnToday) {
			continue
		}
		f := aboutOccurrence(e, o)
		findingtext.WindowTooLate(&f, e, o)
		found = append(found, f)
	}
	return found
}

// windowChanges notes the days of all occurrences of order windows.
func windowChanges(t *nextChange) {
	for _, w := range t.eval.Entry.OrderWindows {
		t.on(w.Since)
	}
	for _, o := range t.eval.Occurrences {
		t.on(o.Days.Opens)
		t.onAndAfter(o.Dates.RequestBy, o.Dates.OrderBy)
		t.on(o.Days.Closes)
		t.after(o.Days.Closes, o.Window.NeedBy, o.Ends, obligations.ToldUntil(o))
		t.within(o.Days.Opens, t.eval.Limit("order-window-opening"), t.eval.OwnCalendar)
		t.within(o.Dates.RequestBy, t.eval.Limit("order-window-closing"), t.eval.OwnCalendar)
	}
}
