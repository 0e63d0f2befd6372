package content

import "time"

// EscalationPath is a policy with the people whom its steps notify, and whether that is known to work.
type EscalationPath struct {
	Policy    string
	Tiers     []string // whose alerts follow it
	Steps     []EscalationStep
	DrillSent time.Time // when a drill last mailed the path; zero: never
	DrillDone time.Time // when somebody last answered one; zero: nobody ever did
	DrillBy   string    // who did
}

// EscalationStep is one step of a path.
type EscalationStep struct {
	After string // since the step before; empty for the first
	Teams []EscalationTeam
}

// EscalationTeam is a team, or a webhook, that a step notifies.
type EscalationTeam struct {
	Name   string
	Why    string // how the step comes to it, such as: owner of the supplier
	Phone  string
	People []EscalationPerson // empty: nobody can be notified
}

// EscalationPerson is an address that the step mails, or a member who may answer.
type EscalationPerson struct {
	Address    string
	Mailed     bool      // the step mails this address
	LastMail   time.Time // that a server accepted; zero: none is known
	LastAnswer time.Time // zero: none is known
	Failed     time.Time // when a mail last came back or was refused, if none was accepted since
	FailedWhy  string
}
