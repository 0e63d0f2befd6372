package verification

import (
	"slices"

	"supplierwatch/internal/mailparse/bank"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
)

// The flags of an answer that should make a reader suspicious.
const (
	flagOtherDomain = "other-domain"
	flagLookAlike   = "look-alike"
	flagFreeMail    = "free-mail"
	flagFailedDMARC = "failed-dmarc"
	flagBankDetails = "bank-details"
	flagUnchecked   = "bank-details-unchecked"
	flagNoProof     = "unauthenticated"
)

// flags returns what is suspicious about an answer: where it came from and which addresses it names, against the domains on file.
func (a answer) flags(q question) []string {
	known := domainsOf(q)
	var found []string
	add := func(flag string, raised bool) {
		if raised && !slices.Contains(found, flag) {
			found = append(found, flag)
		}
	}
	for _, address := range append([]string{a.message.From}, a.message.Addresses...) {
		domain := mailaddr.DomainOf(address)
		onFile := slices.Contains(known, domain)
		if domain == "" || onFile && !mailaddr.FreeMail(domain) || fold(address) == fold(q.address) || a.received.Ours != nil && a.received.Ours(address) {
			continue
		}
		add(flagOtherDomain, !onFile)
		add(flagLookAlike, slices.ContainsFunc(known, func(k string) bool { return looksLike(domain, k) }))
		add(flagFreeMail, mailaddr.FreeMail(domain))
	}
	add(flagFailedDMARC, a.failed)
	add(flagBankDetails, q.bank.weight == bank.Alarming)
	add(flagUnchecked, q.bank.weight == bank.Unchecked)
	return found
}

// changeFlags are the flags of a change. One of address or number should come from a sender whom our server vouches for.
func (a answer) changeFlags(q question) []string {
	found := a.flags(q)
	if !a.failed && a.received.Proof != mailauth.Proven && a.newAddress(q)+a.newPhone(q) != "" {
		found = append(found, flagNoProof)
	}
	return found
}

// domainsOf returns the domains that are on file for a supplier, and the one that was asked.
func domainsOf(q question) []string {
	known := []string{mailaddr.DomainOf(q.address)}
	if q.supplier == nil {
		return known
	}
	for _, c := range q.supplier.Contacts {
		if address := addressOf(c); address != "" {
			known = append(known, mailaddr.DomainOf(address))
		}
	}
	return known
}
