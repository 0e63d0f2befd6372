package rules

import (
	"math"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Reach says in how many ways a supplier can be reached, and how likely at least one of them works today.
type Reach struct {
	Ways       int        // independent contacts that are not known to fail
	LastAnswer civil.Date // the last reply, call or session; zero: there was none
	Likelihood float64    // from 0 to 1; 0 where nobody was ever found right
}

const (
	// keptMonthly is the share of business contacts that is still right a month later: a little more than three in four after a year.
	keptMonthly = 0.979
	// daysAMonth is the mean length of a month.
	daysAMonth = 30.4375
)

// sureAccepted is how sure it makes on its day that a server accepted the address: the mailbox is there, perhaps nobody reads it.
const sureAccepted = 0.5

// sureness is how sure a channel makes on its day that somebody is there. Mail that came from an address says less than an answer.
var sureness = map[model.How]float64{model.HowReply: 1, model.HowSession: 1, model.HowCall: 1, model.HowSeen: 0.5}

// Reachability gives the reach of each supplier by its id: one less the chance that all its independent contacts have gone, where a contact's
// chance to be there falls each month since it was last found right.
func Reachability(r *model.Registry, facts *model.Facts, now time.Time) map[string]Reach {
	found := map[string]Reach{}
	for _, e := range newEvalContext(r, facts, now).evals {
		found[e.s.ID] = e.reach()
	}
	return found
}

func (e *supplierEval) reach() Reach {
	var working, known []*model.Contact
	var x Reach
	for _, c := range e.s.Contacts {
		x.LastAnswer = later(x.LastAnswer, e.lastVerified(c, answered))
		if e.works(c) {
			working = append(working, c)
			if e.there(c) > 0 {
				known = append(known, c)
			}
		}
	}
	x.Ways = len(independent(working))
	gone := 1.0
	for _, c := range independent(known) {
		gone *= 1 - e.there(c)
	}
	x.Likelihood = 1 - gone
	return x
}

// answered reports whether a person of theirs was talking to us.
func answered(h model.How) bool {
	return h == model.HowReply || h == model.HowCall || h == model.HowSession
}

// works reports whether a contact counts and is not known to fail.
func (e *supplierEval) works(c *model.Contact) bool {
	return countable(c) && (e.mailWorks(c) || e.phoneWorks(c))
}

// there gives how likely a contact is still right, by the best of what was found out over channels that work.
func (e *supplierEval) there(c *model.Contact) float64 {
	mail, phone := e.mailWorks(c), e.phoneWorks(c)
	best := 0.0
	for _, v := range e.verified(c) {
		if mail && (v.How.ProvesEmail() || v.How == model.HowSeen) || phone && v.How.ProvesPhone() {
			best = max(best, e.faded(sureness[v.How], v.On))
		}
	}
	if good, ok := e.accepted(c); ok && mail {
		best = max(best, e.faded(sureAccepted, e.on(good)))
	}
	return best
}

// faded gives what is left today of how sure something made on its day.
func (e *supplierEval) faded(sure float64, on civil.Date) float64 {
	months := float64(max(0, e.today.DaysSince(on))) / daysAMonth
	return sure * math.Pow(keptMonthly, months)
}
