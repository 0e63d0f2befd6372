package registry

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/holidayfiles"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

func (c *checker) buildCalendars() {
	for _, x := range c.calendars.items {
		raw := x.entry.Value
		var weekend []time.Weekday
		if raw.Weekend != nil {
			weekend = []time.Weekday{}
		}
		for _, d := range raw.Weekend {
			if d.Set {
				weekend = append(weekend, d.V.Day())
			}
		}
		var open *civil.Hours
		if raw.Hours.Set {
			open = &raw.Hours.V.Hours
		}
		spec := civil.CalendarSpec{
			ID: x.entry.Name, Location: raw.Timezone.V.Location, Closed: daysOf(raw.Closed), Open: daysOf(raw.Open), Weekend: weekend, Hours: open,
		}
		c.addHolidays(&spec, x.file, raw.Holidays)
		calendar, err := civil.BuildCalendar(spec)
		if err != nil {
			why := "its weekend takes all seven days"
			if errors.Is(err, civil.ErrClosedEveryYear) {
				why = civil.ErrClosedEveryYear.Error()
			}
			c.problems.add(x.pos(), "the calendar `%s` has no working day: %s", x.entry.Name, why)
			calendar = civil.DefaultCalendar()
		}
		c.reg.Calendars[x.entry.Name], c.reg.CalendarPos[x.entry.Name] = calendar, x.pos()
	}
}

// addHolidays takes over the regions and the files that a calendar names. What is wrong with a file is reported where it is read.
func (c *checker) addHolidays(spec *civil.CalendarSpec, file string, holidays []rawHolidays) {
	for _, h := range holidays {
		if h.Region.Set {
			spec.Regions = append(spec.Regions, string(h.Region.V))
		}
		read := c.holidays.ByRef[holidayfiles.Ref{In: file, Name: h.File.V}]
		if !h.File.Set || read == nil {
			continue
		}
		spec.Listed = append(spec.Listed, read.Content.Days...)
		if until := read.Content.Until; spec.ListedUntil.IsZero() || until.Before(spec.ListedUntil) {
			spec.ListedUntil = until
		}
	}
}

func daysOf(values []strictyaml.Value[scalar.Days]) []civil.Days {
	var all []civil.Days
	for _, d := range optional.Values(values) {
		all = append(all, d.Days)
	}
	return all
}

func (c *checker) buildTeams() {
	c.reg.Unowned = c.inSchedule()
	fallback := c.defaultCalendar()
	if fallback == nil {
		// Without any calendar Monday to Friday are counted, and mail may go at any time.
		fallback = c.inSchedule()
		fallback.AlwaysOpen = true
	}
	for _, x := range c.teams.items {
		raw, s := x.entry.Value, c.scope(x.file)
		if x.entry.Name == model.NotifyOwner || x.entry.Name == model.NotifyResponsible {
			c.problems.add(x.pos(), "`%s` cannot be the id of a team: the word has a meaning of its own in escalation policies", x.entry.Name)
		}
		team := &model.Team{
			ID: x.entry.Name, Email: string(raw.Email.V), Phone: string(raw.Phone.V), Signature: strings.TrimSpace(string(raw.Signature.V)),
			Members: optional.Converted[string](raw.Members), Calendar: fallback, Pos: x.pos(),
		}
		if own := find(s, "calendar", "calendar", raw.Calendar, c.reg.Calendars); own != nil {
			team.Calendar = own
		}
		c.reg.Teams[x.entry.Name] = team
	}
}

// inSchedule returns a calendar of Monday to Friday in the time zone of the schedule.
func (c *checker) inSchedule() *civil.Calendar {
	calendar := civil.DefaultCalendar()
	calendar.Location = cmp.Or(c.zone, time.UTC)
	return calendar
}

func (c *checker) buildLines() {
	var first model.Position
	for _, x := range c.lines.items {
		raw, s := x.entry.Value, c.scope(x.file)
		line := &model.Line{ID: x.entry.Name, Name: raw.Name.Or(x.entry.Name), Team: find(s, "team", "team", raw.Team, c.reg.Teams), Pos: x.pos()}
		if cost := raw.Downtime; cost != nil && cost.Amount.Set && cost.Currency.Set {
			line.DowntimeCost = model.Money{Hundredths: int64(math.Round(cost.Amount.V * 100)), Currency: string(cost.Currency.V)}
			c.checkCurrency(string(cost.Currency.V), cost.Currency.In(x.file), &first)
		}
		c.reg.Lines[x.entry.Name] = line
	}
}

// checkCurrency holds all amounts to one currency, since there is no rate by which to add others.
func (c *checker) checkCurrency(currency string, pos model.Position, first *model.Position) {
	switch c.reg.Currency {
	case currency:
	case "":
		c.reg.Currency, *first = currency, pos
	default:
		c.problems.add(pos, "`currency`: %s is a second currency; the first is %s, at %s, and all amounts must have the same", currency, c.reg.Currency, *first)
	}
}

func (c *checker) buildMailboxes() {
	for _, x := range c.mailboxes.items {
		raw := x.entry.Value
		box := &model.Mailbox{
			ID: x.entry.Name, Address: string(raw.Address.V), Purpose: model.PurposeGeneral, UseWhen: strings.TrimSpace(string(raw.UseWhen.V)),
			Team:    find(c.scope(x.file), "team", "team", raw.Team, c.reg.Teams),
			Account: raw.Account.V, Folder: raw.Folder.Or("INBOX"), AttendedWithin: raw.AttendedWithin.V,
			RoundTrip: string(raw.RoundTrip.V), Clean: raw.Clean.V, Pos: x.pos(),
		}
		if raw.Purpose.Set {
			box.Purpose = model.Purpose(raw.Purpose.V)
		}
		c.mailbox[x.entry.Name] = box
		c.reg.Mailboxes = append(c.reg.Mailboxes, box)
	}
	slices.SortFunc(c.reg.Mailboxes, func(a, b *model.Mailbox) int { return cmp.Compare(a.ID, b.ID) })
}
