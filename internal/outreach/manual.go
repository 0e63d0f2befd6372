package outreach

import (
	"crypto/rand"
	"math"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// Selection selects the contacts that a person wants to have verified.
type Selection struct {
	Names      []string // SUPPLIER or SUPPLIER/CONTACT; none: all
	Tier       string   // only suppliers of this tier; empty: of all
	Escalation bool     // contacts for emergencies too
}

// Manual plans and releases verification mails for a person.
type Manual struct {
	Selection Selection
	Registry  *model.Registry
	Facts     *factindex.Index
	Findings  []model.Finding
	Planner   verification.Planner
	Mode      string // as documents name it
	Actor     string // who releases
	Now       time.Time
}

// Plan returns who would be asked at an instant, and who not and why. Nothing is released and nothing sent.
func (m *Manual) Plan(at time.Time) apidoc.VerificationDocument {
	if m.Selection.Escalation {
		m.AssumeRecorded(m.releases(m.wanted()))
	}
	return m.document(m.Planner.Plan(m.Registry, m.Findings, m.Facts, at, true))
}

// Release returns the facts that release the selected contacts, and what follows once these are recorded.
func (m *Manual) Release() ([]model.Fact, apidoc.VerificationDocument) {
	facts := m.releases(m.releasable())
	m.AssumeRecorded(facts)
	doc := m.document(m.Planner.Plan(m.Registry, m.Findings, m.Facts, m.Now, false))
	doc.Released = len(facts)
	return facts, doc
}

// wanted returns the selected contacts that should be asked, whatever prevents it.
func (m *Manual) wanted() []model.ContactRef {
	plan := m.planAll()
	var found []model.ContactRef
	for _, q := range plan.Requests {
		found = append(found, q.Asked...)
	}
	for _, u := range plan.Skipped {
		found = append(found, u.ContactRef)
	}
	return slices.DeleteFunc(found, func(a model.ContactRef) bool { return !m.selects(a) })
}

// releasable returns the selected contacts that only need a release. Contacts for emergencies are released first, since without a release
// they are never asked.
func (m *Manual) releasable() []model.ContactRef {
	if m.Selection.Escalation {
		m.AssumeRecorded(m.releases(m.wanted()))
	}
	var found []model.ContactRef
	for _, q := range m.planAll().Requests {
		if q.Reminder == 0 {
			found = append(found, q.Asked...)
		}
	}
	return slices.DeleteFunc(found, func(a model.ContactRef) bool { return !m.selects(a) })
}

// planAll plans as if all could be asked in one day.
func (m *Manual) planAll() verification.Plan {
	p := m.Planner
	p.PerDay = math.MaxInt
	return p.Plan(m.Registry, m.Findings, m.Facts, m.Now, true)
}

// AssumeRecorded goes on as if facts were recorded.
func (m *Manual) AssumeRecorded(facts []model.Fact) {
	for _, f := range facts {
		f.Seq = m.Facts.Seq() + 1
		m.Facts.Add(f)
	}
}

// releases returns the facts that allow contacts to be asked.
func (m *Manual) releases(contacts []model.ContactRef) []model.Fact {
	facts := make([]model.Fact, 0, len(contacts))
	for _, a := range contacts {
		release := model.Release{Address: a.Contact.Email, Escalation: m.Selection.Escalation}
		facts = append(facts, release.Fact(model.Fact{
			ID: rand.Text(), Supplier: a.Supplier.ID, Subject: model.KindContact.Subject(a.Contact.ID),
			ObservedAt: m.Now, RecordedAt: m.Now, Actor: m.Actor, Source: "shell", Evidence: "released by hand",
		}))
	}
	return facts
}
