package alert

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
)

// excludedRecipients are the recipients that must not be notified of an alert, since the alert is about them: the address of a contact or of
// one of our mailboxes, or a domain that accepts no mail. Mostly there are none, since our own addresses should not be contacts.
type excludedRecipients struct {
	address string
	domain  string
	strict  bool // even if nobody else is left. For problems of our mailboxes, operators at the same address are better than nobody
}

// exclusions returns the recipients that must not be notified of an alert about a subject.
func exclusions(r *model.Registry, supplier string, about model.Subject) excludedRecipients {
	switch {
	case about.Kind == model.KindMailbox && supplier == "":
		if m := r.Mailbox(about.ID); m != nil {
			return excludedRecipients{address: m.Address}
		}
	case about.Kind == model.KindDomain:
		return excludedRecipients{domain: about.ID}
	case about.Kind == model.KindContact:
		return excludedRecipients{address: contactAddress(r.Supplier(supplier), about.ID), strict: true}
	}
	return excludedRecipients{}
}

func contactAddress(s *model.Supplier, id string) string {
	if c := s.Contact(id); c != nil {
		return c.Email
	}
	return ""
}

// excludes reports whether an address is excluded, in upper or lower case.
func (x excludedRecipients) excludes(address string) bool {
	return x.address != "" && strings.EqualFold(x.address, address) ||
		x.domain != "" && strings.EqualFold(x.domain, mailaddr.DomainOf(address))
}

// addresses returns one recipient for each address of a team. Where the team's own address is excluded, it returns those of its members.
func (x excludedRecipients) addresses(t *model.Team) []model.Recipient {
	if t == nil {
		return nil
	}
	all := t.Addresses()
	if x.excludes(t.Email) {
		all = t.Members
	}
	found := make([]model.Recipient, 0, 1)
	for _, address := range all {
		if !x.excludes(address) {
			found = append(found, model.Recipient{Team: t.ID, Address: address})
		}
	}
	return found
}

// mailable returns the first team that can be mailed; nil if none can.
func (x excludedRecipients) mailable(teams ...*model.Team) *model.Team {
	for _, t := range teams {
		if len(x.addresses(t)) > 0 {
			return t
		}
	}
	return nil
}

// operators returns those of the operators who can be notified. An excluded address is replaced by those of its team's members.
func (x excludedRecipients) operators(r *model.Registry, all []model.Recipient) []model.Recipient {
	if !slices.ContainsFunc(all, func(o model.Recipient) bool { return x.excludes(o.Address) }) {
		return all
	}
	var found []model.Recipient
	for _, o := range all {
		if x.excludes(o.Address) {
			found = append(found, x.addresses(r.Teams[o.Team])...)
		} else {
			found = append(found, o)
		}
	}
	if len(found) == 0 && !x.strict {
		return all
	}
	return distinct(found)
}

// teamOf is the id of the team whose work a finding is; empty for the operators.
func teamOf(r *model.Registry, f *model.Finding) string {
	if t := exclusions(r, f.Supplier, f.Subject).mailable(f.Responsible, f.Owner); t != nil && f.Route != model.RouteOperators {
		return t.ID
	}
	return ""
}

// distinct keeps the first of each recipient: one that two teams share gets one mail.
func distinct(all []model.Recipient) []model.Recipient {
	seen := make(map[string]bool, len(all))
	return slices.DeleteFunc(slices.Clone(all), func(r model.Recipient) bool {
		known := seen[r.String()]
		seen[r.String()] = true
		return known
	})
}
