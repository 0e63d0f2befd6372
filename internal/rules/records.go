package rules

import (
	"cmp"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
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

// recorded returns what people recorded about a subject of the supplier, under its present and its former ids, in the order of recording.
func (e *supplierEval) recorded(subject string, kinds ...model.FactKind) []model.Fact {
	found := e.context.facts.Kind(e.s.ID, subject, kinds...)
	for _, was := range e.s.Was {
		found = append(found, e.context.facts.Kind(was, subject, kinds...)...)
	}
	if len(e.s.Was) > 0 {
		slices.SortStableFunc(found, func(a, b model.Fact) int { return int(a.Seq - b.Seq) })
	}
	return found
}

// streak returns what probes say of a subject of the supplier, under a former id if they never spoke of it under the present one.
func (e *supplierEval) streak(subject string) (model.Streak, bool) {
	for _, id := range append([]string{e.s.ID}, e.s.Was...) {
		if s, ok := e.context.facts.Streak(id, subject); ok {
			return s, true
		}
	}
	return model.Streak{}, false
}

// day returns a day that a fact tells under a key; zero if it tells none.
func day(f model.Fact, key string) civil.Date {
	d, err := civil.ParseDate(f.Data[key])
	if err != nil {
		return civil.Date{}
	}
	return d
}

// on returns the day on which a fact holds, in the supplier's zone.
func (e *supplierEval) on(f model.Fact) civil.Date {
	if d := day(f, dataOn); !d.IsZero() {
		return d
	}
	return e.s.Calendar.Today(f.ObservedAt)
}

// at returns the moment at which a fact holds; a day alone if a day was told, since then nobody knows the hour.
func (e *supplierEval) at(f model.Fact) model.Moment {
	if d := day(f, dataOn); !d.IsZero() {
		return model.Moment{Date: d}
	}
	return model.Moment{Date: e.on(f), Instant: f.ObservedAt}
}

// by returns who is behind a fact.
func by(f model.Fact) string {
	if who := f.Data[dataBy]; who != "" {
		return who
	}
	return f.Actor
}

// renewalDecisions returns the decisions to let a term of the contract renew. One recorded without an end has a zero Until: it settles the term in force
// on its day.
func renewalDecisions(e *supplierEval, c *model.Contract) []model.RenewalDecision {
	all := slices.Clone(c.Kept)
	for _, f := range e.recorded(model.KindContract.Subject(c.ID), model.FactKeep) {
		all = append(all, model.RenewalDecision{Until: day(f, dataUntil), On: e.on(f), By: by(f), Because: f.Data[dataBecause]})
	}
	return all
}

// noticesReceived returns the days on which a notice of ours was received by them.
func noticesReceived(e *supplierEval, c *model.Contract) []civil.Date {
	var days []civil.Date
	if !c.NoticeGiven.IsZero() {
		days = append(days, c.NoticeGiven)
	}
	for _, f := range e.recorded(model.KindContract.Subject(c.ID), model.FactNoticeGiven) {
		days = append(days, e.on(f))
	}
	slices.SortFunc(days, civil.Date.Compare)
	return days
}

// renewals returns the renewals by hand. A fact that names no end says nothing usable.
func renewals(e *supplierEval, c *model.Contract) []model.Renewed {
	all := slices.Clone(c.Renewed)
	for _, f := range e.recorded(model.KindContract.Subject(c.ID), model.FactRenewed) {
		if until := day(f, dataUntil); !until.IsZero() {
			all = append(all, model.Renewed{Until: until, On: e.on(f)})
		}
	}
	return all
}

// hasCome reports whether a day that the registry tells of has come. What is dated later, as by a year mistyped, proves nothing yet; a day of grace is
// for those who write where it has begun already.
func hasCome(e *supplierEval, day civil.Date) bool { return !day.After(e.today.AddDays(grace)) }

// grace is how many days the calendar may be ahead of the supplier's in another zone.
const grace = 1

// mailboxNotices returns which mailboxes of ours the supplier was told, and when.
func mailboxNotices(e *supplierEval) []model.MailboxNotice {
	all := slices.DeleteFunc(slices.Clone(e.s.TheyKnow), func(t model.MailboxNotice) bool { return !hasCome(e, t.On) })
	for _, f := range e.recorded(subjectSupplier, model.FactTold) {
		all = append(all, model.MailboxNotice{Mailbox: e.context.registry.Mailbox(f.Data[dataMailbox]), On: e.on(f)})
	}
	return all
}

// lastReview returns the day on which somebody last read the whole entry; zero if nobody did.
func lastReview(e *supplierEval) civil.Date {
	var last civil.Date
	if e.s.Reviewed != nil && hasCome(e, e.s.Reviewed.On) {
		last = e.s.Reviewed.On
	}
	for _, f := range e.recorded(subjectSupplier, model.FactReviewed) {
		last = later(last, e.on(f))
	}
	return last
}

// verificationsOf returns when a contact was found right, by people or by its own answer to a question of ours, and when somebody wrote from its address,
// which proves nothing. What came by mail proves only the address that it came from, and the phone where that was in the question.
func verificationsOf(e *supplierEval, c *model.Contact) []model.Verified {
	all := slices.DeleteFunc(slices.Clone(c.Verified), func(v model.Verified) bool { return !hasCome(e, v.On) })
	for _, f := range e.recorded(model.KindContact.Subject(c.ID), model.FactVerified, model.FactConfirmed, model.FactSeen) {
		v := model.Verified{On: e.on(f), By: by(f), How: model.How(f.Data[dataHow])}
		switch f.Kind {
		case model.FactSeen:
			v.How = model.HowSeen
		case model.FactConfirmed:
			v.How = cmp.Or(v.How, model.HowReply)
			if said := f.Data[dataPhone]; said != "" && samePhone(c, said) {
				all = append(all, model.Verified{On: v.On, By: v.By, How: model.HowQuoted})
			}
		}
		if f.Kind != model.FactVerified && !ofAddress(f, c) {
			continue
		}
		all = append(all, v)
	}
	return all
}

// ofAddress reports whether a fact from mail is about the address that a contact has today.
func ofAddress(f model.Fact, c *model.Contact) bool {
	about := f.Data[model.DataAddress]
	return about == "" || c.HasAddress(about)
}

// lastSession returns the day of the last session; zero if there was none.
func lastSession(e *supplierEval) civil.Date {
	var last civil.Date
	for _, h := range recordedSessions(e) {
		if hasCome(e, h.On) {
			last = later(last, h.On)
		}
	}
	for _, f := range e.recorded(subjectSession, model.FactSessionHeld) {
		last = later(last, e.on(f))
	}
	return last
}

// recordedSessions returns the sessions that the registry tells of.
func recordedSessions(e *supplierEval) []model.Session {
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

// instant returns an instant that a fact tells under a key; zero if it tells none.
func instant(f model.Fact, key string) time.Time {
	t, err := time.Parse(time.RFC3339, f.Data[key])
	if err != nil {
		return time.Time{}
	}
	return t
}
