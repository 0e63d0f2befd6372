package exposure

import (
	"math"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// Reach is in how many ways a supplier can be reached, and how likely at least one of them works today.
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
func Reachability(r *model.Registry, facts *factindex.Index, now time.Time) map[string]Reach {
	found := map[string]Reach{}
	for _, e := range obligations.New(r, facts, now).Suppliers {
		found[e.Entry.ID] = reachOf(e)
	}
	return found
}

func reachOf(e *obligations.Supplier) Reach {
	var working, known []*model.Contact
	var x Reach
	for _, c := range e.Entry.Contacts {
		x.LastAnswer = obligations.Later(x.LastAnswer, contactstate.LastVerified(e, c, contactstate.IsAnswer))
		if contactstate.Works(e, c) {
			working = append(working, c)
			if chanceOf(e, c) > 0 {
				known = append(known, c)
			}
		}
	}
	x.Ways = len(contactstate.Independent(working))
	gone := 1.0
	for _, c := range contactstate.Independent(known) {
		gone *= 1 - chanceOf(e, c)
	}
	x.Likelihood = 1 - gone
	return x
}

// chanceOf returns how likely a contact is still right, by the best of what was found out over channels that work.
func chanceOf(e *obligations.Supplier, c *model.Contact) float64 {
	mail, phone := contactstate.MailWorks(e, c), contactstate.PhoneWorks(e, c)
	best := 0.0
	for _, v := range e.Verifications(c) {
		if mail && (v.How.ProvesEmail() || v.How == model.HowSeen) || phone && v.How.ProvesPhone() {
			best = max(best, fade(e, sureness[v.How], v.On))
		}
	}
	if good, ok := contactstate.LastAccepted(e, c); ok && mail {
		best = max(best, fade(e, sureAccepted, e.On(good)))
	}
	return best
}

// fade returns what is left today of how sure something made on its day.
func fade(e *obligations.Supplier, sure float64, on civil.Date) float64 {
	months := float64(max(0, e.OwnToday.DaysSince(on))) / daysAMonth
	return sure * math.Pow(keptMonthly, months)
}
