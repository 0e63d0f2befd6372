package mailparse

import "strings"

var (
	// subjectPrefixes mark an answer, in the languages of mail programs.
	subjectPrefixes = []string{
		"re:", "aw:", "sv:", "antw:", "antwort:", "tr:", "wg:", "rv:", "res:", "r:", "rif:", "vs:", "odp:", "ynt:", "re :", "tr :", "re[",
		"aw[", "fw:", "fwd:", "doorst:", "i:", "enc:",
	}
	// robots are local parts that nobody reads.
	robots = []string{
		"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply", "nicht-antworten", "keine-antwort",
		"ne-pas-repondre", "nepasrepondre", "non-rispondere", "no-responder", "notification", "newsletter", "mailer-daemon", "bounce",
		"automailer", "robot", "quarantine", "antispam", "anti-spam", "spamfilter",
	}
)

// isRobot says whether nobody reads the sender's address.
func (m *Message) isRobot() bool {
	return beginsWithAny(strings.ToLower(m.From), robots)
}

// hasLowPrecedence says that a program marked a mail as one that wants no answer,
// by the field from before RFC 3834.
func (in incoming) hasLowPrecedence() bool {
	switch strings.ToLower(in.header.get("precedence")) {
	case "bulk", "list", "junk":
		return true
	}
	return false
}

// isBulk recognizes mail that goes to many and answers nobody.
func (in incoming) isBulk() bool {
	listed := in.header.get("list-unsubscribe") != "" && in.header.get("in-reply-to") == ""
	return in.header.get("list-id") != "" || listed || in.isGenerated() || in.hasLowPrecedence()
}

// shortAnswer is how long a mail may be that refers to nothing and is
// still taken for an answer, if its meaning is plain.
const shortAnswer = 200

// written recognizes what a person wrote in answer to a mail.
func (in incoming) written(m *Message) {
	if len(in.header) == 0 || in.isBulk() || m.isRobot() || in.isServer() && !in.refers(m) {
		return
	}
	m.Reply = withoutSignature(m.Own)
	m.nameContacts(m.Quoted)
	a := answerOf(m)
	verdict, why := a.understand()
	m.Aside = verdict
	if verdict == Confirmed {
		if differs := in.disagreement(m); differs != "" {
			verdict, why, m.Aside = Replied, differs, Replied
		}
		if in.cut || in.isCut() {
			verdict, why, m.Aside = Replied, "the mail is too long to be read whole, and what was not read may say something else than yes", Replied
		}
	}
	if weighed, because := a.weigh(verdict); weighed != "" {
		verdict, why = weighed, because
	}
	if verdict != Confirmed && in.absent(m, a) {
		return
	}
	if !in.refers(m) && m.Quoted == "" && (verdict == Replied || len(m.Reply) > shortAnswer) {
		return
	}
	if m.Unreadable = in.unreadable(m.Reply); m.Unreadable != "" {
		verdict, why = Replied, "the text cannot be read: it is "+m.Unreadable
	}
	m.Kind, m.Verdict = KindReply, verdict
	m.Evidence = append(m.Evidence, why)
	if verdict == Left || verdict == Changed {
		m.StandIn = append(append(m.StandIn, m.Addresses...), m.Phones...)
	}
}

// absent recognizes the notice of an absence that no field and no subject
// gives away: it tells until when, or who stands in.
func (in incoming) absent(m *Message, a answer) bool {
	words, away := wordsAway.find(a.text)
	if !away {
		return false
	}
	end := until(a.text, m.Date)
	if end == "" && !wordsStandIn.in(a.text) || wordsLeft.in(a.plain) || wordsDecline.in(a.text) || a.objects() != "" {
		return false
	}
	m.Kind, m.Verdict, m.Until, m.Presumed = KindAutoReply, Away, end, true
	m.Evidence = append(m.Evidence, "absent: "+quoted(words))
	m.StandIn = m.standIns()
	return true
}

// refers says whether a mail names the one it answers.
func (in incoming) refers(m *Message) bool {
	return len(m.InReplyTo)+len(m.References) > 0 || beginsWithAny(in.subject, subjectPrefixes) || len(Tokens(*m)) > 0
}
