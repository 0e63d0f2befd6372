package model

// What is known of a drill. The subject is drill/ID. What became of its mails is
// FactDelivery.
const (
	FactDrillAsked    FactKind = "drill-asked"    // somebody wants one: Data policies (empty: all that are used), wait
	FactDrillMailed   FactKind = "drill-mailed"   // one recipient's test alert is in the outbox: Data number, recipient, team, policies, mail, opens, answer_by
	FactDrillAnswered FactKind = "drill-answered" // Data number; the actor answered
	FactDrillOver     FactKind = "drill-over"     // Data why
)

// Keys of what facts about drills tell. Policies are parted by spaces.
const (
	DataPolicies = "policies"
	DataTeam     = "team"
	DataNumber   = "number" // of a recipient, from 1
	DataWait     = "wait"   // how long each recipient has to answer, a period
	DataOpens    = "opens"  // RFC 3339: when the mail may leave
	DataWhy      = "why"
)
