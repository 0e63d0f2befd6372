package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// terminatedTheirs reports a contract that ends because the supplier gave notice.
func terminatedTheirs(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if !theirsComesFirst(e, t) {
			continue
		}
		end := t.Current.End
		f := aboutTerm(e, t)
		f.KeyDates = obligations.ComingDays(e, end)
		f.Message = fmt.Sprintf("%s ended %q: it is in force until %s because %s.", e.Entry.Name, t.Contract.Title, end, t.TheirNotice())
		do := "Replace by " + obligations.HeadlineDay(e, end)
		f.Advice = model.Advice{
			Headline: headline(e, do, t.Contract.Title, ""), Lead: lead(do, f.Message), Call: true,
			Do: []string{
				"Ask the supplier for its reasons and whether it would renew on other terms.",
				"Qualify another source, or have a successor signed.",
				"Record until when it is renewed, if you agree on that.",
			},
			How: obligations.EndArithmetic(e, t),
		}
		found = append(found, f)
	}
	return found
}

// theirsComesFirst reports whether it is the news that the supplier gave notice that counts, not yet that the contract expires. Where the notice came
// so late that the contract expires soon anyway, it stays the news until that pages.
func theirsComesFirst(e *obligations.Supplier, t *obligations.ContractTerm) bool {
	if t.Theirs == nil || t.State != obligations.StateTerminating {
		return false
	}
	end, limit := t.Current.End, e.Limit("contract-expiring")
	if t.Theirs.Received.Plus(limit, e.OwnCalendar).Before(end) && !t.Theirs.Received.IsZero() {
		return end.After(e.Horizon("contract-expiring"))
	}
	return end.DaysSince(e.OwnToday) > expiryPages
}

// noticeUnconfirmed reports our notice where somebody has to confirm its effect: it ended the contract later than meant, or it ended one on which
// something still depends.
func noticeUnconfirmed(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, t := range e.Terms {
		if !t.EndedByUs() {
			continue
		}
		why := ""
		if t.TooLate() {
			why = fmt.Sprintf("was too late for %s and ends it on %s", t.MeantEnd(), t.Current.End)
		} else if depends := obligations.StillDepends(e, t); len(depends) > 0 {
			why = fmt.Sprintf("ended it on %s, but %s", t.Current.End, prose.List(depends)+" still in the registry and no other contract is in force")
		}
		if why == "" {
			continue
		}
		f := aboutTerm(e, t)
		f.Occurrence = ""
		f.Message = fmt.Sprintf("Our notice on %q, received on %s, %s.", t.Contract.Title, t.Received.On, why)
		found = append(found, askAbout(e, f, "Confirm the end date", t.Contract.Title,
			"Ask the supplier on which day the contract ends.",
			fmt.Sprintf("If it ends on %s, write notice_given: {received: %s, for: %s}.", t.Current.End, t.Received.On, t.Current.End),
			"If the notice does not count, remove it.")...)
	}
	return found
}
