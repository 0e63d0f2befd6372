package rules

import (
	"fmt"

	"supplierwatch/internal/findingtext"
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
		findingtext.TerminatedTheirs(&f, e, t)
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
		findingtext.NoticeUnconfirmed(&f, e, t, why)
		found = append(found, f)
	}
	return found
}
