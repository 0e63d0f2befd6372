package reply

import (
	"cmp"

	"supplierwatch/internal/mailparse/lexicon"
)

// ReadAutomatic recognizes what a program answered in a person's place; ok is false for any other mail.
func ReadAutomatic(mail Mail) (m Meaning, ok bool) {
	ok = incomingOf(mail).readAutomatic(&m)
	return m, ok
}

// readAutomatic recognizes auto-replies (RFC 3834), also those without its field.
func (in incoming) readAutomatic(m *Meaning) bool {
	own, cited := splitText(in.mail.Parsed.Text)
	text := lexicon.Fold(own[:min(len(own), maxRead)])
	field, ticket := autoField(in.header()), ticketMark(in.header(), in.subject)
	titled := in.autoTitle(text)
	receipt, received := lexicon.Receipt.Find(in.subject + " . " + text)
	absent := lexicon.Away.In(text) || lexicon.Left.In(text)
	switch {
	case field != "":
		m.Evidence = append(m.Evidence, "header: "+field)
	case titled != "":
		m.Evidence = append(m.Evidence, "subject: "+lexicon.Quote(titled))
	case isGenerated(in.header()) && in.refers() && (received || absent):
		m.Evidence = append(m.Evidence, "header: Auto-Submitted")
	case hasLowPrecedence(in.header()) && in.refers() && absent:
		m.Evidence = append(m.Evidence, "header: Precedence") // vacation programs older than RFC 3834
	case !received || ticket == "" && !isRobot(in.mail.From) && !in.announcesReceipt():
		return false
	}
	m.Automatic = true
	m.Text = withoutSignature(own)
	in.nameContacts(m, cited)
	in.decideAutomatic(m, text, cmp.Or(ticket, receipt), ticket != "" || received)
	return true
}

// announcesReceipt reports whether the subject itself reports a request that came
// in, and not as the subject of a mail that is answered.
func (in incoming) announcesReceipt() bool {
	return lexicon.Receipt.In(in.subject) && !lexicon.HasAnyPrefix(in.subject, subjectPrefixes)
}

// autoTitle returns what in the subject belongs to an auto-reply. Behind the mark
// of an answer it may be the subject of the other mail.
func (in incoming) autoTitle(text string) string {
	words, found := lexicon.AutoSubject.Find(in.subject)
	if !found || lexicon.HasAnyPrefix(in.subject, subjectPrefixes) && !lexicon.Away.In(text) {
		return ""
	}
	return words
}

// decideAutomatic distinguishes the auto-replies: a departure, a ticket system's receipt, an
// absence. Without a sign of the first two it is an absence: nobody has read the mail.
func (in incoming) decideAutomatic(m *Meaning, text, receipt string, received bool) {
	words, left := lexicon.Left.Find(text)
	away, isAway := lexicon.Away.Find(in.subject + " . " + text)
	switch {
	case left:
		m.Verdict = Left
		m.Evidence = append(m.Evidence, "has left: "+lexicon.Quote(words))
	case received && (!isAway || ticketMark(in.header(), in.subject) != ""):
		m.Verdict = Ticket
		m.Evidence = append(m.Evidence, "receipt: "+lexicon.Quote(receipt))
	default:
		m.Verdict = Away
		m.Until = until(text, in.mail.Sent)
		if isAway {
			m.Evidence = append(m.Evidence, "absent: "+lexicon.Quote(away))
		}
	}
	if m.Verdict != Ticket {
		m.StandIn = m.standIns()
	}
}
