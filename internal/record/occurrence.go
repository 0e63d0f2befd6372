package record

import (
	"cmp"
	"fmt"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/recordtarget"
)

// occurrence returns the opening of the occurrence that a target means: the one that it names, else the one whose confirmation is pending, else
// the one that was current on the day. Where the person may think of another one, it is an error.
func (c checker) occurrence(s *model.Supplier, target recordtarget.Target, on civil.Date) (civil.Date, error) {
	w := s.OrderWindow(target.Subject.ID)
	if !target.Opens.IsZero() {
		return target.Opens, opensOn(w, target)
	}
	rows := c.rows(s, c.request.Now)
	if c.request.Kind == model.FactConfirmed {
		if opens := pendingConfirmation(rows, target.Subject); !opens.IsZero() {
			return opens, nil
		}
	}
	current, ok := w.Dates.Current(on)
	if !ok {
		return civil.Date{}, fmt.Errorf("order window %q of %s does not open any more; name an occurrence by its opening: %s@YYYY-MM-DD", w.ID, s.ID, target)
	}
	for _, row := range rows {
		if row.Subject == target.Subject && row.State == "missed" && row.Opens != current.Opens {
			return civil.Date{}, fmt.Errorf("order window %q of %s was missed and comes again: say which one is meant, %s@%s or %s@%s",
				w.ID, s.ID, target, row.Opens, target, current.Opens)
		}
	}
	return current.Opens, nil
}

// opensOn returns an error if a window does not open on the day that a target names.
func opensOn(w *model.OrderWindow, target recordtarget.Target) error {
	if _, ok := w.Dates.OpeningOn(target.Opens); ok {
		return nil
	}
	near, ok := w.Dates.Current(target.Opens)
	if !ok {
		near, ok = w.Dates.Before(civil.Occurrence{Opens: target.Opens})
	}
	if !ok {
		return fmt.Errorf("order window %q does not open on %s", target.Subject.ID, target.Opens)
	}
	return fmt.Errorf("order window %q does not open on %s; did you mean @%s?", target.Subject.ID, target.Opens, near.Opens)
}

// delivery returns the day of the delivery that a target means.
func (c checker) delivery(s *model.Supplier, target recordtarget.Target, on civil.Date) (civil.Date, error) {
	d := s.Delivery(target.Subject.ID)
	if target.Opens.IsZero() {
		if day := pendingConfirmation(c.rows(s, c.request.Now), target.Subject); !day.IsZero() {
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

// pendingConfirmation returns the oldest occurrence of a subject whose confirmation is pending; zero if there is none.
func pendingConfirmation(rows []model.Deadline, subject model.Subject) civil.Date {
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
