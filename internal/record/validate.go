package record

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/registry/edit"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/rules"
)

// checker compares a request with the registry and the facts.
type checker struct {
	request Request
	known   Known
}

// check completes a request by the occurrence or the term that is meant where it names none, and its target by the supplier's present id.
func (c checker) check(target *recordtarget.Target) (edit.Change, *model.Supplier, error) {
	s, err := target.Resolve(c.known.Registry)
	if err != nil {
		return edit.Change{}, nil, err
	}
	change, err := c.request.change(*target, c.known.Registry.CalendarOf(s.Owner))
	if err != nil {
		return edit.Change{}, nil, err
	}
	switch target.Subject.Kind {
	case model.KindContact:
		err = checkContact(s, target.Subject.ID, &change)
	case model.KindContract:
		err = c.checkContract(s, target.Subject.ID, &change)
	case model.KindOrderWindow:
		change.Window, err = c.occurrence(s, *target, dayAt(s, change.On))
	case model.KindDelivery:
		change.Window, err = c.delivery(s, *target, dayAt(s, change.On))
	}
	if err == nil && change.Kind == model.FactTold {
		err = c.checkMailbox(change.Mailbox)
	}
	return change, s, err
}

// dayAt returns the day of a moment at the supplier, whose windows open by its own days.
func dayAt(s *model.Supplier, m model.Moment) civil.Date {
	if m.Instant.IsZero() {
		return m.Date
	}
	return s.Calendar.Today(m.Instant)
}

// checkContact returns an error if the contact lacks the channel. A call that failed is recorded with the number, which may be replaced one day.
func checkContact(s *model.Supplier, id string, change *edit.Change) error {
	x := s.Contact(id)
	failed := change.Kind == model.FactNoAnswer || change.Kind == model.FactWrongNumber
	verified := change.Kind == model.FactVerified
	switch {
	case failed && x.Phone == "", verified && change.How == model.HowCall && x.Phone == "":
		return fmt.Errorf("contact %q of %s has no phone that could be called", id, s.ID)
	case verified && change.How == model.HowReply && x.Email == "":
		return fmt.Errorf("contact %q of %s has no address that could reply", id, s.ID)
	case failed:
		change.Phone = cmp.Or(change.Phone, x.Phone)
	case change.Kind == model.FactChanged && (change.Email == "" || change.Email == x.Email) && (change.Phone == "" || change.Phone == x.Phone) && (change.Name == "" || change.Name == x.Name):
		return fmt.Errorf("contact %q of %s has these details in the registry already", id, s.ID)
	}
	return nil
}

// checkMailbox returns an error if we have no such mailbox.
func (c checker) checkMailbox(id string) error {
	if c.known.Registry.Mailbox(id) != nil {
		return nil
	}
	ids := make([]string, len(c.known.Registry.Mailboxes))
	for i, m := range c.known.Registry.Mailboxes {
		ids[i] = m.ID
	}
	return fmt.Errorf("mailbox: there is no mailbox %q%s", id, recordtarget.Suggestion(id, ids))
}

// checkContract returns an error if the contract has no such end. A decision to keep a contract is about the end that a notice could still reach on
// its day, where it names no other.
func (c checker) checkContract(s *model.Supplier, id string, change *edit.Change) error {
	t := c.contractTerm(s, id)
	switch change.Kind {
	case model.FactNoticeGiven:
		return c.checkEnd("for", t, change.For)
	case model.FactRenewed:
		return c.checkRenewal(s, id, change.Until)
	}
	end, state := t.Current.End, t.State
	switch {
	case t.Agreement.EndAfter(0).IsZero():
		return fmt.Errorf("contract %q of %s is %s: it has no term that could end", id, s.ID, state)
	case t.Current.Terminating || t.Current.Last:
		return fmt.Errorf("contract %q of %s is %s: it ends on %s and does not renew, so that there is nothing to keep", id, s.ID, state, end)
	case change.Until.IsZero():
		change.Until = t.Agreement.Reachable(change.On.Date).End
	}
	if err := c.checkEnd("until", t, change.Until); err != nil {
		return err
	}
	if meant, found := t.Agreement.EndOn(change.Until); found && meant.Last {
		return fmt.Errorf("contract %q of %s does not renew after %s, so that there is nothing to keep", id, s.ID, change.Until)
	}
	return nil
}

// checkEnd returns an error if the contract cannot end on a named day.
func (c checker) checkEnd(key string, t *obligations.ContractTerm, day civil.Date) error {
	renewed := t.Renewals
	if day.IsZero() || t.Contract.CanEnd(day, renewed) {
		return nil
	}
	return fmt.Errorf("%s: contract %q cannot end on %s; %s", key, t.Contract.ID, day, t.Contract.NearestEnds(day, renewed))
}

// checkRenewal returns an error if a renewal by hand adds nothing to the contract.
func (c checker) checkRenewal(s *model.Supplier, id string, until civil.Date) error {
	row := c.contractRow(s, id, c.request.Now)
	end := row.CurrentEnd
	switch {
	case end.IsZero() && row.State == obligations.StateUndated:
		return nil // the renewal adds the end that it lacks
	case end.IsZero():
		return fmt.Errorf("contract %q of %s is %s: it has no term that could end", id, s.ID, cmp.Or(row.State, "over"))
	case !until.After(end):
		return fmt.Errorf("until: the contract runs until %s anyway; expected the new last day in force", end)
	}
	return nil
}

// contractTerm returns where a contract of the supplier is at the instant of the request.
func (c checker) contractTerm(s *model.Supplier, id string) *obligations.ContractTerm {
	e := obligations.NewSupplier(&obligations.Context{Registry: c.known.Registry, Facts: c.known.Facts, Now: c.request.Now}, s)
	return e.Terms[slices.IndexFunc(e.Terms, func(t *obligations.ContractTerm) bool { return t.Contract.ID == id })]
}

// contractRow returns the deadlines of a contract as they are at an instant.
func (c checker) contractRow(s *model.Supplier, id string, at time.Time) model.Deadline {
	for _, row := range c.rows(s, at) {
		if row.Subject == model.KindContract.Subject(id) && row.ContractDates != nil {
			return row
		}
	}
	return model.Deadline{ContractDates: &model.ContractDates{}}
}

// rows returns the deadlines of one supplier.
func (c checker) rows(s *model.Supplier, at time.Time) []model.Deadline {
	return rules.Deadlines(c.known.only(s), c.known.Facts, at)
}
