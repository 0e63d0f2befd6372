package drill

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Path is a policy and those whom it reaches, in the order of its steps.
type Path struct {
	Policy *model.Policy
	To     []model.Recipient
}

// Call is the one test alert that goes to a recipient, whatever paths it is on.
type Call struct {
	Number   int // from 1
	To       model.Recipient
	Policies []string  // ids of the paths
	OpensAt  time.Time // when it may be sent: now, or when its team's hours begin
	AnswerBy time.Time
}

// Hours says whether teams' hours count.
type Hours bool

// Of calls into a directory nobody is woken.
const (
	Observe Hours = true
	Ignore  Hours = false
)

// Plan gives the calls of a drill. A team is called outside its hours only if one
// of the paths it is on ignores quiet hours; each has the same time to answer,
// from when it could be called.
func Plan(paths []Path, teams map[string]*model.Team, hours Hours, wait civil.Period, now time.Time) []Call {
	var calls []Call
	awake := map[int]bool{}
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
			awake[i] = awake[i] || p.Policy.QuietHours == model.Ignored
		}
	}
	for i := range calls {
		c := &calls[i]
		var calendar *civil.Calendar
		if t := teams[c.To.Team]; t != nil {
			calendar = t.Calendar
		}
		c.OpensAt = now
		if calendar != nil && hours == Observe && !awake[i] {
			c.OpensAt = calendar.NextOpening(now)
		}
		c.AnswerBy = civil.AddTo(c.OpensAt, wait, calendar).UTC()
		c.OpensAt = c.OpensAt.UTC()
	}
	return calls
}

// Planned shows calls as a drill that nobody has asked for.
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
