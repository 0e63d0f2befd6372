package verification

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// domainKey is a mail domain of a supplier.
type domainKey struct{ supplier, domain string }

// lostDomains returns the domains that a finding says take no mail.
func lostDomains(findings []model.Finding) map[domainKey]bool {
	found := map[domainKey]bool{}
	for _, f := range findings {
		if name, ok := model.KindDomain.ID(f.Subject); ok && f.Rule == rulebook.DomainNoMail && !f.Pending {
			found[domainKey{f.Supplier, name}] = true
		}
	}
	return found
}

// deadDomain returns why nothing is written to an address whose domain is known to take no mail, by a finding or by the last probe; empty where
// nothing shows that. A question that cannot arrive would be taken for one that nobody answers.
func (d *planner) deadDomain(b *recipient) string {
	for _, a := range b.holders {
		domain := a.Contact.Domain
		if d.lostDomains[domainKey{a.Supplier.ID, domain}] {
			return fmt.Sprintf("its mail domain %s accepts no mail: correct the address", domain)
		}
		for _, id := range ids(a.Supplier) {
			s, known := d.facts.Streak(id, model.KindDomain.Subject(domain))
			if why, proven := s.NoMail(); known && proven {
				return fmt.Sprintf("its mail domain %s %s: correct the address", domain, why)
			}
		}
	}
	return ""
}
