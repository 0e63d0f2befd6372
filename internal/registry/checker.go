package registry

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/builtin"
	"supplierwatch/internal/registry/holidayfiles"
	"supplierwatch/internal/rulebook"
)

// checker turns raw documents into the model. It holds what all files define together, apart from the suppliers.
type checker struct {
	problems problems
	partial  bool

	calendars *index[rawCalendar]
	teams     *index[rawTeam]
	lines     *index[rawLine]
	policies  *index[rawPolicy]
	tiers     *index[rawTier]
	mailboxes *index[rawMailbox]
	chosen    givenDefaults
	holidays  holidayfiles.Set
	zone      *time.Location // of teams without a calendar, and of what no team owns; nil is UTC

	reg      *model.Registry
	defaults defaults
	mailbox  map[string]*model.Mailbox
	weekdays *civil.Calendar // Monday to Friday in UTC: that of suppliers for which no other one is given
}

// defaults is what a supplier gets that does not say otherwise.
type defaults struct {
	tier     *model.Tier
	country  string
	language string
	calendar *civil.Calendar
	owner    *model.Team
}

func newChecker(partial bool) *checker {
	return &checker{
		partial:   partial,
		calendars: newIndex[rawCalendar]("calendar"),
		teams:     newIndex[rawTeam]("team"),
		lines:     newIndex[rawLine]("line"),
		policies:  newIndex[rawPolicy]("escalation policy"),
		tiers:     newIndex[rawTier]("tier"),
		mailboxes: newIndex[rawMailbox]("mailbox"),
		mailbox:   map[string]*model.Mailbox{},
		weekdays:  civil.DefaultCalendar(),
		reg: &model.Registry{
			Calendars: map[string]*civil.Calendar{}, CalendarPos: map[string]model.Position{},
			Teams:    map[string]*model.Team{},
			Lines:    map[string]*model.Line{},
			Policies: builtin.Policies(),
			Tiers:    map[string]*model.Tier{},
			Limits:   rulebook.DefaultLimits(),
		},
	}
}

// scope returns the scope of a file whose problems go to the checker's own list.
func (c *checker) scope(file string) scope {
	return scope{problems: &c.problems, file: file, partial: c.partial}
}
