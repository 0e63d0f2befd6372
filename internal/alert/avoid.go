package alert

import (
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// avoidance is what an alert must not be told through, since it is what the alert is about: the address of a contact or of a mailbox of
// ours, or a domain that takes no mail. Mostly it is nothing, for no contact should be one of ours.
type avoidance struct {
	address string
	domain  string
	strict  bool // not even where nobody else is left: for what is wrong with mailboxes of ours, operators at the same address are better than nobody
}

// avoid finds what an alert about a subject must not be told through.
func avoid(r *model.Registry, supplier, subject string) avoidance {
	kind, id, _ := strings.Cut(subject, "/")
	switch {
	case kind == "mailbox" && supplier == "":
		if m := r.Mailbox(id); m != nil {
			return avoidance{address: m.Address}
		}
	case kind == "domain":
		return avoidance{domain: id}
	case kind == "contact":
		return avoidance{address: contactAddress(r.Supplier(supplier), id), strict: true}
	}
	return avoidance{}
}

func contactAddress(s *model.Supplier, id string) string {
	if s == nil {
		return ""
	}
	i := slices.IndexFunc(s.Contacts, func(c *model.Contact) bool { return c.ID == id })
	if i < 0 {
		return ""
	}
	return s.Contacts[i].Email
}

// bars reports whether an address is to be avoided, in whatever case it is written.
func (v avoidance) bars(address string) bool {
	return v.address != "" && strings.EqualFold(v.address, address) ||
		v.domain != "" && strings.EqualFold(v.domain, model.DomainOf(address))
}

// addresses gives one recipient for each address of a team; for each member's where the team's own is to be avoided.
func (v avoidance) addresses(t *model.Team) []model.Recipient {
	if t == nil {
		return nil
	}
	all := t.Addresses()
	if v.bars(t.Email) {
		all = t.Members
	}
	found := make([]model.Recipient, 0, 1)
	for _, address := range all {
		if !v.bars(address) {
			found = append(found, model.Recipient{Team: t.ID, Address: address})
		}
	}
	return found
}

// mailable gives the first team that can be mailed; nil if none can.
func (v avoidance) mailable(teams ...*model.Team) *model.Team {
	for _, t := range teams {
		if len(v.addresses(t)) > 0 {
			return t
		}
	}
	return nil
}

// operators gives those of the operators whom the alert can be told to. An address of theirs that is to be avoided is replaced by those of
// its team's members.
func (v avoidance) operators(r *model.Registry, all []model.Recipient) []model.Recipient {
	if !slices.ContainsFunc(all, func(o model.Recipient) bool { return v.bars(o.Address) }) {
		return all
	}
	var found []model.Recipient
	for _, o := range all {
		if v.bars(o.Address) {
			found = append(found, v.addresses(r.Teams[o.Team])...)
		} else {
			found = append(found, o)
		}
	}
	if len(found) == 0 && !v.strict {
		return all
	}
	return distinct(found)
}
