package drill

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Path is a policy and the recipients that it reaches, in the order of its steps.
type Path struct {
	Policy *model.Policy
	To     []model.Recipient
}

// Call is the one test alert to a recipient, whatever policies it is on.
type Call struct {
	Number   int // from 1
	To       model.Recipient
	Policies []string  // ids
	OpensAt  time.Time // when it may be sent: now, or when its team's hours begin
	AnswerBy time.Time
}

// Hours is whether the working hours of teams are observed.
type Hours bool

// Calls that are written to files disturb nobody.
const (
	Observe Hours = true
	Ignore  Hours = false
)

// Plan returns the calls of a drill. A team is called outside its working hours only
// if one of its policies ignores quiet hours. Each recipient has the same time to
// answer, from when it could be called.
func Plan(paths []Path, teams map[string]*model.Team, hours Hours, wait civil.Period, now time.Time) []Call {
	var calls []Call
	anyHour := map[int]bool{}
	for _, p := range paths {
		for _, to := range p.To {
			i := slices.IndexFunc(calls, func(c Call) bool { return strings.EqualFold(c.To.String(), to.String()) })
			if i < 0 {
				i = len(calls)
				calls = append(calls, Call{Number: i + 1, To: to})
			}
			if !slices.Contains(calls[i].Policies, p.Policy.ID) {
				calls[i].Policies = append(calls[i].Policies, p.Policy.ID)
			}
			anyHour[i] = anyHour[i] || p.Policy.QuietHours == model.Ignored
		}
	}
	for i := range calls {
		c := &calls[i]
		var calendar *civil.Calendar
		if t := teams[c.To.Team]; t != nil {
			calendar = t.Calendar
		}
		c.OpensAt = now
		if calendar != nil && hours == Observe && !anyHour[i] {
			c.OpensAt = calendar.NextOpening(now)
		}
		c.AnswerBy = civil.AddTo(c.OpensAt, wait, calendar).UTC()
		c.OpensAt = c.OpensAt.UTC()
	}
	return calls
}

// Planned returns calls as a drill that nobody has requested.
func Planned(calls []Call, now time.Time) apidoc.DrillDocument {
	doc := apidoc.DrillDocument{
		Version: apidoc.DocumentVersion, AsOf: now.UTC(), State: apidoc.DrillPlanned,
		Policies: []apidoc.DrillPolicy{}, Recipients: []apidoc.DrillRecipient{},
	}
	for _, c := range calls {
		doc.Recipients = append(doc.Recipients, apidoc.DrillRecipient{
			Number: c.Number, Recipient: c.To.String(), Team: c.To.Team, Policies: c.Policies, OpensAt: c.OpensAt, AnswerBy: c.AnswerBy,
			Result: model.MailQueued,
		})
	}
	sum(&doc)
	return doc
}
