package app

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/rules"
)

// knowledge is a telling beside what is known already.
type knowledge struct {
	Telling
	registry *model.Registry
	facts    *model.Facts
}

// supplier gives the one that a target names.
func (k *knowledge) supplier(id string) *model.Supplier { return k.registry.Supplier(id) }

func (k *knowledge) calendar(told Told) *civil.Calendar {
	return k.supplier(told.Target.Supplier).Calendar
}

// told checks a telling against the registry and completes it: with the
// occurrence or the term that is meant where none was named.
func (k *knowledge) told(target registry.Target) (Told, error) {
	s, err := target.Resolve(k.registry)
	if err != nil {
		return Told{}, err
	}
	c, err := k.change(target, s.Calendar)
	if err != nil {
		return Told{}, err
	}
	switch target.Kind {
	case "contact":
		err = k.checkContact(s, target.ID, &c)
	case "contract":
		err = k.checkContract(s, target.ID, &c)
	case "order-window":
		c.Window, err = k.occurrence(s, target, c.On.Date)
	case "delivery":
		c.Window, err = k.delivery(s, target, c.On.Date)
	}
	if err == nil && c.Kind == model.FactTold {
		err = k.checkMailbox(c.Mailbox)
	}
	target.Opens = c.Window
	return Told{Target: target, Change: c, Checked: true}, err
}

// checkContact sees that the contact has the channel. A call that failed is
// recorded with the number, which may be replaced one day.
func (k *knowledge) checkContact(s *model.Supplier, id string, c *registry.Change) error {
	x := s.Contacts[slices.IndexFunc(s.Contacts, func(x *model.Contact) bool { return x.ID == id })]
	failed := c.Kind == model.FactNoAnswer || c.Kind == model.FactWrongNumber
	verified := c.Kind == model.FactVerified
	switch {
	case failed && x.Phone == "", verified && c.How == model.HowCall && x.Phone == "":
		return fmt.Errorf("contact %q of %s has no phone that could be called", id, s.ID)
	case verified && c.How == model.HowReply && x.Email == "":
		return fmt.Errorf("contact %q of %s has no address that could reply", id, s.ID)
	case failed:
		c.Phone = cmp.Or(c.Phone, x.Phone)
	case c.Kind == model.FactChanged && (c.Email == "" || c.Email == x.Email) && (c.Phone == "" || c.Phone == x.Phone) && (c.Name == "" || c.Name == x.Name):
		return fmt.Errorf("contact %q of %s stands in the registry like that already", id, s.ID)
	}
	return nil
}

func (k *knowledge) checkMailbox(id string) error {
	if k.registry.Mailbox(id) != nil {
		return nil
	}
	ids := make([]string, len(k.registry.Mailboxes))
	for i, m := range k.registry.Mailboxes {
		ids[i] = m.ID
	}
	return fmt.Errorf("mailbox: there is no mailbox %q%s", id, registry.Meant(id, ids))
}

// checkContract sees that the term exists. A decision to keep a contract is
// about the term in force where no other is named.
func (k *knowledge) checkContract(s *model.Supplier, id string, c *registry.Change) error {
	if c.Kind == model.FactNoticeGiven {
		return nil
	}
	row := k.contractRow(s, id, k.Now)
	end := row.CurrentEnd
	switch {
	case end.IsZero() && c.Kind == model.FactRenewed && row.State == "undated":
		return nil // a renewal gives it the end that it lacks
	case end.IsZero():
		return fmt.Errorf("contract %q of %s is %s: it has no term that could end", id, s.ID, cmp.Or(row.State, "over"))
	case c.Kind == model.FactRenewed && !c.Until.After(end):
		return fmt.Errorf("until: the contract runs until %s anyway; expected the new last day in force", end)
	case c.Kind == model.FactRenewed:
		return nil
	case c.Until.IsZero():
		c.Until = end
	}
	meant := k.contractRow(s, id, noon(c.Until, s.Calendar))
	switch {
	case meant.CurrentEnd != c.Until:
		return fmt.Errorf("until: no term of contract %q ends on %s; the one in force ends on %s", id, c.Until, end)
	case meant.Kind == model.DeadlineContractEnd:
		return fmt.Errorf("contract %q of %s is %s: it ends on %s and does not renew, so that there is nothing to keep", id, s.ID, meant.State, c.Until)
	}
	return nil
}

// noon gives the middle of a day.
func noon(d civil.Date, c *civil.Calendar) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, c.Location)
}

// contractRow computes where a contract stands at an instant.
func (k *knowledge) contractRow(s *model.Supplier, id string, at time.Time) model.Deadline {
	for _, row := range k.rows(s, at) {
		if row.Subject == "contract/"+id && row.ContractDates != nil {
			return row
		}
	}
	return model.Deadline{ContractDates: &model.ContractDates{}}
}

// rows computes the deadlines of one supplier.
func (k *knowledge) rows(s *model.Supplier, at time.Time) []model.Deadline {
	return rules.Deadlines(k.only(s), k.facts, at)
}

// only gives the registry with one supplier in it: nothing else is asked, and
// others may be many.
func (k *knowledge) only(s *model.Supplier) *model.Registry {
	one := *k.registry
	one.Suppliers = []*model.Supplier{s}
	return &one
}

// occurrence gives the opening of the occurrence that a target means: the one
// that it names, else the one whose confirmation is awaited, else the one that
// was current on the day. Where that may be another one than the person thinks
// of, nothing is guessed.
func (k *knowledge) occurrence(s *model.Supplier, target registry.Target, on civil.Date) (civil.Date, error) {
	w := s.OrderWindows[slices.IndexFunc(s.OrderWindows, func(w *model.OrderWindow) bool { return w.ID == target.ID })]
	if !target.Opens.IsZero() {
		return target.Opens, opensOn(w, target)
	}
	rows := k.rows(s, k.Now)
	if k.Kind == model.FactConfirmed {
		if opens := awaited(rows, target.Subject()); !opens.IsZero() {
			return opens, nil
		}
	}
	current, ok := w.Dates.Current(on)
	if !ok {
		return civil.Date{}, fmt.Errorf("order window %q of %s does not open any more; name an occurrence by its opening: %s@YYYY-MM-DD", w.ID, s.ID, target)
	}
	for _, row := range rows {
		if row.Subject == target.Subject() && row.State == "missed" && row.Opens != current.Opens {
			return civil.Date{}, fmt.Errorf("order window %q of %s was missed and comes again: say which one is meant, %s@%s or %s@%s",
				w.ID, s.ID, target, row.Opens, target, current.Opens)
		}
	}
	return current.Opens, nil
}

// opensOn sees that a window opens on the day that a target names.
func opensOn(w *model.OrderWindow, target registry.Target) error {
	if _, ok := w.Dates.OpeningOn(target.Opens); ok {
		return nil
	}
	near, ok := w.Dates.Current(target.Opens)
	if !ok {
		near, ok = w.Dates.Before(civil.Occurrence{Opens: target.Opens})
	}
	if !ok {
		return fmt.Errorf("order window %q does not open on %s", target.ID, target.Opens)
	}
	return fmt.Errorf("order window %q does not open on %s; did you mean @%s?", target.ID, target.Opens, near.Opens)
}

// delivery gives the day of the delivery that a target means.
func (k *knowledge) delivery(s *model.Supplier, target registry.Target, on civil.Date) (civil.Date, error) {
	d := s.Deliveries[slices.IndexFunc(s.Deliveries, func(d *model.Delivery) bool { return d.ID == target.ID })]
	if target.Opens.IsZero() {
		if day := awaited(k.rows(s, k.Now), target.Subject()); !day.IsZero() {
			return day, nil
		}
	}
	asked := cmp.Or(target.Opens, on)
	day, ok := d.Schedule.OnOrAfter(asked)
	switch {
	case !ok:
		return day, fmt.Errorf("delivery %q of %s does not come any more after %s", d.ID, s.ID, asked)
	case day != target.Opens && !target.Opens.IsZero():
		return day, fmt.Errorf("delivery %q does not come on %s; did you mean @%s?", d.ID, target.Opens, day)
	}
	return day, nil
}

// awaited gives the oldest occurrence of a subject whose confirmation is
// awaited; zero if there is none.
func awaited(rows []model.Deadline, subject string) civil.Date {
	var oldest civil.Date
	for _, row := range rows {
		confirms := row.Kind == model.DeadlineOrderConfirm || row.Kind == model.DeadlineDelivery ||
			row.Kind == model.DeadlineOrderWindow && row.State == "placed"
		if row.Subject != subject || !confirms || row.State == "confirmed" {
			continue
		}
		day, err := civil.ParseDate(row.Occurrence)
		if err == nil && (oldest.IsZero() || day.Before(oldest)) {
			oldest = day
		}
	}
	return oldest
}
