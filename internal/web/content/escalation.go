package content

import (
	"time"

	"supplierwatch/internal/civil"
)

// EscalationPaths is a part of the policies with the people whom they notify. Each person is an entry, and so is a team without people and a step without
// teams: parts are counted in entries.
type EscalationPaths struct {
	Paths   []EscalationPath // those with an entry in the part
	Entries int              // in all
}

// EscalationPath is a policy with the people whom its steps notify, and whether that is known to work.
type EscalationPath struct {
	Policy string
	Tiers  []string // whose alerts follow it
	Steps  []EscalationStep
	Drill  PathDrill
}

// PathDrill is what the last drill of a path showed.
type PathDrill struct {
	Sent     time.Time     // when it mailed the path; zero: no drill ever did
	Done     time.Time     // when somebody last answered a drill; zero: nobody ever did
	By       string        // who did
	Took     time.Duration // from the email to that answer
	Answered int           // recipients of the last drill that answered
	Called   int           // recipients of the last drill that can answer
}

// EscalationStep is one step of a path.
type EscalationStep struct {
	Number int    // from 1
	After  string // since the step before; empty for the first
	Teams  []EscalationTeam
}

// EscalationTeam is a team, or a webhook, that a step notifies.
type EscalationTeam struct {
	Name   string
	Why    string // how the step comes to it, such as: owner of the supplier
	Phone  string
	Size   int                // how many people it has
	People []EscalationPerson // those in the part; with a size of 0, nobody can be notified
}

// EscalationPerson is an address that the step mails, or a member who may answer.
type EscalationPerson struct {
	Address    string
	Mailed     bool      // the step mails this address
	LastMail   time.Time // that a server accepted; zero: none is known
	LastAnswer time.Time // zero: none is known
	Failed     time.Time // when a mail last came back or was refused, if none was accepted since
	FailedWhy  string
	Absence    Absence
	Drill      PersonDrill
}

// Absence is that a person is out of office, by an automatic reply to one of our mails.
type Absence struct {
	Reported time.Time  // when the reply arrived; zero: the person is not known to be out of office
	Until    civil.Date // zero: the reply names no day
	Subject  string     // of the reply
	StandIn  string     // who answers meanwhile; empty: the reply names nobody
}

// PersonDrill is what the last drill of the path showed of a person.
type PersonDrill struct {
	Sent     time.Time     // the email to the person; zero: no drill mailed the person
	Answered bool          // by the person
	Took     time.Duration // from the email to the answer
}
