package chaos

import (
	"io"
	"sync"
	"time"
)

// Kind is the name of a fault in the table.
type Kind string

// Faults of a connection, before it is known which mail would go over it.
const (
	cutAtConnect  Kind = "cut at connect"
	closingAtOnce Kind = "421 at the greeting"
	cutTLS        Kind = "cut in the TLS handshake"
)

// Faults of one mail.
const (
	laterAtMail     Kind = "451 at MAIL"
	closingAtMail   Kind = "421 at MAIL"
	laterAtRcpt     Kind = "451 at RCPT"
	cutAtRcpt       Kind = "cut at RCPT"
	cutInData       Kind = "cut inside DATA"
	laterAfterData  Kind = "451 after DATA"
	refuseAfterData Kind = "550 after DATA"
	hangAfterData   Kind = "hang after DATA"
	cutUntaken      Kind = "cut after DATA, not accepted"
	loseReply       Kind = "answer lost, accepted"
	drip            Kind = "slow drip"
)

// unknownUser is not injected: Postfix itself rejects unknown recipients.
const unknownUser Kind = "550 at RCPT (Postfix)"

// Faults of the machine.
const (
	killed       Kind = "kill -9"
	diskFull     Kind = "disk full"
	damagedPage  Kind = "page of the database overwritten"
	damagedBytes Kind = "byte of a row flipped"
)

// tally counts the faults that were injected.
type tally struct {
	mu sync.Mutex
	n  map[Kind]int
}

func newTally() *tally { return &tally{n: map[Kind]int{}} }

func (t *tally) count(kind Kind) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.n[kind]++
}

func (t *tally) of(kind Kind) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.n[kind]
}

// total is the number of all that were injected; Postfix's own refusals are none.
func (t *tally) total() (all int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for kind, n := range t.n {
		if kind != unknownUser {
			all += n
		}
	}
	return all
}

// moment is where in a mail's way a fault strikes.
type moment string

const (
	atMail    moment = "MAIL"
	atRcpt    moment = "RCPT"
	atData    moment = "DATA"
	afterData moment = "after DATA"
	taken     moment = "taken" // Postfix has it, the daemon does not know
	never     moment = ""      // the mail goes through
)

// fault is a way in which a mail fails.
type fault struct {
	kind Kind
	when moment
	// act fails the mail; it reports whether the connection can be used any further.
	act func(*session) bool
}

// hangFor is how long the relay is silent before it closes the connection; most daemons are killed before.
const hangFor = 8 * time.Second

// ofMails are the faults that any mail may meet.
var ofMails = []fault{
	{laterAtMail, atMail, saying("451 4.3.0 try again later")},
	{closingAtMail, atMail, closing("421 4.3.2 shutting down")},
	{laterAtRcpt, atRcpt, saying("451 4.2.0 mailbox busy")},
	{cutAtRcpt, atRcpt, cut},
	{cutInData, atData, cutBody},
	{laterAfterData, afterData, saying("451 4.3.1 out of space")},
	{hangAfterData, afterData, hang},
	{cutUntaken, afterData, cut},
	{loseReply, taken, cut},
	{drip, never, nil},
}

// ofFiltered is what befalls mails to the one recipient whose mails a filter refuses now and then.
var ofFiltered = fault{refuseAfterData, afterData, saying("550 5.7.1 looks like spam")}

func saying(line string) func(*session) bool {
	return func(s *session) bool { return s.say(line) }
}

func closing(line string) func(*session) bool {
	return func(s *session) bool { s.say(line); return false }
}

// cut aborts the connection, so that the daemon gets an error and no end of file.
func cut(s *session) bool {
	resetOnClose(s.tcp)
	return false
}

// cutBody takes the beginning of a message and then the connection.
func cutBody(s *session) bool {
	if s.say("354 go on") {
		_, _ = io.CopyN(io.Discard, s.in, 100)
	}
	return cut(s)
}

// hang sends nothing until the daemon closes the connection or the time limit is reached.
func hang(s *session) bool {
	_ = s.conn.SetReadDeadline(time.Now().Add(hangFor))
	_, _ = io.Copy(io.Discard, s.in)
	return false
}

// plan chooses what befalls a mail with that envelope sender, which names the mail: its tag is the mail's token. A mail fails twice at
// most, for the waits between attempts double and a campaign has an end.
func (r *relay) plan(sender string) fault {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lingers {
		return fault{kind: drip}
	}
	if r.calm || r.failed[sender] >= 2 || r.dice.Float64() >= perMail {
		return fault{}
	}
	r.failed[sender]++
	return ofMails[r.dice.IntN(len(ofMails))]
}

// linger has every mail take its time, or no longer.
func (r *relay) linger(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lingers = on
}

// filters reports whether the filter dislikes a mail to that recipient.
func (r *relay) filters(to string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.calm && to == filtered && r.dice.IntN(4) == 0
}

const (
	perMail       = 0.3              // how likely a fault befalls a mail
	perConnection = 0.15             // and a connection
	connectionGap = 20 * time.Second // between two of those, each of which puts a whole batch off
)

// planConnection chooses what befalls a connection; empty: nothing.
func (r *relay) planConnection() Kind {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.calm || time.Since(r.lastCut) < connectionGap || r.dice.Float64() >= perConnection {
		return ""
	}
	r.lastCut = time.Now()
	return []Kind{cutAtConnect, closingAtOnce, cutTLS}[r.dice.IntN(3)]
}
