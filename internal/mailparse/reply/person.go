package reply

import (
	"strings"

	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/departure"
	"supplierwatch/internal/mailparse/lexicon"
)

// ReadPerson recognizes what a person answered to a mail that asks whether something is still right; ok is false for any other mail. Details are
// the bank details of the mail.
func ReadPerson(mail Mail, details bank.Details) (m Meaning, ok bool) {
	ok = incomingOf(mail).readPerson(&m, details)
	return m, ok
}

// shortAnswer is how long a mail may be that refers to nothing and is
// still taken for an answer, if its meaning is plain.
const shortAnswer = 200

// readPerson recognizes what a person wrote in answer to a mail.
func (in incoming) readPerson(m *Meaning, details bank.Details) bool {
	if len(in.header()) == 0 || isBulk(in.header()) || isRobot(in.mail.From) || in.mail.FromServer && !in.refers() {
		return false
	}
	m.Text = withoutSignature(in.mail.Own)
	in.nameContacts(m, in.mail.Quoted+"\n"+in.mail.Between)
	a := answerOf(m, in.mail.From, details)
	in.readInline(m, &a)
	verdict, why := a.verdict()
	m.Aside = verdict
	if verdict == Confirmed {
		if differs := in.differingAlternative(); differs != "" {
			verdict, why, m.Aside = Replied, differs, Replied
		}
		if in.mail.Cut || in.mail.Parsed.IsCut() {
			verdict, why, m.Aside = Replied, "the mail is too long to be read whole, and what was not read may say something else than yes", Replied
		}
	}
	if weighed, because := a.withBankDetails(verdict); weighed != "" {
		verdict, why = weighed, because
	}
	if verdict != Confirmed && a.yes.Yes == "" && in.absent(m, a) {
		return true
	}
	if !in.refers() && in.mail.Quoted == "" && (verdict == Replied || len(m.Text) > shortAnswer) {
		return false
	}
	if m.Unreadable = in.mail.Parsed.Unreadable(m.Text); m.Unreadable != "" {
		verdict, why = Replied, "the text cannot be read: it is "+m.Unreadable
	}
	m.Verdict = verdict
	m.Evidence = append(m.Evidence, why)
	if verdict == Left || verdict == Changed {
		m.StandIn = append(append(m.StandIn, m.Addresses...), m.Phones...)
	}
	return true
}

// readInline takes into account to which of our questions what was written between them is the answer.
func (in incoming) readInline(m *Meaning, a *answer) {
	if !strings.Contains(in.mail.Quoted, ">") || len(in.mail.Parsed.Text) > maxWritten {
		return
	}
	text, comes := inlineAnswers(in.mail.Marked)
	if own, _ := splitText(text); !comes {
		without := *m
		if without.Text = withoutSignature(own); without.Text != m.Text && without.Text != "" {
			*a = answerOf(&without, in.mail.From, a.bank)
		}
		return
	}
	a.yes.Unexplained = "yes" // to another question
}

// absent recognizes the notice of an absence that no field and no subject
// reveals: it says until when, or who is the replacement.
func (in incoming) absent(m *Meaning, a answer) bool {
	words := a.find(lexicon.Away)
	if words == "" {
		return false
	}
	end := until(a.text, in.mail.Sent)
	bounded := end != "" || lexicon.StandIn.In(a.text) || untilSome(a.text)
	if !bounded || departure.In(a.sentences, a.company) != "" || lexicon.Decline.In(a.text) || a.objection() != "" {
		return false
	}
	m.Automatic, m.Verdict, m.Until, m.Presumed = true, Away, end, true
	m.Evidence = append(m.Evidence, "absent: "+quote(words))
	m.StandIn = m.standIns()
	return true
}
