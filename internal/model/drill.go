package model

import (
	"strconv"
	"strings"
	"time"
)

// What is known of a drill. The subject is drill/ID. What became of its mails is FactDelivery.
const (
	FactDrillAsked    FactKind = "drill-asked"    // somebody wants one: Data policies (empty: all that are used), wait
	FactDrillMailed   FactKind = "drill-mailed"   // one recipient's test alert is in the outbox: Data number, recipient, team, policies, mail, opens, answer_by
	FactDrillAnswered FactKind = "drill-answered" // Data number; the actor answered
	FactDrillOver     FactKind = "drill-over"     // Data why
)

// What is known of a policy from drills: one went along its path, and the first answer of somebody on the path came. The subject is policy/ID.
const (
	FactDrillBegun FactKind = "drill-begun" // Data drill
	FactDrilled    FactKind = "drilled"     // Data drill
)

// DrillRequest is the drill that somebody asked for, as a fact of kind FactDrillAsked records it.
type DrillRequest struct {
	Policies []string // ids; none: all that are used
	Wait     string   // how long each recipient has to answer, a period
}

// Fact returns base as the fact that somebody asked for a drill.
func (x DrillRequest) Fact(base Fact) Fact {
	base.Kind, base.Data = FactDrillAsked, map[string]string{dataPolicies: strings.Join(x.Policies, " "), dataWait: x.Wait}
	return base
}

// DrillRequest returns the drill that somebody asked for.
func (f Fact) DrillRequest() DrillRequest {
	return DrillRequest{Policies: strings.Fields(f.Data[dataPolicies]), Wait: f.Data[dataWait]}
}

// DrillCall is the test alert of one recipient, as a fact of kind FactDrillMailed records it.
type DrillCall struct {
	Number   int // of the recipient, from 1
	To       Recipient
	Policies []string // ids
	Mail     string   // the outbox row
	OpensAt  time.Time
	AnswerBy time.Time
}

// Fact returns base as the fact that a test alert is in the outbox.
func (x DrillCall) Fact(base Fact) Fact {
	base.Kind, base.Data = FactDrillMailed, map[string]string{
		dataNumber: strconv.Itoa(x.Number), dataRecipient: x.To.String(), dataTeam: x.To.Team, dataMail: x.Mail,
		dataPolicies: strings.Join(x.Policies, " "), dataOpens: x.OpensAt.Format(time.RFC3339), dataAnswerBy: x.AnswerBy.Format(time.RFC3339),
	}
	return base
}

// DrillCall returns the test alert that a fact records. Instants that cannot be read are those of the fact.
func (f Fact) DrillCall() DrillCall {
	number, _ := strconv.Atoi(f.Data[dataNumber])
	to := ParseRecipient(f.Data[dataRecipient])
	to.Team = f.Data[dataTeam]
	call := DrillCall{
		Number: number, To: to, Policies: strings.Fields(f.Data[dataPolicies]), Mail: f.Mail(),
		OpensAt: f.instant(dataOpens), AnswerBy: f.instant(dataAnswerBy),
	}
	for _, at := range []*time.Time{&call.OpensAt, &call.AnswerBy} {
		if at.IsZero() {
			*at = f.ObservedAt.UTC()
		}
	}
	return call
}

// NewDrillAnswered returns base as the fact that the recipient with a number answered.
func NewDrillAnswered(base Fact, number int) Fact {
	base.Kind, base.Data = FactDrillAnswered, map[string]string{dataNumber: strconv.Itoa(number)}
	return base
}

// DrillNumber returns the number of the recipient that a fact about a drill is about.
func (f Fact) DrillNumber() string { return f.Data[dataNumber] }

// NewDrillOver returns base as the fact that a drill is over.
func NewDrillOver(base Fact, why string) Fact {
	base.Kind, base.Data = FactDrillOver, map[string]string{dataWhy: why}
	return base
}

// Why returns why a drill is over.
func (f Fact) Why() string { return f.Data[dataWhy] }

// OfDrill returns base, which is about a policy, as a fact from a drill.
func OfDrill(base Fact, drill string) Fact {
	base.Data = map[string]string{dataDrill: drill}
	return base
}

// Drill returns the id of the drill that a fact about a policy is from.
func (f Fact) Drill() string { return f.Data[dataDrill] }
