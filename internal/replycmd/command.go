// Package replycmd reads the commands that our people write in replies to a mail of the watchdog.
//
// The first words of a reply count, whatever their case and punctuation: "ack", "Snooze 3 days.", "placed 4500012345". A greeting, a word of assent
// or of thanks before them is skipped: "Hi, ack". The grammar is: the verb, then numbers of alerts ("ack 1 3", "ack #2", "ack all"), then until when
// or for how long ("ack until Monday", "snooze 3 days"), then a note. Nothing is guessed: a verb without its argument and a number that no alert of
// the mail has are errors that say what to write instead. Text that is not a command is kept as a note by the caller.
package replycmd

// Verb is what is asked for.
type Verb string

// The verbs.
const (
	None        Verb = "" // no command
	Ack         Verb = "ack"
	Snooze      Verb = "snooze"
	Requested   Verb = "requested"
	Placed      Verb = "placed"
	Confirmed   Verb = "confirmed"
	Waived      Verb = "waived"
	Keep        Verb = "keep"
	NoticeGiven Verb = "notice given"
	Renewed     Verb = "renewed"
	Verified    Verb = "verified"
	NoAnswer    Verb = "no-answer"
	WrongNumber Verb = "wrong-number"
	NotMine     Verb = "not-mine"
	Accept      Verb = "accept"
	Informed    Verb = "informed" // of our mailboxes; no reply has words for it
	Send        Verb = "send"
	Help        Verb = "help"
)

// Command is one command of an answer.
type Command struct {
	Verb   Verb
	Alerts []int  // the numbers of the alerts that are meant; nil: none were named
	All    bool   // all of them are meant
	Rest   string // what follows: a number, a day, a reason
	Below  string // the text of the lines below that is not a command, in one line
}
