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

// Reachability returns the reach of each supplier by its id: one less the chance that all its independent contacts have gone, where a contact's
// chance to be there falls each month since it was last found right.
func Reachability(r *model.Registry, facts *model.Facts, now time.Time) map[string]Reach {
	found := map[string]Reach{}
	for _, e := range newEvalContext(r, facts, now).evals {
		found[e.s.ID] = reachOf(e)
	}
	return found
}

func reachOf(e *supplierEval) Reach {
	var working, known []*model.Contact
	var x Reach
	for _, c := range e.s.Contacts {
		x.LastAnswer = later(x.LastAnswer, lastVerified(e, c, answered))
		if contactWorks(e, c) {
			working = append(working, c)
			if chanceOf(e, c) > 0 {
				known = append(known, c)
			}
		}
	}
	x.Ways = len(independent(working))
	gone := 1.0
	for _, c := range independent(known) {
		gone *= 1 - chanceOf(e, c)
	}
	x.Likelihood = 1 - gone
	return x
}

// answered reports whether a person of theirs was talking to us.
func answered(h model.How) bool {
	return h == model.HowReply || h == model.HowCall || h == model.HowSession
}

// contactWorks reports whether a contact counts and is not known to fail.
func contactWorks(e *supplierEval, c *model.Contact) bool {
	return countable(c) && (mailWorks(e, c) || phoneWorks(e, c))
}

// chanceOf returns how likely a contact is still right, by the best of what was found out over channels that work.
func chanceOf(e *supplierEval, c *model.Contact) float64 {
	mail, phone := mailWorks(e, c), phoneWorks(e, c)
	best := 0.0
	for _, v := range verificationsOf(e, c) {
		if mail && (v.How.ProvesEmail() || v.How == model.HowSeen) || phone && v.How.ProvesPhone() {
			best = max(best, fade(e, sureness[v.How], v.On))
		}
	}
	if good, ok := lastAccepted(e, c); ok && mail {
		best = max(best, fade(e, sureAccepted, e.on(good)))
	}
	return best
}

// fade returns what is left today of how sure something made on its day.
func fade(e *supplierEval, sure float64, on civil.Date) float64 {
	months := float64(max(0, e.today.DaysSince(on))) / daysAMonth
	return sure * math.Pow(keptMonthly, months)
}
