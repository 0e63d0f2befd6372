// Package weakness finds what of a registry is well-formed and makes an attack or a mistake easy.
package weakness

import (
	"fmt"
	"maps"
	"slices"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
)

// Of returns what of a registry is well-formed and makes an attack or a mistake easy: addresses that look like others, and patterns that
// every mail or no mail matches. They are in the order of the files.
func Of(r *model.Registry) []model.Problem {
	var w warnings
	for _, id := range slices.Sorted(maps.Keys(r.Teams)) {
		t := r.Teams[id]
		w.address(t.Pos, fmt.Sprintf("team %q", id), append([]string{t.Email}, t.Members...)...)
	}
	for _, m := range r.Mailboxes {
		w.address(m.Pos, fmt.Sprintf("mailbox %q", m.ID), m.Address)
		w.unread(m)
	}
	for _, s := range r.Suppliers {
		for _, c := range s.Contacts {
			w.address(c.Pos, fmt.Sprintf("contact %q of %s", c.ID, s.ID), c.Email)
		}
		for _, o := range s.OrderWindows {
			w.confirmation(s, o.Confirmation)
		}
		for _, d := range s.Deliveries {
			w.confirmation(s, d.Confirmation)
		}
	}
	slices.SortStableFunc(w.list, func(a, b model.Problem) int { return a.Compare(b.Position) })
	return slices.Compact(w.list)
}

type warnings struct{ list []model.Problem }

func (w *warnings) add(at model.Position, format string, args ...any) {
	w.list = append(w.list, model.Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}

// address warns of addresses that look like others.
func (w *warnings) address(at model.Position, whose string, addresses ...string) {
	for _, a := range addresses {
		if why := mailaddr.Disguised(a); why != "" {
			w.add(at, "%s: the address %s can be taken for another one: %s; compare it with a mail or a document of theirs and type it again", whose, a, why)
		}
	}
}

// unread warns of keys of a mailbox that have no effect.
func (w *warnings) unread(m *model.Mailbox) {
	if m.Account == "" && (!m.AttendedWithin.IsZero() || m.RoundTrip != "") {
		w.add(m.Pos, "mailbox %q: `attended_within` and `round_trip` have no effect without `account`, because the mailbox is not read; write account, or delete them", m.ID)
	}
	if m.Clean && m.RoundTrip == "" {
		w.add(m.Pos, "mailbox %q: `clean` has no effect without `round_trip`, whose mails it deletes; write round_trip, or delete clean", m.ID)
	}
}

// confirmation warns of patterns by which a confirmation is known.
func (w *warnings) confirmation(s *model.Supplier, c *model.Confirmation) {
	if c == nil {
		return
	}
	if why := riskySender(c.From); why != "" {
		w.add(c.Pos, "`from: %q` %s; write the supplier's own addresses, such as %q", c.From, why, "*@"+domainOf(s))
	}
	if why := mailaddr.Disguised(c.From); why != "" {
		w.add(c.Pos, "`from: %q` can be taken for another address: %s", c.From, why)
	}
	w.phrases(c.Pos, "subject", c.Subject)
	w.phrases(c.Pos, "body", c.Body)
}

func (w *warnings) phrases(at model.Position, key string, phrases []string) {
	for _, p := range phrases {
		if matchesEverything(p) {
			w.add(at, "`%s: %s` matches every mail; write words that only confirmations have", key, p)
		}
	}
}

// domainOf returns a domain of a supplier's contacts, or one to be replaced.
func domainOf(s *model.Supplier) string {
	for _, c := range s.Contacts {
		if c.Domain != "" && !mailaddr.FreeMail(c.Domain) {
			return c.Domain
		}
	}
	return "supplier.example"
}
