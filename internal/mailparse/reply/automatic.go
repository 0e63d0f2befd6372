package reply

import (
	"cmp"

	"supplierwatch/internal/mailparse/departure"
	"supplierwatch/internal/mailparse/lexicon"
)

// ReadAutomatic recognizes what a program answered in a person's place; ok is false for any other mail.
func ReadAutomatic(mail Mail) (m Meaning, ok bool) {
	ok = incomingOf(mail).readAutomatic(&m)
	return m, ok
}

// readAutomatic recognizes auto-replies (RFC 3834), also those without its field.
func (in incoming) readAutomatic(m *Meaning) bool {
	own, cited := splitText(in.mail.Marked)
	cited += "\n" + in.mail.Between
	x := in.automaticOf(own)
	field := autoField(in.header())
	titled := in.autoTitle(x.folded)
	absent := lexicon.Away.In(x.folded) || lexicon.Left.In(x.folded)
	switch {
	case field != "":
		m.Evidence = append(m.Evidence, "header: "+field)
	case titled != "":
		m.Evidence = append(m.Evidence, "subject: "+quote(titled))
	case isGenerated(in.header()) && in.refers() && (x.received() || absent):
		m.Evidence = append(m.Evidence, "header: Auto-Submitted")
	case hasLowPrecedence(in.header()) && in.refers() && absent:
		m.Evidence = append(m.Evidence, "header: Precedence") // vacation programs older than RFC 3834
	case !x.received() || x.mark == "" && x.number == "" && !x.announces && !isRobot(in.mail.From) && !in.announcesReceipt():
		return false
	}
	m.Automatic = true
	m.Text = withoutSignature(own)
	in.nameContacts(m, cited)
	in.decideAutomatic(m, x)
	return true
}

// automatic is the text of what may be an auto-reply.
type automatic struct {
	sentences []lexicon.Sentence
	folded    string
	mark      string // what shows that a ticket system wrote
	receipt   string // the words that confirm a receipt, as written where the text has them
	number    string // the sentence that numbers a request, as written
	announces bool   // an answer is announced within some hours or days
}

func (x automatic) received() bool { return x.receipt != "" }

// automaticOf prepares a text.
func (in incoming) automaticOf(own string) automatic {
	text := own[:min(len(own), maxRead)]
	x := automatic{sentences: lexicon.SentencesOf(text), folded: lexicon.Fold(text), mark: ticketMark(in.header(), in.subject)}
	x.announces = lexicon.AnnouncedAnswer.In(x.folded)
	for _, s := range x.sentences {
		if x.receipt == "" && lexicon.Receipt.In(s.Folded) {
			x.receipt = s.Written()
		}
		if x.number == "" && numbersRequest(s.Folded) {
			x.number = s.Written()
		}
	}
	if words, found := lexicon.Receipt.Find(in.subject); found && x.receipt == "" {
		x.receipt = words
	}
	if words, found := lexicon.Receipt.Find(x.folded); found && x.receipt == "" {
		x.receipt = words
	}
	return x
}

// announcesReceipt reports whether the subject itself reports a request that came
// in, and not as the subject of a mail that is answered.
func (in incoming) announcesReceipt() bool {
	return lexicon.Receipt.In(in.subject) && !lexicon.HasAnyPrefix(in.subject, subjectPrefixes)
}

// autoTitle returns what in the subject belongs to an auto-reply. Behind the mark
// of an answer it may be the subject of the other mail.
func (in incoming) autoTitle(text string) string {
	words, found := lexicon.FindWritten(lexicon.AutoSubject, in.mail.Subject)
	if !found || lexicon.HasAnyPrefix(in.subject, subjectPrefixes) && !lexicon.Away.In(text) {
		return ""
	}
	return words
}

// decideAutomatic distinguishes the auto-replies: a departure, a ticket system's receipt, an
// absence. Without a sign of the first two it is an absence: nobody has read the mail.
func (in incoming) decideAutomatic(m *Meaning, x automatic) {
	words := departure.In(x.sentences, companyOf(in.mail.From))
	away, isAway := x.away(in.subject)
	switch {
	case words != "":
		m.Verdict = Left
		m.Evidence = append(m.Evidence, "has left: "+quote(words))
	case x.mark != "", x.received() && x.number != "", x.received() && !isAway && lexicon.Request.In(in.subject+" . "+x.folded):
		m.Verdict = Ticket
		m.Evidence = append(m.Evidence, "receipt: "+quote(cmp.Or(x.mark, x.number, x.receipt)))
	default:
		m.Verdict = Away
		m.Until = until(x.folded, in.mail.Sent)
		if isAway {
			m.Evidence = append(m.Evidence, "absent: "+quote(away))
		}
	}
	if m.Verdict != Ticket {
		m.StandIn = m.standIns()
	}
}

// away returns the words by which somebody is absent, as written where the text has them: a ticket system does not write of itself.
func (x automatic) away(subject string) (words string, found bool) {
	for _, s := range x.sentences {
		if lexicon.Away.In(s.Folded) || lexicon.OfMyself.In(s.Folded) {
			return s.Written(), true
		}
	}
	return lexicon.Away.Find(subject + " . " + x.folded)
}
