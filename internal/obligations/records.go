package obligations

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Recorded returns what people recorded about a subject of the supplier, under its present and its former ids, in the order of recording.
func (e *Supplier) Recorded(subject model.Subject, kinds ...model.FactKind) []model.Fact {
	found := e.Context.Facts.Kind(e.Entry.ID, subject, kinds...)
	for _, was := range e.Entry.Was {
		found = append(found, e.Context.Facts.Kind(was, subject, kinds...)...)
	}
	if len(e.Entry.Was) > 0 {
		slices.SortStableFunc(found, func(a, b model.Fact) int { return int(a.Seq - b.Seq) })
	}
	return found
}

// Streak returns what probes say of a subject of the supplier, under a former id if they never spoke of it under the present one.
func (e *Supplier) Streak(subject model.Subject) (factindex.Streak, bool) {
	for _, id := range append([]string{e.Entry.ID}, e.Entry.Was...) {
		if s, ok := e.Context.Facts.Streak(id, subject); ok {
			return s, true
		}
	}
	return factindex.Streak{}, false
}

// On returns the day on which a fact holds, in the supplier's zone.
func (e *Supplier) On(f model.Fact) civil.Date {
	if d := f.On(); !d.IsZero() {
		return d
	}
	return e.Entry.Calendar.Today(f.ObservedAt)
}

// at returns the moment at which a fact holds; a day alone if a day was told, since then nobody knows the hour.
func (e *Supplier) at(f model.Fact) model.Moment {
	if d := f.On(); !d.IsZero() {
		return model.Moment{Date: d}
	}
	return model.Moment{Date: e.On(f), Instant: f.ObservedAt}
}

// renewalDecisions returns the decisions to let a term of the contract renew. One recorded without an end has a zero Until: it settles the term in force
// on its day.
func renewalDecisions(e *Supplier, c *model.Contract) []model.RenewalDecision {
	all := slices.Clone(c.Kept)
	for _, f := range e.Recorded(model.KindContract.Subject(c.ID), model.FactKeep) {
		all = append(all, model.RenewalDecision{Until: f.Until(), On: e.On(f), By: f.By(), Because: f.Because()})
	}
	return all
}

// NoticesReceived returns our notices, in the order in which they received them.
func NoticesReceived(e *Supplier, c *model.Contract) []civil.NoticeReceived {
	var all []civil.NoticeReceived
	if !c.NoticeGiven.IsZero() {
		all = append(all, civil.NoticeReceived{On: c.NoticeGiven, For: c.NoticeFor})
	}
	for _, f := range e.Recorded(model.KindContract.Subject(c.ID), model.FactNoticeGiven) {
		all = append(all, civil.NoticeReceived{On: e.On(f), For: f.For()})
	}
	slices.SortStableFunc(all, func(a, b civil.NoticeReceived) int { return a.On.Compare(b.On) })
	return all
}

// Renewals returns the renewals by hand. A fact that names no end says nothing usable.
func Renewals(e *Supplier, c *model.Contract) []model.Renewed {
	all := slices.Clone(c.Renewed)
	for _, f := range e.Recorded(model.KindContract.Subject(c.ID), model.FactRenewed) {
		if until := f.Until(); !until.IsZero() {
			all = append(all, model.Renewed{Until: until, On: e.On(f)})
		}
	}
	return all
}

// hasCome reports whether a day of something that has happened has come at the owner. What is dated later, as by a year mistyped, proves nothing yet;
// date-in-future reports it.
func hasCome(e *Supplier, day civil.Date) bool { return !day.After(e.OwnToday) }

// MailboxNotices returns which of our mailboxes the supplier was told of, and when.
func MailboxNotices(e *Supplier) []model.MailboxNotice {
	all := slices.DeleteFunc(slices.Clone(e.Entry.TheyKnow), func(t model.MailboxNotice) bool { return !hasCome(e, t.On) })
	for _, f := range e.Recorded(model.SubjectSupplier, model.FactTold) {
		all = append(all, model.MailboxNotice{Mailbox: e.Context.Registry.Mailbox(f.Mailbox()), On: e.On(f)})
	}
	return all
}

// LastReview returns the day on which somebody last read the whole entry; zero if nobody did.
func LastReview(e *Supplier) civil.Date {
	var last civil.Date
	if e.Entry.Reviewed != nil && hasCome(e, e.Entry.Reviewed.On) {
		last = e.Entry.Reviewed.On
	}
	for _, f := range e.Recorded(model.SubjectSupplier, model.FactReviewed) {
		last = Later(last, e.On(f))
	}
	return last
}

// Verifications returns when a contact was found right, by people or by its own answer to one of our questions, and when somebody wrote from its
// address, which proves nothing. They are computed once, since many rules ask for them. What came by mail proves only the address that it came from, and the phone where that was in the question.
func (e *Supplier) Verifications(c *model.Contact) []model.Verified {
	i := slices.Index(e.Entry.Contacts, c)
	if i < 0 {
		return verificationsOf(e, c)
	}
	if v := &e.verified[i]; !v.known {
		v.known, v.all = true, verificationsOf(e, c)
	}
	return e.verified[i].all
}

// verifications are those of one contact, once they were asked for.
type verifications struct {
	known bool
	all   []model.Verified
}

func verificationsOf(e *Supplier, c *model.Contact) []model.Verified {
	all := slices.Clip(c.Verified)
	if early := func(v model.Verified) bool { return !hasCome(e, v.On) }; slices.ContainsFunc(all, early) {
		all = slices.DeleteFunc(slices.Clone(all), early)
	}
	for _, f := range e.Recorded(model.KindContact.Subject(c.ID), model.FactVerified, model.FactConfirmed, model.FactSeen) {
		v := model.Verified{On: e.On(f), By: f.By(), How: f.How()}
		switch f.Kind {
		case model.FactSeen:
			v.How = model.HowSeen
		case model.FactConfirmed:
			v.How = cmp.Or(v.How, model.HowReply)
			if said := f.ContactDetails().Phone; said != "" && c.HasPhone(said) {
				all = append(all, model.Verified{On: v.On, By: v.By, How: model.HowQuoted})
			}
		}
		if f.Kind != model.FactVerified && !OfAddress(f, c) {
			continue
		}
		all = append(all, v)
	}
	return all
}

// OfAddress reports whether a fact from mail is about the address that a contact has today.
func OfAddress(f model.Fact, c *model.Contact) bool {
	about := f.Address()
	return about == "" || c.HasAddress(about)
}

// lastSession returns the day of the last session; zero if there was none.
func lastSession(e *Supplier) civil.Date {
	var last civil.Date
	for _, h := range RecordedSessions(e) {
		if hasCome(e, h.On) {
			last = Later(last, h.On)
		}
	}
	for _, f := range e.Recorded(model.SubjectSession, model.FactSessionHeld) {
		last = Later(last, e.On(f))
	}
	return last
}

// RecordedSessions returns the sessions that the registry tells of.
func RecordedSessions(e *Supplier) []model.Session {
	if e.Entry.Sessions == nil {
		return nil
	}
	return e.Entry.Sessions.Held
}

// Later returns the later of two days.
func Later(a, b civil.Date) civil.Date {
	if b.After(a) {
		return b
	}
	return a
}

// LastFact returns the last of some facts; nil if there is none.
func LastFact(facts []model.Fact) *model.Fact {
	if len(facts) == 0 {
		return nil
	}
	return &facts[len(facts)-1]
}
