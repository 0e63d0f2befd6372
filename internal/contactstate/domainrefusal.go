package contactstate

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

// atOnce is how close to each other several contacts of one domain are refused if
// it is the domain that refuses them.
const atOnce = 48 * time.Hour

// directoryStatus is what Exchange Online answers for recipients that are not in
// its directory. While a domain is moved or its directory is not synchronized,
// that is everybody.
const directoryStatus = "5.4.1"

// isDirectoryRefusal reports whether a fact is a refusal by the directory of Exchange Online.
func isDirectoryRefusal(f model.Fact) bool {
	return f.Verdict() == verdictGone && (f.EnhancedStatus() == directoryStatus || f.EnhancedStatus() == "" && strings.Contains(f.Evidence, " "+directoryStatus+" "))
}

// directoryRefusals returns the refusals of a contact's present address by a directory, whatever came after them.
func directoryRefusals(e *obligations.Supplier, c *model.Contact) []model.Fact {
	found := e.Recorded(model.KindContact.Subject(c.ID), model.FactBounced, model.FactRejected)
	if s, known := e.Streak(model.KindContact.Subject(c.ID)); known && s.Failures > 0 {
		found = append(slices.Clone(found), s.First, s.Last)
	}
	return slices.DeleteFunc(slices.Clone(found), func(f model.Fact) bool { return !isDirectoryRefusal(f) || !obligations.OfAddress(f, c) })
}

// refusedTogether reports whether a refusal of a contact is the domain's fault: a
// directory refused another address of the domain at about the same time.
func refusedTogether(e *obligations.Supplier, c *model.Contact, f model.Fact) bool {
	if !isDirectoryRefusal(f) {
		return false
	}
	for _, other := range ContactsAt(e, c.Domain) {
		if mailaddr.Same(other.Email, c.Email) {
			continue
		}
		for _, g := range directoryRefusals(e, other) {
			if apart := f.ObservedAt.Sub(g.ObservedAt).Abs(); apart <= atOnce {
				return true
			}
		}
	}
	return false
}

// DirectoryRefusal returns the last refusal by which the directory of a domain
// refused several contacts at once; ok is false if it did not, or if one of them was
// reached since.
func DirectoryRefusal(e *obligations.Supplier, domain string) (last model.Fact, ok bool) {
	for _, c := range ContactsAt(e, domain) {
		together := slices.DeleteFunc(directoryRefusals(e, c), func(f model.Fact) bool { return !refusedTogether(e, c, f) })
		if len(together) == 0 {
			continue
		}
		newest := slices.MaxFunc(together, func(a, b model.Fact) int { return a.ObservedAt.Compare(b.ObservedAt) })
		if proven := LastVerified(e, c, model.How.ProvesEmail); !proven.IsZero() && !proven.Before(e.On(newest)) {
			return model.Fact{}, false
		}
		if last.ObservedAt.Before(newest.ObservedAt) {
			last, ok = newest, true
		}
	}
	return last, ok
}

// NoMail is why a domain takes no mail.
type NoMail struct {
	Why     string // a clause
	How     string // what shows it
	Pending bool   // probes have not shown it long enough
}

// DomainNoMail returns why a domain takes no mail, by probes or by the refusal of several of its contacts; ok is false if nothing shows it.
func DomainNoMail(e *obligations.Supplier, domain string) (found NoMail, ok bool) {
	s, known := e.Streak(model.KindDomain.Subject(domain))
	if why, proven := s.NoMail(); known && proven {
		return NoMail{why, obligations.Since(s), e.Context.Debounced(s)}, true
	}
	if f, refused := DirectoryRefusal(e, domain); refused {
		return NoMail{Why: "refused several contacts at once on " + e.On(f).String() + " as unknown (5.4.1), which is a fault of the domain", How: f.Evidence}, true
	}
	return NoMail{}, false
}
