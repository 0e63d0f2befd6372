package verification_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// world is a registry in which two suppliers share an address, with what passed between us.
type world struct {
	*model.Registry
	acme, gas *model.Supplier
	team      *model.Team
	planner   verification.Planner
	facts     *factindex.Index
	now       time.Time
	seq       int64
	mails     []model.Mail
	requests  []model.Request
}

// Monday, 10:00 in Munich.
const monday = "2026-03-02T09:00:00Z"

func newWorld(t testing.TB) *world {
	t.Helper()
	munich := calendarOf(t, "munich", "Europe/Berlin", "08:00-17:00", date("2026-03-04"))
	team := &model.Team{ID: "procurement-emea", Email: "procurement@buyer.example", Phone: "+49 89 555 0100", Signature: "Jane Doe", Calendar: munich}
	tier := &model.Tier{ID: "critical", VerifyEvery: days(120)}
	w := &world{team: team, now: instant(monday), facts: factindex.New()}
	w.acme = supplier("acme", "DE", "de", tier, team, munich,
		contact("orders", "Orders@ACME.example", model.RoleOrders), contact("duty", "duty@acme.example", model.RoleEscalation),
		contact("quality", "quality@acme.example", model.RoleQuality))
	w.gas = supplier("gas", "DE", "de", tier, team, munich, contact("desk", "orders@acme.example", model.RoleLogistics))
	w.Registry = &model.Registry{
		Suppliers: []*model.Supplier{w.acme, w.gas}, Teams: map[string]*model.Team{team.ID: team},
		Mailboxes: []*model.Mailbox{{ID: "confirmations", Address: "purchaseconfirmations@buyer.example", Purpose: model.PurposeOrderConfirmation}},
	}
	w.planner = verification.Planner{
		MinInterval: days(100), AnswerWithin: civil.Period{BusinessDays: 5}, Reminders: 1, PerDay: 10,
		Ours: func(a string) bool { return strings.HasSuffix(a, "@buyer.example") },
	}
	return w
}

func supplier(id, country, language string, tier *model.Tier, owner *model.Team, c *civil.Calendar, contacts ...*model.Contact) *model.Supplier {
	return &model.Supplier{
		ID: id, Name: strings.ToUpper(id), Country: country, Language: language, Tier: tier, Owner: owner, Calendar: c,
		CustomerNumber: "88231", Contacts: contacts,
	}
}

func contact(id, email string, roles ...model.Role) *model.Contact {
	_, domain, _ := strings.Cut(email, "@")
	return &model.Contact{ID: id, Roles: roles, Email: email, Domain: strings.ToLower(domain), Phone: "+49 89 1234567", Number: "+49891234567"}
}

func calendarOf(t testing.TB, id, zone, hours string, closed ...civil.Date) *civil.Calendar {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	h, err := civil.ParseHours(hours)
	if err != nil {
		t.Fatal(err)
	}
	c, err := civil.NewCalendar(id, loc, nil, closed, nil, nil, &h)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func days(n int) civil.Period { return civil.Period{Days: n} }

// unverified are the findings that all given contacts should be asked; without any, all of the registry.
func (w *world) unverified(contacts ...string) []model.Finding {
	var found []model.Finding
	for _, s := range w.Suppliers {
		for _, c := range s.Contacts {
			if len(contacts) == 0 || slices.Contains(contacts, s.ID+"/"+c.ID) {
				found = append(found, model.Finding{Rule: "contact-unverified", Supplier: s.ID, Subject: model.KindContact.Subject(c.ID)})
			}
		}
	}
	return found
}

func (w *world) plan(findings []model.Finding) verification.Plan {
	return w.planner.Plan(w.Registry, findings, w.facts, w.now, true)
}

// record adds a fact as the store would.
func (w *world) record(f model.Fact) model.Fact {
	w.seq++
	f.Seq = w.seq
	if f.ObservedAt.IsZero() {
		f.ObservedAt = w.now
	}
	f.RecordedAt = w.now
	w.facts.Add(f)
	return f
}

func (w *world) tell(kind model.FactKind, supplier, contact string, data map[string]string) {
	w.record(model.Fact{Supplier: supplier, Subject: model.KindContact.Subject(contact), Kind: kind, Data: data})
}

// send commits the requests of a plan, as the daemon would.
func (w *world) send(p verification.Plan) {
	for _, f := range p.Silent {
		w.record(f)
	}
	for _, q := range p.Requests {
		m := model.Mail{ID: q.ID, Kind: model.MailVerification, MessageID: q.ID + "@buyer.example", To: model.Recipient{Address: q.Address}, Subject: "Are you still our contact?"}
		for _, a := range q.Asked {
			m.About = append(m.About, model.SubjectRef{Supplier: a.Supplier.ID, Subject: model.KindContact.Subject(a.Contact.ID)})
		}
		for _, f := range verification.Asked(q, m, w.now) {
			w.record(f)
		}
		w.mails, w.requests = append(w.mails, m), append(w.requests, q)
	}
}

// receive reads an answer to the last mail and records what it is.
func (w *world) receive(t testing.TB, m mailparse.Message) []model.Fact {
	t.Helper()
	var row *model.Mail
	if len(w.mails) > 0 {
		row = &w.mails[len(w.mails)-1]
	}
	found := verification.Answer(m, row, w.Registry, w.facts, w.now, verification.Receiving{Ours: w.planner.Ours, Proof: proofOf(m)})
	for _, f := range found {
		w.record(f)
	}
	return found
}

// addresses lists whom a plan writes to.
func addresses(p verification.Plan) []string {
	var all []string
	for _, q := range p.Requests {
		all = append(all, q.Address)
	}
	slices.Sort(all)
	return all
}

// because returns why a contact is not asked.
func because(p verification.Plan, supplier, contact string) string {
	for _, u := range p.Skipped {
		if u.Supplier.ID == supplier && u.Contact.ID == contact {
			return u.Because
		}
	}
	return ""
}

// proofOf judges the sender of a mail as the daemon does.
func proofOf(m mailparse.Message) mailauth.Proof {
	return mailauth.Authorizer{Servers: []string{"mx.buyer.example"}}.Authorize(m.From, m.AuthResults)
}
