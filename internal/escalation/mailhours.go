package escalation

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// MailHours returns the calendar in whose hours a recipient gets mails that may not wake anybody: that of its team, else of the team that
// owns the alert, else office hours where the team is. A recipient without a team is nil; its office hours are those of the schedule.
// Nobody has to be written to about a contract at night because somebody works then.
func MailHours(r *model.Registry, to, owner *model.Team) *civil.Calendar {
	switch {
	case to != nil && to.Calendar.HasWorkingHours():
		return to.Calendar
	case owner != nil && owner.Calendar.HasWorkingHours():
		return owner.Calendar
	case to != nil:
		return to.Calendar.OfficeHours()
	}
	return r.Unowned.OfficeHours()
}

// StartOfWork is when working hours begin on a day; office hours, where a calendar has none. On a day without working hours it is when the
// day begins, since waiting for the next working day would be too late.
func StartOfWork(c *civil.Calendar, d civil.Date) time.Time {
	if open, works := startOfWork(c, d); works {
		return open
	}
	return d.Start(c.Zone()).UTC()
}

// startOfWork is when working hours begin on a day, if there are any.
func startOfWork(c *civil.Calendar, d civil.Date) (open time.Time, works bool) {
	hours := c
	if !c.HasWorkingHours() {
		hours = c.OfficeHours()
	}
	open = hours.NextOpening(d.Start(c.Zone()))
	return open.UTC(), open.Before(d.End(c.Zone())) && hours.OpenAt(open)
}

// longestBreak is how many days at most a calendar is searched for the working day before a key date.
const longestBreak = 31

// lastStartOfWork is when working hours begin on a day, or on the last working day before it: afterwards a mail would be too late.
func lastStartOfWork(c *civil.Calendar, d civil.Date) time.Time {
	for n := range longestBreak {
		if open, works := startOfWork(c, d.AddDays(-n)); works {
			return open
		}
	}
	return d.Start(c.Zone()).UTC()
}
