package compose

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// waysLimit is how many contacts one mail names; the registry has the others.
const waysLimit = 6

// reachableContact is a contact with what decides whether calling it helps now.
type reachableContact struct {
	id         string // of the contact
	way        document.Way
	open       bool      // a telephone that answers now
	opens      time.Time // when it is next answered
	escalation bool
	fits       bool // fills a role that the alert is about
}

// reachableContacts lists the contacts of a supplier that an alert may be worked through,
// whoever answers now first. The contact or domain that the alert is about is
// left out: an alert about a contact is never routed through that contact.
func reachableContacts(v View, s *model.Supplier, a model.Alert, r reader) []reachableContact {
	faults := knownFaults(v, s, a)
	var found []reachableContact
	for _, c := range s.Contacts {
		if x, ok := reachContact(v, s, c, a.Subject, faults, r); ok {
			found = append(found, x)
		}
	}
	if slices.ContainsFunc(found, reachableContact.helps) {
		found = slices.DeleteFunc(found, func(x reachableContact) bool { return !x.helps() })
	}
	slices.SortStableFunc(found, compareReach)
	return found[:min(len(found), waysLimit)]
}

// contactToCall returns the contact whom a mail about an alert says to call first; empty if it says to call nobody.
func contactToCall(v View, x item, r reader) string {
	s := v.Supplier(x.alert)
	if s == nil || !x.finding.Advice.Call {
		return ""
	}
	if own, ok := numberOnFile(v, s, x.alert, x.finding); ok {
		return own.id
	}
	for _, found := range reachableContacts(v, s, x.alert, r) {
		if found.way.Phone != "" {
			return found.id
		}
	}
	return ""
}

// helps reports whether a contact is worth naming: it has a telephone, or a role that fits, or it is there for escalations.
func (x reachableContact) helps() bool { return x.way.Phone != "" || x.fits || x.escalation }

// compareReach orders by who answers now, then by who opens first; the fitting
// role before others and ordinary contacts before those for emergencies.
func compareReach(x, y reachableContact) int {
	byOpening := 0
	if !x.open {
		byOpening = cmp.Or(model.CompareBool(x.way.Phone == "", y.way.Phone == ""), x.opens.Compare(y.opens))
	}
	return cmp.Or(
		model.CompareBool(y.open, x.open),
		byOpening,
		model.CompareBool(x.escalation, y.escalation),
		model.CompareBool(y.fits, x.fits),
	)
}

// reachContact returns how a contact is reached; ok is false if no way to it is left.
func reachContact(v View, s *model.Supplier, c *model.Contact, subject model.Subject, faults map[string]wayFault, r reader) (reachableContact, bool) {
	w := document.Way{Name: envelope.Plain(orID(c.Name, titleCase(string(firstRole(c))), c.ID))}
	phoneFault, mailFault := faultOf(faults, c)
	if c.Phone != "" && !phoneFault.aboutAlert {
		w.Phone, w.Tel = envelope.Plain(c.Phone), dialNumber(c)
		w.Asked = orID(phoneFault.text, lastCallText(v, s, c, r))
	}
	if c.Email != "" && !mailFault.aboutAlert {
		w.Email, w.Mailto = envelope.Plain(c.Email), mailto(envelope.Plain(c.Email))
		w.Wrote = orID(mailFault.text, lastReplyText(v, s, c, r))
	}
	if w.Phone == "" && w.Email == "" {
		return reachableContact{}, false
	}
	x := reachableContact{id: c.ID, escalation: c.HasRole(model.RoleEscalation), fits: fits(c, subject)}
	if w.Phone != "" {
		x.open, x.opens, w.There = availability(v, s, c, r)
	}
	x.way = w
	return x, true
}

func firstRole(c *model.Contact) model.Role {
	if len(c.Roles) == 0 {
		return ""
	}
	return c.Roles[0]
}

// dialNumber is the number as a link takes it (RFC 3966): digits and a plus, whatever
// else was written, and the extension.
func dialNumber(c *model.Contact) string {
	if c.Number != "" && c.Extension != "" {
		return c.Number + ";ext=" + c.Extension
	}
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, orID(c.Number, c.Phone))
}

// availability returns whether the contact's telephone is answered now, when it next is, and both as text.
func availability(v View, s *model.Supplier, c *model.Contact, r reader) (open bool, opens time.Time, words string) {
	if c.Hours != nil && c.Hours.AllDay {
		return true, v.Now, "day and night"
	}
	calendar := s.Calendar
	if c.Hours != nil {
		calendar = calendar.WithHours(*c.Hours)
	}
	if !calendar.HasHours() {
		return onWorkingDay(v, calendar)
	}
	if calendar.OpenAt(v.Now) {
		words = "open"
		if closing, ok := calendar.ClosingAt(v.Now); ok {
			words += " until " + at(calendar, closing).Format("15:04") + " (" + place(calendar) + ")"
		}
		return true, v.Now, words
	}
	opens = calendar.NextOpening(v.Now)
	return false, opens, "opens " + opening(at(calendar, opens), at(calendar, v.Now), r.clockAt(v.Now).SharesDay(calendar.Zone())) + " (" + place(calendar) + ")"
}

// onWorkingDay returns the same for a contact without opening hours in the registry.
func onWorkingDay(v View, calendar *civil.Calendar) (open bool, opens time.Time, words string) {
	today := calendar.Today(v.Now)
	if calendar.BusinessDay(today) {
		return true, v.Now, "working day there, hours unknown"
	}
	next := calendar.RollForward(today)
	opens = next.Start(calendar.Location)
	return false, opens, "closed; next working day " + opens.Format("Mon 2 Jan")
}

// opening writes when somebody is next there: today 08:00 for a reader with the
// same date, Mon 08:00 within a week, else with the day.
func opening(opens, now time.Time, sameDate bool) string {
	days := civil.DateOf(opens).DaysSince(civil.DateOf(now))
	switch {
	case days == 0 && sameDate:
		return "today " + opens.Format("15:04")
	case days < 7:
		return opens.Format("Mon 15:04")
	}
	return opens.Format("Mon 2 Jan 15:04")
}

// place returns the name of a calendar's zone as people there do: Munich, else the zone's city.
func place(calendar *civil.Calendar) string {
	if calendar != nil && calendar.Location != nil && calendar.ID != "" {
		return envelope.Plain(titleCase(calendar.ID))
	}
	return prose.City(calendar.Zone())
}

// fits reports whether a contact has a role through which alerts about such a subject are handled; every contact has where no role is meant for it.
func fits(c *model.Contact, subject model.Subject) bool {
	roles := rulebook.ResponsibleRoles(subject.Kind)
	return len(roles) == 0 || slices.ContainsFunc(roles, c.HasRole)
}

// asksTheContact are the rules whose alerts are handled by a call to the very contact that they are about, on the number that was on file before.
var asksTheContact = []string{
	rulebook.ContactUnverified, rulebook.ContactVerificationDue, rulebook.ContactVerificationOverdue, rulebook.ContactPhoneUnverified,
	rulebook.ContactSilent, rulebook.ContactObjected, rulebook.ContactChanged, rulebook.ContactBounced, rulebook.ContactRejected,
}

// onFile is a contact whom an alert is about, with the number to call it on.
type onFile struct{ id, name, phone string }

// numberOnFile returns the number of the contact that an alert is about, if a step of the finding is a call to it; ok is false if there is none, or if
// another alert says that it does not work.
func numberOnFile(v View, s *model.Supplier, a model.Alert, f model.Finding) (n onFile, ok bool) {
	if f.Advice.CallStep == "" || a.Subject.Kind != model.KindContact || !slices.Contains(asksTheContact, a.Rule) {
		return onFile{}, false
	}
	c := s.Contact(a.Subject.ID)
	if c == nil || c.Phone == "" || isReportedDead(v, s, c, a) {
		return onFile{}, false
	}
	return onFile{c.ID, envelope.Plain(orID(c.Name, titleCase(string(firstRole(c))), c.ID)), envelope.Plain(c.Phone)}, true
}

// isReportedDead reports whether an alert other than the given one says that the number of a contact does not work.
func isReportedDead(v View, s *model.Supplier, c *model.Contact, than model.Alert) bool {
	faults := map[string]wayFault{}
	for _, a := range v.OpenAlerts[s.ID] {
		if againstWay(a) && a.ID != than.ID {
			addFault(faults, s, a, wayFault{text: "-"})
		}
	}
	_, dead := faults["tel:"+dialNumber(c)]
	return dead
}

// withNumber adds the number on file to the step that is a call.
func (n onFile) withNumber(step string) string {
	return strings.TrimSuffix(step, ".") + ": " + n.name + ", " + n.phone + "."
}
