package verification

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Planner says how often suppliers may be asked.
type Planner struct {
	MinInterval  civil.Period              // between two questions to one address
	AnswerWithin civil.Period              // then they are reminded, or said to be silent
	Reminders    int                       // to one question
	PerDay       int                       // mails on one day (UTC), to all suppliers together
	Ours         func(address string) bool // whether an address is one of ours; nil: none is
}

// Plan is who is asked, who is not and why, and who never answered.
type Plan struct {
	Requests []model.Request        // reminders first, then what people released, then the most urgent
	Skipped  []model.SkippedContact // contacts that a finding says should be asked
	Silent   []model.Fact
}

// asks are the rules by which a contact should be asked.
var asks = []string{"contact-unverified", "contact-verification-due", "contact-verification-overdue"}

// Plan says who should be asked now. What is still to be asked is asked by itself if automatic, else only of contacts that a person has
// released. Reminders and silence go on by themselves, since they belong to a question that was asked.
func (p Planner) Plan(r *model.Registry, findings []model.Finding, facts *model.Facts, now time.Time, automatic bool) Plan {
	d := &desk{Planner: p, registry: r, facts: facts, now: now, automatic: automatic, ranks: wanted(r, findings), ends: ends(r, findings)}
	for _, b := range d.boxes() {
		d.consider(b)
	}
	slices.SortStableFunc(d.Requests, func(a, b model.Request) int { return cmp.Compare(turn(a), turn(b)) })
	d.pace()
	return d.Plan
}

// turn is what comes first where not everything can be asked in one day.
func turn(q model.Request) int {
	switch {
	case q.Reminder > 0:
		return 0
	case q.Released:
		return 1
	}
	return 2
}

// Stirred gives those findings by which a contact should be asked of whom a plan may have something new to say: something passed between us
// and the address, a person released the contact, or the address is one of the chosen (folded). In a pass in which nothing else is to be
// asked, to plan for these is to plan for all.
func Stirred(r *model.Registry, findings []model.Finding, facts *model.Facts, chosen map[string]bool) []model.Finding {
	var found []model.Finding
	for i := range findings {
		f := &findings[i]
		c := contactToAsk(r, f)
		if c == nil {
			continue
		}
		address := fold(addressOf(c))
		if chosen[address] || len(facts.Correspondence(address)) > 0 || len(facts.Of(f.Supplier, f.Subject)) > 0 {
			found = append(found, *f)
		}
	}
	return found
}

// wanted gives the contacts that should be asked, with the place of the finding that says so: findings come with the gravest first.
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

// ends returns until when the contacts that should be asked count as verified.
func ends(r *model.Registry, findings []model.Finding) map[*model.Contact]civil.Date {
	found := map[*model.Contact]civil.Date{}
	for i := range findings {
		if c := contactToAsk(r, &findings[i]); c != nil && !findings[i].Due.IsZero() {
			found[c] = findings[i].Due
		}
	}
	return found
}

// contactToAsk gives the contact that a finding says should be asked; nil if it says none.
func contactToAsk(r *model.Registry, f *model.Finding) *model.Contact {
	id, ok := strings.CutPrefix(f.Subject, "contact/")
	if !ok || f.Pending || !slices.Contains(asks, f.Rule) {
		return nil
	}
	return contactNamed(r.Supplier(f.Supplier), id)
}

func contactNamed(s *model.Supplier, id string) *model.Contact {
	if s == nil {
		return nil
	}
	for _, c := range s.Contacts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// desk is a plan in the making.
type desk struct {
	Planner
	Plan
	registry  *model.Registry
	facts     *model.Facts
	now       time.Time
	automatic bool
	ranks     map[*model.Contact]int        // of those that should be asked
	ends      map[*model.Contact]civil.Date // until when they count as verified; without a day: never verified
}

// boxes gives the mailboxes in which somebody should be asked, the most urgent first. A contact without an address is skipped here.
func (d *desk) boxes() []*box {
	if len(d.ranks) == 0 {
		return nil
	}
	byAddress := map[string]*box{}
	for c := range d.ranks {
		if address := addressOf(c); address != "" {
			byAddress[fold(address)] = &box{address: address}
		}
	}
	for _, s := range d.registry.Suppliers {
		for _, c := range s.Contacts {
			d.place(byAddress, model.ContactRef{Supplier: s, Contact: c})
		}
	}
	var found []*box
	for _, b := range byAddress {
		found = append(found, b)
	}
	slices.SortFunc(found, func(a, b *box) int { return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.address, b.address)) })
	return found
}

func (d *desk) place(byAddress map[string]*box, a model.ContactRef) {
	rank, wanted := d.ranks[a.Contact]
	address := addressOf(a.Contact)
	if address == "" {
		if wanted {
			d.Skipped = append(d.Skipped, model.SkippedContact{ContactRef: a, Because: "there is no address to write to: call"})
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
