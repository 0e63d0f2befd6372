package resolution

import (
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/view"
)

// written returns what the registry records that ended an alert; empty where it records nothing about it.
func written(v view.View, a model.Alert, clock prose.Clock) string {
	s := v.Supplier(a)
	if s == nil {
		return ""
	}
	switch a.Subject.Kind {
	case model.KindOrderWindow:
		if w := s.OrderWindow(a.Subject.ID); w != nil {
			return ofWindow(w, a.Occurrence, clock)
		}
	case model.KindContract:
		if c := s.Contract(a.Subject.ID); c != nil {
			return ofContract(c, a.Occurrence, clock)
		}
	case model.KindContact:
		if c := s.Contact(a.Subject.ID); c != nil && a.Group == model.GroupVerification && len(c.Verified) > 0 {
			last := c.Verified[len(c.Verified)-1]
			return inRegistry("a verification by "+string(last.How), last.On, last.By, clock)
		}
	}
	return ""
}

// ofWindow returns what the registry records of one occurrence of an order window.
func ofWindow(w *model.OrderWindow, opens string, clock prose.Clock) string {
	for _, p := range w.Placed {
		if p.Window.String() == opens {
			return inRegistry("order"+behind(p.Reference), p.At.Date, "", clock)
		}
	}
	for _, x := range w.Waived {
		if x.Window.String() == opens {
			return inRegistry("the order as skipped on purpose", civil.Date{}, x.By, clock)
		}
	}
	for _, r := range w.Requested {
		if r.Window.String() == opens {
			return inRegistry("purchase request"+behind(r.Reference), r.At.Date, "", clock)
		}
	}
	return ""
}

// ofContract returns what the registry records of one end of a contract.
func ofContract(c *model.Contract, end string, clock prose.Clock) string {
	for _, k := range c.Kept {
		if k.Until.String() == end {
			return inRegistry("the decision to keep the contract", k.On, k.By, clock)
		}
	}
	if !c.NoticeGiven.IsZero() {
		return inRegistry("our notice, received by the supplier", c.NoticeGiven, "", clock)
	}
	if len(c.Renewed) > 0 {
		last := c.Renewed[len(c.Renewed)-1]
		return inRegistry("the renewal until "+clock.Day(last.Until), last.On, "", clock)
	}
	return ""
}

func behind(reference string) string {
	if reference == "" {
		return ""
	}
	return " " + reference
}

// inRegistry returns a sentence about what the registry records.
func inRegistry(what string, on civil.Date, by string, clock prose.Clock) string {
	if !on.IsZero() {
		what += " on " + clock.Day(on)
	}
	if by != "" {
		what += " by " + by
	}
	return fmt.Sprintf("The registry now records %s.", what)
}
