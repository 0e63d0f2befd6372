package resolution

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/subjectname"
	"supplierwatch/internal/view"
)

// entry is what the registry records that ended an alert.
type entry struct {
	what string
	on   civil.Date // zero: not recorded
	by   string     // empty: not recorded
}

// written returns what the registry records that ended an alert; empty where it records nothing about it.
func written(v view.View, a model.Alert, clock prose.Clock) string {
	e := entryOf(v, a, clock)
	if e.what == "" {
		return ""
	}
	text := e.what
	if !e.on.IsZero() {
		text += " on " + clock.Day(e.on)
	}
	if e.by != "" {
		text += " by " + subjectname.Person(v.Registry, e.by)
	}
	return fmt.Sprintf("The registry now records %s.", text)
}

func entryOf(v view.View, a model.Alert, clock prose.Clock) entry {
	s := v.Supplier(a)
	if s == nil {
		return entry{}
	}
	switch a.Subject.Kind {
	case model.KindOrderWindow:
		if w := s.OrderWindow(a.Subject.ID); w != nil {
			return ofWindow(w, a.Occurrence)
		}
	case model.KindContract:
		if c := s.Contract(a.Subject.ID); c != nil {
			return ofContract(c, a.Occurrence, clock)
		}
	case model.KindContact:
		if c := s.Contact(a.Subject.ID); c != nil && a.Group == model.GroupVerification && len(c.Verified) > 0 {
			last := c.Verified[len(c.Verified)-1]
			return entry{"a verification by " + string(last.How), last.On, last.By}
		}
	}
	return entry{}
}

// ofWindow returns what the registry records of one occurrence of an order window.
func ofWindow(w *model.OrderWindow, opens string) entry {
	for _, p := range w.Placed {
		if p.Window.String() == opens {
			return entry{what: "order" + behind(p.Reference), on: p.At.Date}
		}
	}
	for _, x := range w.Waived {
		if x.Window.String() == opens {
			return entry{what: "the order as skipped on purpose", by: x.By}
		}
	}
	for _, r := range w.Requested {
		if r.Window.String() == opens {
			return entry{what: "purchase request" + behind(r.Reference), on: r.At.Date}
		}
	}
	return entry{}
}

// ofContract returns what the registry records of one end of a contract. Records of other ends did not end an alert about this one.
func ofContract(c *model.Contract, occurrence string, clock prose.Clock) entry {
	end, err := civil.ParseDate(occurrence)
	if err != nil {
		return entry{} // the alert was about no end
	}
	for _, k := range c.Kept {
		if k.Until == end {
			return entry{"the decision to keep the contract", k.On, k.By}
		}
	}
	if !c.NoticeGiven.IsZero() && (c.NoticeFor.IsZero() || c.NoticeFor == end) {
		return entry{what: "our notice, received by the supplier", on: c.NoticeGiven}
	}
	if n := len(c.Renewed); n > 0 && c.Renewed[n-1].Until.After(end) {
		last := c.Renewed[n-1]
		return entry{what: "the renewal until " + clock.Day(last.Until), on: last.On}
	}
	return entry{}
}

func behind(reference string) string {
	if reference == "" {
		return ""
	}
	return " " + reference
}
