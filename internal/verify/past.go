package verify

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// past is what passed between us and one address.
type past struct {
	question  *watch.Fact              // the last one; nil: never asked
	last      *watch.Fact              // the question or its last reminder
	about     map[watch.Subjected]bool // whom the question was about
	thread    []string                 // Message-IDs of the question and its reminders
	reminders int
	promised  civil.Date // they are not asked again before it
	answered  bool       // since the question, by a person or for good
	silent    bool       // that nobody answered was said already
	away      civil.Date // the last day of an absence that was told since the question
	objected  *watch.Fact
	dead      *watch.Fact              // why mail there is lost: it came back, was refused, or the person has left
	proven    civil.Date               // the last day on which an answer or a record showed that the address is right
	wrote     []civil.Date             // on which days they wrote from the address by themselves
	released  map[watch.Subjected]bool // since the question, by a person; true: as contacts for emergencies too
}

// pastOf reads what passed between us and a mailbox of theirs. What was told of a contact when it had another address is not about this one.
func pastOf(b *box, facts *watch.Facts) past {
	p := past{released: map[watch.Subjected]bool{}}
	for _, f := range letters(b, facts) {
		p.add(f, dayAt(b, f))
	}
	if p.dead != nil && slices.ContainsFunc(b.holders, func(a watch.AskedContact) bool { return foundRight(a, *p.dead) }) {
		p.dead = nil
	}
	return p
}

// letters gives all facts about a mailbox in the order of recording.
func letters(b *box, facts *watch.Facts) []watch.Fact {
	found := slices.Clone(facts.Letters(b.address))
	for _, a := range b.holders {
		for _, id := range ids(a.Supplier) {
			for _, f := range facts.Of(id, "contact/"+a.Contact.ID) {
				if f.Data[watch.DataAddress] == "" {
					found = append(found, f)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b watch.Fact) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), a.RecordedAt.Compare(b.RecordedAt))
	})
	return found
}

// add takes in one fact, which was observed on that day. That somebody wrote from the address, or without our token, says nothing about mail to it.
func (p *past) add(f watch.Fact, on civil.Date) {
	switch f.Kind {
	case watch.FactAsked:
		p.ask(f)
	case watch.FactReleased:
		who := watch.Subjected{Supplier: f.Supplier, Subject: f.Subject}
		p.released[who] = p.released[who] || f.Data[watch.DataEscalation] != ""
	case watch.FactConfirmed:
		p.answered, p.dead, p.proven = true, nil, on
	case watch.FactSeen:
		if f.Authenticated() {
			p.wrote = append(p.wrote, on)
		}
	case watch.FactVerified:
		if watch.How(f.Data[watch.DataHow]) != watch.HowSeen {
			p.dead, p.proven = nil, on
		}
	case watch.FactReplied, watch.FactChanged:
		byHand := f.Data[watch.DataProgram] == ""
		p.answered = p.answered || byHand && (f.Authenticated() || f.Data[watch.DataMail] != "") // an answer to our mail is for the owner to read, whoever wrote it
	case watch.FactObjected:
		p.objected = &f
	case watch.FactLeft:
		p.dead, p.answered = &f, true
	case watch.FactBounced, watch.FactRejected:
		if forGood(f) {
			p.dead, p.answered = &f, true
		}
	case watch.FactAway:
		if until := dayIn(f, watch.DataUntil); until.After(p.away) {
			p.away = until
		}
	case watch.FactSilent:
		p.silent = true
	}
}

// ask adds one asking of one contact. Several contacts share a mail.
func (p *past) ask(f watch.Fact) {
	number, _ := strconv.Atoi(f.Data[watch.DataReminder]) // the question itself has none
	fresh := p.last == nil || p.last.Data[watch.DataMail] != f.Data[watch.DataMail]
	if number == 0 && fresh {
		*p = past{promised: p.promised, objected: p.objected, dead: p.dead, proven: p.proven, wrote: p.wrote, released: map[watch.Subjected]bool{}, about: map[watch.Subjected]bool{}}
	}
	if number == 0 {
		p.question = &f
		p.about[watch.Subjected{Supplier: f.Supplier, Subject: f.Subject}] = true
	}
	p.last, p.reminders = &f, max(p.reminders, number)
	if id := f.Data[watch.DataMessageID]; id != "" && !slices.Contains(p.thread, id) {
		p.thread = append(p.thread, id)
	}
	if day := dayIn(f, watch.DataNotBefore); day.After(p.promised) {
		p.promised = day
	}
}

// of gives what is noted of a contact, under the present or a former id of its supplier.
func of(noted map[watch.Subjected]bool, a watch.AskedContact) (value, known bool) {
	for _, id := range ids(a.Supplier) {
		if v, ok := noted[watch.Subjected{Supplier: id, Subject: "contact/" + a.Contact.ID}]; ok {
			value, known = value || v, true
		}
	}
	return value, known
}

// waits reports whether a question is open: asked, and neither answered nor given up.
func (p *past) waits() bool { return p.question != nil && !p.answered && !p.silent }

// deadline is until when an answer to the last mail is in time. Who is away has as long after the return as others have at once.
func (p *past) deadline(within civil.Period, calendar *civil.Calendar) time.Time {
	by, err := time.Parse(time.RFC3339, p.last.Data[watch.DataAnswerBy])
	if err != nil {
		by = civil.AddTo(p.last.ObservedAt, within, calendar)
	}
	if p.away.IsZero() {
		return by
	}
	back := civil.AddTo(p.away.End(location(calendar)), within, calendar)
	if back.After(by) {
		return back
	}
	return by
}

// forGood reports whether a bounce or refusal says that mail there is lost for good. One recorded without a verdict does.
func forGood(f watch.Fact) bool {
	switch message.Verdict(f.Data[watch.DataVerdict]) {
	case "", message.Gone, message.NoMailDomain:
		return true
	}
	return false
}

// foundRight reports whether the registry says that a contact was found right after a fact.
func foundRight(a watch.AskedContact, f watch.Fact) bool {
	day := a.Supplier.Calendar.Today(f.ObservedAt)
	return slices.ContainsFunc(a.Contact.Verified, func(v watch.Verified) bool { return v.How != watch.HowSeen && v.On.After(day) })
}

// dayAt returns the day of a fact where the mailbox is.
func dayAt(b *box, f watch.Fact) civil.Date {
	if len(b.holders) == 0 || b.holders[0].Supplier.Calendar == nil {
		return civil.DateOf(f.ObservedAt.UTC())
	}
	return b.holders[0].Supplier.Calendar.Today(f.ObservedAt)
}

// dayIn gives a day that a fact tells; zero if it tells none.
func dayIn(f watch.Fact, key string) civil.Date {
	d, err := civil.ParseDate(f.Data[key])
	if err != nil {
		return civil.Date{}
	}
	return d
}

func location(c *civil.Calendar) *time.Location {
	if c == nil || c.Location == nil {
		return time.UTC
	}
	return c.Location
}
