package verification

import (
	"cmp"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// history is the correspondence with one address.
type history struct {
	question       *model.Fact               // the last one; nil: never asked
	last           *model.Fact               // the question or its last reminder
	about          map[model.SubjectRef]bool // whom the question was about
	thread         []string                  // Message-IDs of the question and its reminders
	reminders      int
	notAgainBefore civil.Date // they are not asked again before it
	answered       bool       // since the question, by a person or for good
	silent         bool       // that nobody answered is recorded already
	away           civil.Date // the last day of an absence that was reported since the question
	objected       *model.Fact
	undeliverable  *model.Fact               // why mail there is lost: it came back, was refused, or the person has left
	provenOn       civil.Date                // the last day on which an answer or a record showed that the address is right
	wrote          []civil.Date              // on which days they wrote from the address by themselves
	released       map[model.SubjectRef]bool // since the question, by a person; true: as contacts for emergencies too
}

// historyOf returns the history of a recipient. Facts about a contact from when it had another address are not part of it.
func historyOf(b *recipient, facts *factindex.Index) history {
	p := history{released: map[model.SubjectRef]bool{}}
	for _, f := range correspondence(b, facts) {
		p.add(f, dayAtRecipient(b, f))
	}
	if p.undeliverable != nil && slices.ContainsFunc(b.holders, func(a model.ContactRef) bool { return verifiedAfter(a, *p.undeliverable) }) {
		p.undeliverable = nil
	}
	return p
}

// correspondence returns all facts about a mailbox in the order of recording.
func correspondence(b *recipient, facts *factindex.Index) []model.Fact {
	found := slices.Clone(facts.Correspondence(b.address))
	for _, a := range b.holders {
		for _, id := range ids(a.Supplier) {
			for _, f := range facts.Of(id, model.KindContact.Subject(a.Contact.ID)) {
				if f.Address() == "" {
					found = append(found, f)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b model.Fact) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), a.RecordedAt.Compare(b.RecordedAt))
	})
	return found
}

// add adds one fact, which was observed on that day. That somebody wrote from the address, or without our token, says nothing about mail to it.
func (p *history) add(f model.Fact, on civil.Date) {
	switch f.Kind {
	case model.FactAsked:
		p.ask(f)
	case model.FactReleased:
		who := model.SubjectRef{Supplier: f.Supplier, Subject: f.Subject}
		p.released[who] = p.released[who] || f.ForEscalation()
	case model.FactConfirmed:
		p.answered, p.undeliverable, p.provenOn = true, nil, on
	case model.FactSeen:
		if f.Authenticated() {
			p.wrote = append(p.wrote, on)
		}
	case model.FactVerified:
		if f.How() != model.HowSeen {
			p.undeliverable, p.provenOn = nil, on
		}
	case model.FactReplied, model.FactChanged:
		byHand := !f.ByProgram()
		p.answered = p.answered || byHand && (f.Authenticated() || f.Mail() != "") // an answer to our mail is for the owner to read, whoever wrote it
	case model.FactObjected:
		p.objected = &f
	case model.FactLeft:
		p.undeliverable, p.answered = &f, true
	case model.FactBounced, model.FactRejected:
		if isPermanent(f) {
			p.undeliverable, p.answered = &f, true
		}
	case model.FactAway:
		if until := f.Until(); until.After(p.away) {
			p.away = until
		}
	case model.FactSilent:
		p.silent = true
	}
}

// ask adds one asking of one contact. Several contacts share a mail.
func (p *history) ask(f model.Fact) {
	asked := f.Asked()
	number := asked.Reminder
	fresh := p.last == nil || p.last.Mail() != asked.Mail
	if number == 0 && fresh {
		*p = history{notAgainBefore: p.notAgainBefore, objected: p.objected, undeliverable: p.undeliverable, provenOn: p.provenOn, wrote: p.wrote, released: map[model.SubjectRef]bool{}, about: map[model.SubjectRef]bool{}}
	}
	if number == 0 {
		p.question = &f
		p.about[model.SubjectRef{Supplier: f.Supplier, Subject: f.Subject}] = true
	}
	p.last, p.reminders = &f, max(p.reminders, number)
	if id := asked.MessageID; id != "" && !slices.Contains(p.thread, id) {
		p.thread = append(p.thread, id)
	}
	if day := asked.NotBefore; day.After(p.notAgainBefore) {
		p.notAgainBefore = day
	}
}

// noted returns what is noted of a contact, under the present or a former id of its supplier.
func noted(notes map[model.SubjectRef]bool, a model.ContactRef) (value, known bool) {
	for _, id := range ids(a.Supplier) {
		if v, ok := notes[model.SubjectRef{Supplier: id, Subject: model.KindContact.Subject(a.Contact.ID)}]; ok {
			value, known = value || v, true
		}
	}
	return value, known
}

// isOpen reports whether a question is open: asked, and neither answered nor closed.
func (p *history) isOpen() bool { return p.question != nil && !p.answered && !p.silent }

// deadline is until when an answer to the last mail is in time. Who is away has as long after the return as others have at once.
func (p *history) deadline(within civil.Period, calendar *civil.Calendar) time.Time {
	by := p.last.Asked().AnswerBy
	if by.IsZero() {
		by = civil.AddTo(p.last.ObservedAt, within, calendar)
	}
	if p.away.IsZero() {
		return by
	}
	back := civil.AddTo(p.away.End(calendar.Zone()), within, calendar)
	if back.After(by) {
		return back
	}
	return by
}

// isPermanent reports whether a bounce or refusal says that mail there is lost for good. One recorded without a verdict does.
func isPermanent(f model.Fact) bool {
	switch mailparse.Verdict(f.Verdict()) {
	case "", mailparse.Gone, mailparse.NoMailDomain:
		return true
	}
	return false
}

// verifiedAfter reports whether the registry says that a contact was found right after a fact.
func verifiedAfter(a model.ContactRef, f model.Fact) bool {
	day := a.Supplier.Calendar.Today(f.ObservedAt)
	return slices.ContainsFunc(a.Contact.Verified, func(v model.Verified) bool { return v.How != model.HowSeen && v.On.After(day) })
}

// dayAtRecipient returns the day of a fact where the mailbox is.
func dayAtRecipient(b *recipient, f model.Fact) civil.Date {
	if len(b.holders) == 0 {
		return civil.DateOf(f.ObservedAt.UTC())
	}
	return b.holders[0].Supplier.Calendar.Today(f.ObservedAt)
}
