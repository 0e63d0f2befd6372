package report

import (
	"cmp"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// The states of deadlines that change what an event says.
const (
	stateKept        = "kept"
	stateEnding      = "ending"
	stateEnded       = "ended"
	stateTerminating = "terminating"
	stateMissed      = "missed"
	stateRequested   = "requested"
	stateApprovalOut = "approval-too-late"
)

// wording puts a deadline into the words of mails: what to do first, then the
// item and the supplier.
type wording struct {
	model.Deadline
	registry *model.Registry // nil: not known
}

// summary is the title of an event: Decide by Wed 9 Dec: Supply agreement (ACME
// GmbH). Of what concerns the supplier as a whole, the item is the supplier.
func (x wording) summary() string {
	do, tail := x.verb()
	if item := x.item(); item != "" {
		return clean(do + ": " + item + " (" + x.supplierName() + ")" + tail)
	}
	return clean(do + ": " + x.supplierName() + tail)
}

// verb returns what to do, and the words for the very end.
func (x wording) verb() (do, tail string) {
	by := " by " + x.day(x.Due)
	switch x.Kind {
	case model.DeadlineContractNotice:
		return "Decide" + by, ""
	case model.DeadlineContractEnd:
		return x.endVerb(by)
	case model.DeadlineOrderWindow:
		return x.windowVerb(by)
	case model.DeadlineNoticeTheirs:
		return "Expect their notice until " + x.day(x.Due), ""
	case model.DeadlineOrderConfirm, model.DeadlineDelivery:
		if x.confirmedByUs() {
			return "Confirm" + by, ""
		}
		return "Have it confirmed" + by, ""
	case model.DeadlineSession:
		return "Hold a session" + by, ""
	case model.DeadlineReview:
		return "Review the entry" + by, ""
	}
	if x.Channel == "phone" {
		return "Call the number" + by, ""
	}
	return "Verify the address" + by, ""
}

func (x wording) endVerb(by string) (do, tail string) {
	switch {
	case x.State == stateEnding:
		return "Renew" + by, ""
	case x.State == stateEnded && !x.Settled:
		return "Renew now", ", ended " + x.day(x.Due)
	}
	return "Replace" + by, "" // our own notice ends it
}

func (x wording) windowVerb(by string) (do, tail string) {
	if x.WindowDates != nil {
		switch x.State {
		case stateRequested, stateApprovalOut:
			return "Order by " + x.day(x.OrderBy), ""
		case stateMissed:
			return "Ask for a late slot", ", closed " + x.day(x.Closes)
		}
	}
	return "Request" + by, ""
}

// day writes a day as headlines do: Wed 9 Dec. A past one has its year instead
// of its weekday, or it would be taken for the next one: 9 Dec 2025.
func (x wording) day(d civil.Date) string {
	if x.DaysLeft != nil && d.Before(x.Due.AddDays(-*x.DaysLeft)) {
		return prose.Date(d)
	}
	return prose.Short(d)
}

// city returns the city where the due day ends, if that is not where its owner is; everybody reads the same calendar.
func (x wording) city() string {
	if x.Due.IsZero() || !x.Zones.Differ(x.Due) {
		return ""
	}
	return prose.City(x.Zones.Ends)
}

// description shows what the day is about and how it was computed, a date a
// line.
func (x wording) description() string {
	lines := []string{clean(x.supplierName()), clean(x.Supplier + " " + x.Subject.String()), clean("state: " + x.State)}
	return strings.Join(append(lines, steps(x.Deadline, x.city())...), "\n")
}

func (x wording) supplier() *model.Supplier {
	if x.registry == nil {
		return nil
	}
	return x.registry.Supplier(x.Supplier)
}

// firstID returns the first id that the supplier had, so that an event survives
// a rename with `was`.
func (x wording) firstID() string {
	if s := x.supplier(); s != nil && len(s.Was) > 0 {
		return s.Was[0]
	}
	return x.Supplier
}

func (x wording) supplierName() string {
	if s := x.supplier(); s != nil {
		return cmp.Or(s.Name, s.ID)
	}
	return x.Supplier
}

// item returns the name of the subject, else its id; it is empty for the
// supplier as a whole.
func (x wording) item() string {
	subject := x.Subject
	name := ""
	if s := x.supplier(); s != nil {
		name = itemName(s, subject)
	}
	if name = cmp.Or(name, subject.ID); subject.Kind == model.KindOrderWindow {
		name += " order"
	}
	return name
}

func itemName(s *model.Supplier, subject model.Subject) string {
	id := subject.ID
	switch subject.Kind {
	case model.KindContact:
		if c := s.Contact(id); c != nil {
			return cmp.Or(c.Name, c.Email)
		}
	case model.KindContract:
		if c := s.Contract(id); c != nil {
			return c.Title
		}
	case model.KindOrderWindow:
		if w := s.OrderWindow(id); w != nil {
			return ordered(w)
		}
	case model.KindDelivery:
		if d := s.Delivery(id); d != nil {
			return d.Title
		}
	}
	return ""
}

// ordered is what is ordered in a window; a window that does not say so has a
// title.
func ordered(w *model.OrderWindow) string {
	var items []string
	for _, s := range w.Supplies {
		items = append(items, s.Item)
	}
	return cmp.Or(strings.Join(items, ", "), w.Title)
}

// confirmedByUs reports whether the supplier waits for our confirmation.
func (x wording) confirmedByUs() bool {
	s := x.supplier()
	if s == nil {
		return false
	}
	id := x.Subject.ID
	var wanted *model.Confirmation
	if x.Kind == model.DeadlineDelivery {
		if d := s.Delivery(id); d != nil {
			wanted = d.Confirmation
		}
	} else if w := s.OrderWindow(id); w != nil {
		wanted = w.Confirmation
	}
	return wanted != nil && wanted.ByUs
}
