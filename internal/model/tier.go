package model

import "supplierwatch/internal/civil"

// TierClass is the column of the rules' table that a tier uses. A tier with a name of its own is evaluated as standard.
type TierClass int

// The three classes, the gravest first.
const (
	ClassCritical TierClass = iota
	ClassImportant
	ClassStandard
)

// Tier is how much attention a supplier needs, by the consequence of losing it. It does not depend on spend.
type Tier struct {
	ID                  string
	Class               TierClass
	Roles               []Role // contact roles that must exist
	IndependentContacts int
	VerifyEvery         civil.Period
	SessionEvery        civil.Period // zero means no sessions are wanted
	ReviewEvery         civil.Period
	ProbeEvery          civil.Period
	Remind              []civil.Period // offsets before a deadline, the longest first
	Escalation          *Policy
	Pos                 Position // zero for a built-in tier
}

// QuietHours is whether a policy respects the hours of the team that it mails.
type QuietHours string

// Observe holds a mail until the team's next working hour; Ignore lets rules that may wake people do so.
const (
	Observe QuietHours = "observe"
	Ignored QuietHours = "ignore"
)

// Policy is an escalation policy: who is notified first, who next, and how long an acknowledgement holds.
type Policy struct {
	ID         string
	Steps      []Step
	Repeat     civil.Period // of the last step; zero means it is not repeated
	RepeatMax  civil.Period // up to which the interval between repeats doubles; zero: LongestRepeat says
	AckExpires civil.Period
	QuietHours QuietHours
	Pos        Position // zero for a built-in policy
}

// LongestRepeat returns up to which the interval between repeats of the last step doubles: 5 business days by default, and never less
// than Repeat.
func (p *Policy) LongestRepeat() civil.Period {
	longest := p.RepeatMax
	if longest.IsZero() {
		longest = civil.Period{BusinessDays: 5}
	}
	if longest.ApproxDays() < p.Repeat.ApproxDays() {
		return p.Repeat
	}
	return longest
}

// Step is one step of a policy. Notify holds team ids, the reserved words "owner" and "responsible", and "webhook:NAME".
type Step struct {
	Notify []string
	After  civil.Period // since the step before; zero for the first
}

// Reserved recipients of a step, resolved for each alert.
const (
	NotifyOwner       = "owner"       // the supplier's owner team
	NotifyResponsible = "responsible" // the team of the endpoint or mailbox, else the owner
)
