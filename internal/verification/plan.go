package verification

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// Planner decides which contacts are asked, and when. Its fields limit how often suppliers are asked.
type Planner struct {
	MinInterval  civil.Period              // between two questions to one address
	AnswerWithin civil.Period              // then they are reminded, or said to be silent
	Reminders    int                       // to one question
	PerDay       int                       // mails on one day (UTC), to all suppliers together
	Ours         func(address string) bool // whether an address belongs to us; nil: none is one
}

// Plan is who is asked, who is not and why, and who never answered.
type Plan struct {
	Requests []model.Request  // reminders first, then what people released, then the most urgent
	Skipped  []SkippedContact // contacts that a finding says should be asked
	Silent   []model.Fact
}

// SkippedContact is a contact that should be asked and is not, with the reason in words.
type SkippedContact struct {
	model.ContactRef
	Because string
	Until   time.Time // when that ends; zero: not by itself
}

// askingRules are the rules by which a contact should be asked.
var askingRules = []string{rulebook.ContactUnverified, rulebook.ContactVerificationDue, rulebook.ContactVerificationOverdue}

// Plan returns who should be asked now. What is still to be asked is asked by itself if automatic, else only of contacts that a person has
// released. Reminders and silence go on by themselves, since they belong to a question that was asked.
func (p Planner) Plan(r *model.Registry, findings []model.Finding, facts *factindex.Index, now time.Time, automatic bool) Plan {
	d := &planner{limits: p, registry: r, facts: facts, now: now, automatic: automatic, ranks: wanted(r, findings), verifiedUntil: verifiedUntil(r, findings), lostDomains: lostDomains(findings)}
	for _, b := range d.recipients() {
		d.evaluate(b)
	}
	slices.SortStableFunc(d.plan.Requests, func(a, b model.Request) int { return cmp.Compare(priority(a), priority(b)) })
	d.throttle()
	return d.plan
}

// priority is what comes first where not everything can be asked in one day.
func priority(q model.Request) int {
	switch {
	case q.Reminder > 0:
		return 0
	case q.Released:
		return 1
	}
	return 2
}

// AffectedFindings returns those findings by which a contact should be asked whose plan may have changed: there is correspondence with the address, a person released the
// contact, or the address is one of the chosen (folded). In an evaluation in which nothing else is to be asked, a plan for these is
// complete.
func AffectedFindings(r *model.Registry, findings []model.Finding, facts *factindex.Index, chosen map[string]bool) []model.Finding {
	var found []model.Finding
	for i := range findings {
		f := &findings[i]
		c := contactToAsk(r, f)
		if c == nil {
			if f.Rule == rulebook.DomainNoMail {
				found = append(found, *f)
			}
			continue
		}
		address := fold(addressOf(c))
		if chosen[address] || len(facts.Correspondence(address)) > 0 || len(facts.Of(f.Supplier, f.Subject)) > 0 {
			found = append(found, *f)
		}
	}
	return found
}

// wanted returns the contacts that should be asked, with the place of the finding that says so: the most severe finding is the first.
func wanted(r *model.Registry, findings []model.Finding) map[*model.Contact]int {
	ranks := map[*model.Contact]int{}
	for i := range findings {
		if c := contactToAsk(r, &findings[i]); c != nil {
			if rank, known := ranks[c]; !known || i < rank {
				ranks[c] = i
			}
		}
	}
	return ranks
}

// verifiedUntil returns until when the contacts that should be asked count as verified.
func verifiedUntil(r *model.Registry, findings []model.Finding) map[*model.Contact]civil.Date {
	found := map[*model.Contact]civil.Date{}
	for i := range findings {
		if c := contactToAsk(r, &findings[i]); c != nil && !findings[i].Due.IsZero() {
			found[c] = findings[i].Due
		}
	}
	return found
}

// contactToAsk returns the contact that a finding says should be asked; nil if there is none.
func contactToAsk(r *model.Registry, f *model.Finding) *model.Contact {
	id, ok := model.KindContact.ID(f.Subject)
	if !ok || f.Pending || !slices.Contains(askingRules, f.Rule) {
		return nil
	}
	return r.Supplier(f.Supplier).Contact(id)
}

// planner is a plan in the making.
type planner struct {
	limits        Planner
	plan          Plan
	registry      *model.Registry
	facts         *factindex.Index
	now           time.Time
	automatic     bool
	ranks         map[*model.Contact]int        // of those that should be asked
	verifiedUntil map[*model.Contact]civil.Date // until when they count as verified; without a day: never verified
	lostDomains   map[domainKey]bool            // that a finding says take no mail
}

// recipients returns the mailboxes in which somebody should be asked, the most urgent first. A contact without an address is skipped here.
func (d *planner) recipients() []*recipient {
	if len(d.ranks) == 0 {
		return nil
	}
	byAddress := map[string]*recipient{}
	for c := range d.ranks {
		if address := addressOf(c); address != "" {
			byAddress[fold(address)] = &recipient{address: address}
		}
	}
	for _, s := range d.registry.Suppliers {
		for _, c := range s.Contacts {
			d.addContact(byAddress, model.ContactRef{Supplier: s, Contact: c})
		}
	}
	var found []*recipient
	for _, b := range byAddress {
		found = append(found, b)
	}
	slices.SortFunc(found, func(a, b *recipient) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.address, b.address))
	})
	return found
}

func (d *planner) addContact(byAddress map[string]*recipient, a model.ContactRef) {
	rank, wanted := d.ranks[a.Contact]
	address := addressOf(a.Contact)
	if address == "" {
		if wanted {
			d.plan.Skipped = append(d.plan.Skipped, SkippedContact{ContactRef: a, Because: noAddress(a.Contact)})
		}
		return
	}
	b := byAddress[fold(address)]
	if b == nil {
		return // nobody there should be asked
	}
	if len(b.holders) == 0 {
		b.address = address // as the first one writes it
	}
	b.holders = append(b.holders, a)
	if !wanted {
		return
	}
	if len(b.wanted) == 0 || rank < b.rank {
		b.rank = rank
	}
	b.wanted = append(b.wanted, a)
}

// noAddress returns why a contact without an address is not written to, and what to do instead.
func noAddress(c *model.Contact) string {
	if c.Phone == "" {
		return "there is neither an address to write to nor a number to call: complete the entry"
	}
	return "there is no address to write to: call"
}
