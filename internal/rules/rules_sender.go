package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		changes: senderChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"sender-unknown": senderUnknown,
		},
		globalChange: mailboxChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			"supplier-unknown": supplierUnknown,
		},
	})
}

// newsFor is how long an unknown sender is worth telling.
const newsFor = 90 * 24 * time.Hour

// mostNamed is how many unknown senders a finding names: whoever forges mail can invent thousands.
const mostNamed = 5

// named returns the first of some unknown senders, and counts the others.
func named(who []string) string {
	if len(who) > mostNamed {
		who = append(who[:mostNamed:mostNamed], fmt.Sprintf("%d more", len(who)-mostNamed))
	}
	return prose.List(who)
}

// addresses returns the addresses or domains of recent facts, each once, that a test does not know yet.
func addresses(facts []model.Fact, now time.Time, sender func(model.Fact) string, known func(string) bool) []string {
	var found []string
	for _, f := range facts {
		from := strings.ToLower(sender(f))
		if from != "" && now.Sub(f.ObservedAt) < newsFor && !known(from) && !slices.Contains(found, from) {
			found = append(found, from)
		}
	}
	return found
}

func senderUnknown(e *obligations.Supplier) []model.Finding {
	told := e.Recorded(model.SubjectSupplier, model.FactSenderUnknown)
	who := addresses(told, e.Context.Now, model.Fact.Address, func(address string) bool {
		return slices.ContainsFunc(e.Entry.Contacts, func(c *model.Contact) bool { return c.HasAddress(address) })
	})
	if len(who) == 0 {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("%s writes to us from addresses that are not in its entry: %s.", e.Entry.Name, named(who))
	return ask(e, f, "Identify the sender", "Ask the supplier what the address is used for.", "Add it as a contact after a call has confirmed it.")
}

func supplierUnknown(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for _, m := range ec.Registry.Mailboxes {
		told := ec.Facts.Kind("", model.KindMailbox.Subject(m.ID), model.FactSupplierUnknown)
		who := addresses(told, ec.Now, model.Fact.Domain, func(x string) bool { return anySupplierHasDomain(ec, x) })
		if len(who) == 0 {
			continue
		}
		f := aboutMailbox(ec, m)
		f.Severity = model.Info
		f.Message = fmt.Sprintf("Order confirmations from %s reach our mailbox %s, but the registry lists no such supplier.", named(who), m.ID)
		found = append(found, advise(f, "Identify the supplier", "order confirmations in "+m.ID,
			"Find out who placed the orders.", "Add the supplier to the registry if a production line depends on it."))
	}
	return found
}

// anySupplierHasDomain reports whether a contact of any supplier has an address of an organization.
func anySupplierHasDomain(ec *obligations.Context, domain string) bool {
	return slices.ContainsFunc(ec.Registry.Suppliers, func(s *model.Supplier) bool {
		return slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return mailaddr.Organization(c.Domain) == domain })
	})
}

// senderChanges notes when an unknown sender is no longer news.
func senderChanges(t *nextChange) {
	for _, f := range t.eval.Recorded(model.SubjectSupplier, model.FactSenderUnknown) {
		t.atInstant(f.ObservedAt.Add(newsFor))
	}
}
