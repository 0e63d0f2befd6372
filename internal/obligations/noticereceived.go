package obligations

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// NoticeEffect is one of our notices and the end that it leads to; zero if it leads to none.
type NoticeEffect struct {
	civil.NoticeReceived
	Ends civil.Date
	Why  NoticeCount
}

// NoticeCount is whether a notice counts, and why not.
type NoticeCount string

// Whether a notice counts.
const (
	NoticeCounts     NoticeCount = ""
	NoticeAhead      NoticeCount = "ahead"      // the day of its receipt has not come
	NoticeSuperseded NoticeCount = "superseded" // the contract was renewed by hand afterwards
	NoticeFutile     NoticeCount = "futile"     // only the last end was left, which comes by itself
)

// noticeEffects returns what each of our notices leads to. A notice that was received before the contract was renewed by hand belongs to a term
// that the renewal has settled since, and one with a day to come does not count yet.
func noticeEffects(e *Supplier, c *model.Contract, agreed civil.Date, ends func(civil.NoticeReceived) (civil.Date, bool)) []NoticeEffect {
	var all []NoticeEffect
	for _, r := range NoticesReceived(e, c) {
		n := NoticeEffect{NoticeReceived: r}
		end, reaches := ends(r)
		switch {
		case r.On.Before(agreed):
			n.Why = NoticeSuperseded
		case !hasCome(e, r.On):
			n.Why = NoticeAhead
		case !reaches:
			n.Why = NoticeFutile
		default:
			n.Ends = end
		}
		all = append(all, n)
	}
	return all
}

// WithoutEffect returns that our notice changes nothing, as a sentence; empty where every notice has an effect or another one ends the contract.
func (t *ContractTerm) WithoutEffect() string {
	if t.Futile.On.IsZero() || t.Current.Terminating {
		return ""
	}
	return fmt.Sprintf("Our notice received on %s changes nothing: no renewal was left that it could prevent.", t.Futile.On)
}

// unexpectedEffect returns what becomes of our notices that do not do what was meant: they came too late for their end, end nothing, or do not count
// yet. It is empty where there are none.
func (t *ContractTerm) unexpectedEffect() string {
	var all []string
	for _, n := range t.Notices {
		if text := t.unexpected(n); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, "; ")
}

// unexpected returns what becomes of one of our notices, if that is not what was meant.
func (t *ContractTerm) unexpected(n NoticeEffect) string {
	meant := n.For
	if n.NoticeReceived == t.Received {
		meant = t.MeantEnd()
	}
	late := ""
	if !meant.IsZero() && (n.Why == NoticeFutile || n.Ends.After(meant)) {
		late = " is too late for " + meant.String()
	}
	switch {
	case n.Why == NoticeAhead:
		return fmt.Sprintf("notice with %s as the day of its receipt does not count before that day", n.On)
	case n.Why == NoticeFutile && late != "":
		return fmt.Sprintf("notice received %s%s and changes nothing: no renewal is left that it could prevent", n.On, late)
	case n.Why == NoticeFutile:
		return fmt.Sprintf("notice received %s changes nothing: no renewal is left that it could prevent", n.On)
	case n.Why == NoticeCounts && late != "":
		return fmt.Sprintf("notice received %s%s; it ends the contract on %s", n.On, late, n.Ends)
	}
	return ""
}

// MeantEnd returns the end for which our notice was meant: the one that it names, else the end of the term in which it was received if a notice
// day of that term had just been missed. It is zero where nothing says that another end was meant than the one that the notice reached.
func (t *ContractTerm) MeantEnd() civil.Date {
	if !t.Received.For.IsZero() || OpenEnded(t.Contract) {
		return t.Received.For
	}
	now := t.Agreement.InForce(t.Received.On)
	if t.Agreement.Rolling() && now.Nth > 0 {
		return civil.Date{}
	}
	begins := t.possible
	if now.Nth > 0 {
		begins = Later(begins, t.Agreement.EndAfter(now.Nth-1).AddDays(1))
	}
	if now.Last || now.LastNotice.Before(begins) {
		return civil.Date{}
	}
	return now.End
}

// TooLate reports whether our notice ends the contract later than meant.
func (t *ContractTerm) TooLate() bool {
	meant := t.MeantEnd()
	return t.EndedByUs() && !meant.IsZero() && meant.Before(t.Current.End)
}

// StillDepends returns what depends on a contract that is over by our own notice, in words for a sentence: what it covers and no other contract in
// force does. A notice that names its end was meant to end it then.
func StillDepends(e *Supplier, t *ContractTerm) []string {
	if t.State != StateEnded || t.Received.For == t.Current.End || slices.ContainsFunc(e.Terms, func(o *ContractTerm) bool { return o.replaces(t) }) {
		return nil
	}
	var all []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{len(t.Contract.Supplies), "supply"}, {len(e.Entry.OrderWindows), "order window"}, {len(e.Entry.Deliveries), "delivery"},
	} {
		if x.n > 0 {
			all = append(all, prose.Count(x.n, x.what))
		}
	}
	return all
}

// replaces reports whether a contract is in force and covers all that another one covered.
func (t *ContractTerm) replaces(other *ContractTerm) bool {
	if t.State == StateEnded {
		return false
	}
	return !slices.ContainsFunc(other.Contract.Supplies, func(x *model.Supply) bool { return !slices.Contains(t.Contract.Supplies, x) })
}

// TheirNotice returns the supplier's notice in words.
func (t *ContractTerm) TheirNotice() string {
	if t.Theirs.Received.IsZero() {
		return "the supplier gave notice"
	}
	return fmt.Sprintf("the supplier gave notice (received on %s)", t.Theirs.Received)
}

// ComingDays returns those days that are not over, ascending, each once. Today is one of them: where the owner lives west of the supplier, it is
// still to come there.
func ComingDays(e *Supplier, days ...civil.Date) []civil.Date {
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return d.Before(e.Today) })
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}
