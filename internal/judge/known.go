package judge

import (
	"cmp"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// Keys of the data of facts that people record. Days are ISO dates; without an "on", a fact holds on the day it was observed.
const (
	dataOn        = "on"
	dataUntil     = "until"
	dataWindow    = "window" // the day on which the occurrence opens
	dataReference = "reference"
	dataMailbox   = "mailbox"
	dataBy        = "by"
	dataBecause   = "because"
	dataHow       = "how"
	dataEmail     = "email"
	dataPhone     = "phone"
	dataName      = "name"
)

// recorded gives what people recorded about a subject of the supplier, under its present and its former ids, in the order of recording.
func (e *entry) recorded(subject string, kinds ...watch.FactKind) []watch.Fact {
	found := e.facts.Kind(e.s.ID, subject, kinds...)
	for _, was := range e.s.Was {
		found = append(found, e.facts.Kind(was, subject, kinds...)...)
	}
	if len(e.s.Was) > 0 {
		slices.SortStableFunc(found, func(a, b watch.Fact) int { return int(a.Seq - b.Seq) })
	}
	return found
}

// streak gives what probes say of a subject of the supplier, under a former id if they never spoke of it under the present one.
func (e *entry) streak(subject string) (watch.Streak, bool) {
	for _, id := range append([]string{e.s.ID}, e.s.Was...) {
		if s, ok := e.facts.Streak(id, subject); ok {
			return s, true
		}
	}
	return watch.Streak{}, false
}

// day gives a day that a fact tells under a key; zero if it tells none.
func day(f watch.Fact, key string) civil.Date {
	d, err := civil.ParseDate(f.Data[key])
	if err != nil {
		return civil.Date{}
	}
	return d
}

// on gives the day on which a fact holds, in the supplier's zone.
func (e *entry) on(f watch.Fact) civil.Date {
	if d := day(f, dataOn); !d.IsZero() {
		return d
	}
	return e.s.Calendar.Today(f.ObservedAt)
}

// at gives the moment at which a fact holds; a day alone if a day was told, since then nobody knows the hour.
func (e *entry) at(f watch.Fact) watch.Moment {
	if d := day(f, dataOn); !d.IsZero() {
		return watch.Moment{Date: d}
	}
	return watch.Moment{Date: e.on(f), Instant: f.ObservedAt}
}

// by gives who is behind a fact.
func by(f watch.Fact) string {
	if who := f.Data[dataBy]; who != "" {
		return who
	}
	return f.Actor
}

// kept lists the decisions to let a term of the contract renew. One recorded without an end has a zero Until: it settles the term in force
// on its day.
func (e *entry) kept(c *watch.Contract) []watch.Kept {
	all := slices.Clone(c.Kept)
	for _, f := range e.recorded("contract/"+c.ID, watch.FactKeep) {
		all = append(all, watch.Kept{Until: day(f, dataUntil), On: e.on(f), By: by(f), Because: f.Data[dataBecause]})
	}
	return all
}

// received lists the days on which a notice of ours was received by them.
func (e *entry) received(c *watch.Contract) []civil.Date {
	var days []civil.Date
	if !c.NoticeGiven.IsZero() {
		days = append(days, c.NoticeGiven)
	}
	for _, f := range e.recorded("contract/"+c.ID, watch.FactNoticeGiven) {
		days = append(days, e.on(f))
	}
	slices.SortFunc(days, civil.Date.Compare)
	return days
}

// renewed lists the renewals by hand. A fact that names no end says nothing usable.
func (e *entry) renewed(c *watch.Contract) []watch.Renewed {
	all := slices.Clone(c.Renewed)
	for _, f := range e.recorded("contract/"+c.ID, watch.FactRenewed) {
		if until := day(f, dataUntil); !until.IsZero() {
			all = append(all, watch.Renewed{Until: until, On: e.on(f)})
		}
	}
	return all
}

// come reports whether a day that the registry tells of has come. What is dated later, as by a year mistyped, proves nothing yet; a day of grace is
// for those who write where it has begun already.
func (e *entry) come(day civil.Date) bool { return !day.After(e.today.AddDays(grace)) }

// grace is how many days the calendar may be ahead of the supplier's in another zone.
const grace = 1

// told lists which mailboxes of ours the supplier was told, and when.
func (e *entry) told() []watch.Told {
	all := slices.DeleteFunc(slices.Clone(e.s.TheyKnow), func(t watch.Told) bool { return !e.come(t.On) })
	for _, f := range e.recorded(subjectSupplier, watch.FactTold) {
		all = append(all, watch.Told{Mailbox: e.Mailbox(f.Data[dataMailbox]), On: e.on(f)})
	}
	return all
}

// reviewed gives the day on which somebody last read the whole entry; zero if nobody did.
func (e *entry) reviewed() civil.Date {
	var last civil.Date
	if e.s.Reviewed != nil && e.come(e.s.Reviewed.On) {
		last = e.s.Reviewed.On
	}
	for _, f := range e.recorded(subjectSupplier, watch.FactReviewed) {
		last = later(last, e.on(f))
	}
	return last
}

// verified lists when a contact was found right, by people or by its own answer to a question of ours, and when somebody wrote from its address,
// which proves nothing. What came by mail proves only the address that it came from, and the phone where that was in the question.
func (e *entry) verified(c *watch.Contact) []watch.Verified {
	all := slices.DeleteFunc(slices.Clone(c.Verified), func(v watch.Verified) bool { return !e.come(v.On) })
	for _, f := range e.recorded("contact/"+c.ID, watch.FactVerified, watch.FactConfirmed, watch.FactSeen) {
		v := watch.Verified{On: e.on(f), By: by(f), How: watch.How(f.Data[dataHow])}
		switch f.Kind {
		case watch.FactSeen:
			v.How = watch.HowSeen
		case watch.FactConfirmed:
			v.How = cmp.Or(v.How, watch.HowReply)
			if said := f.Data[dataPhone]; said != "" && samePhone(c, said) {
				all = append(all, watch.Verified{On: v.On, By: v.By, How: watch.HowQuoted})
			}
		}
		if f.Kind != watch.FactVerified && !ofAddress(f, c) {
			continue
		}
		all = append(all, v)
	}
	return all
}

// ofAddress reports whether a fact from mail is about the address that a contact has today.
func ofAddress(f watch.Fact, c *watch.Contact) bool {
	about := f.Data[watch.DataAddress]
	return about == "" || c.HasAddress(about)
}

// held gives the day of the last session; zero if there was none.
func (e *entry) held() civil.Date {
	var last civil.Date
	for _, h := range e.sessions() {
		if e.come(h.On) {
			last = later(last, h.On)
		}
	}
	for _, f := range e.recorded(subjectSession, watch.FactSessionHeld) {
		last = later(last, e.on(f))
	}
	return last
}

// sessions lists the sessions that the registry tells of.
func (e *entry) sessions() []watch.Session {
	if e.s.Sessions == nil {
		return nil
	}
	return e.s.Sessions.Held
}

func later(a, b civil.Date) civil.Date {
	if b.After(a) {
		return b
	}
	return a
}

// instant gives an instant that a fact tells under a key; zero if it tells none.
func instant(f watch.Fact, key string) time.Time {
	t, err := time.Parse(time.RFC3339, f.Data[key])
	if err != nil {
		return time.Time{}
	}
	return t
}
