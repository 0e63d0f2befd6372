package contactstate

import "supplierwatch/internal/model"

// Independent returns a largest set of contacts of which no two share an address or a phone number, in the order of contacts. It leaves out
// contacts that reach nobody in person: a switchboard, or a number that cannot be called from abroad without an address.
//
// A contact joins one address and one number, so the set is a largest matching between addresses and numbers; it is found by augmenting
// paths. A contact without one of the two gets one of its own.
func Independent(contacts []*model.Contact) []*model.Contact {
	m := matching{byAddress: map[string][]link{}, taken: map[string]link{}}
	var addresses []string
	for _, c := range contacts {
		if !countable(c) {
			continue
		}
		l := linkOf(c)
		if len(m.byAddress[l.address]) == 0 {
			addresses = append(addresses, l.address)
		}
		m.byAddress[l.address] = append(m.byAddress[l.address], l)
	}
	for _, a := range addresses {
		m.place(a, map[string]bool{})
	}
	var chosen []*model.Contact
	for _, c := range contacts {
		if l := linkOf(c); countable(c) && m.taken[l.number].contact == c {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// link is a contact as the pair of the address and the number it joins.
type link struct {
	address, number string
	contact         *model.Contact
}

func linkOf(c *model.Contact) link {
	l := link{address: mailKey(c), number: c.Number, contact: c}
	if l.address == "" {
		l.address = "contact " + c.ID
	}
	if l.number == "" {
		l.number = "contact " + c.ID
	}
	return l
}

type matching struct {
	byAddress map[string][]link
	taken     map[string]link // by number
}

// place finds a number for an address, moving other addresses to other numbers where that helps.
func (m *matching) place(address string, tried map[string]bool) bool {
	for _, l := range m.byAddress[address] {
		if tried[l.number] {
			continue
		}
		tried[l.number] = true
		other, busy := m.taken[l.number]
		if !busy || m.place(other.address, tried) {
			m.taken[l.number] = l
			return true
		}
	}
	return false
}

// countable reports whether a contact counts as a way to reach somebody.
func countable(c *model.Contact) bool {
	return c.Kind != model.KindOrg && (c.Email != "" || c.PhoneKind.Callable())
}

// Callable reports whether a contact counts and has a phone that can be called from anywhere.
func Callable(c *model.Contact) bool {
	return countable(c) && c.PhoneKind.Callable()
}
