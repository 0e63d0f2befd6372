package reply

import (
	"time"

	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
	"supplierwatch/internal/mailparse/ownwords"
)

// Verdict is what a person says, or a program in a person's place.
type Verdict string

// The verdicts of a reply by a person.
const (
	Confirmed Verdict = "confirmed" // affirmed, and nothing in it says otherwise
	Changed   Verdict = "changed"   // another address, number or person is named, or the asked one declines
	Left      Verdict = "left"      // the person works there no more; of an auto-reply too
	Objected  Verdict = "objected"  // wants no such mail
	Replied   Verdict = "replied"   // a person wrote, the meaning is unclear
)

// The verdicts of an auto-reply, Left apart.
const (
	Away   Verdict = "away"   // the mailbox exists, nobody has read the mail
	Ticket Verdict = "ticket" // a ticket system's receipt
)

// Mail is a received mail, and what is known of it.
type Mail struct {
	Parsed      mime.Mail
	Own, Quoted string    // its text as Split divides it
	Cut         bool      // Split left out something of its own text
	Subject     string    // decoded
	From        string    // address of its author; empty if that is nobody
	To          []string  // our addresses that it was sent to
	Sent        time.Time // zero if unknown
	Answers     bool      // its header refers to the mail that it answers
	FromServer  bool      // a mail server wrote it
	Marked      string    // its text with our words quoted
	Between     string    // what is between our words in it, and may fill slots in them
	Ours        Ours      // finds what is ours in a text
}

// Ours marks in a text the words of our own mails as quoted.
type Ours []*ownwords.Texts

// Mark returns a text in which our words are quoted, and what is between them.
func (o Ours) Mark(text string) (marked, between string) {
	marked = withoutInitials(text)
	for _, texts := range o {
		var filled string
		marked, filled = texts.Mark(marked)
		between += filled
	}
	return marked, between
}

// without returns a text without our words.
func (o Ours) without(text string) string {
	for _, texts := range o {
		text = texts.Without(text)
	}
	return text
}

// split divides a text into what was written in it and what is quoted. What fills our words counts as quoted too.
func (o Ours) split(text string) (own, quoted string) {
	marked, between := o.Mark(text)
	own, quoted = splitText(marked)
	return own, quoted + "\n" + between
}

// Meaning is what a mail says. Where it is not recognized as a reply, Text and what is named in it are set all the same.
type Meaning struct {
	Automatic  bool // a program answered
	Presumed   bool // a program answered by its words alone: no field and no subject says so
	Verdict    Verdict
	Aside      Verdict  // of a person: the verdict if bank details are left aside
	Text       string   // what was written here, without quotes and signature
	Unreadable string   // why nothing can be read, such as "encrypted (PGP)"; empty if something can
	Until      string   // last or return day of an absence, YYYY-MM-DD
	StandIn    []string // addresses and phone numbers named as a replacement
	Addresses  []string // other mail addresses named
	Phones     []string // phone numbers named, as written
	Evidence   []string // short sentences that say why
}

// maxRead limits how much of a text is read for its meaning.
const maxRead = 8 << 10

// incoming is a received mail that is examined.
type incoming struct {
	mail    Mail
	subject string // folded
}

func incomingOf(mail Mail) incoming { return incoming{mail: mail, subject: lexicon.Fold(mail.Subject)} }

func (in incoming) header() mime.Header { return in.mail.Parsed.Header }

// refers reports whether a mail names the one that it answers.
func (in incoming) refers() bool {
	return in.mail.Answers || lexicon.HasAnyPrefix(in.subject, subjectPrefixes)
}
