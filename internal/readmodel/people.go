package readmodel

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// people knows when our own people were last mailed, when they answered, and whether they are out of office.
type people struct {
	registry *model.Registry
	facts    *factindex.Index
	now      time.Time
	contacts map[string]contactTimes         // by address in lower case
	drills   map[string]apidoc.DrillDocument // the last one of each policy
	persons  map[personOnPath]content.PersonDrill
}

// personOnPath is an address in lower case on the path of a policy.
type personOnPath struct{ policy, address string }

// contactTimes is when one of our addresses was last mailed, and when it last answered.
type contactTimes struct{ mailed, answered time.Time }

// alertContacts returns whom mails about alerts reached and when, and when people acknowledged.
func alertContacts(alerts map[string]model.Alert) map[string]contactTimes {
	p := people{contacts: map[string]contactTimes{}}
	for _, a := range alerts {
		for _, n := range a.Notified {
			if n.Result == model.MailAccepted {
				p.mailed(n.Recipient, n.At)
			}
		}
		p.answered(a.AcknowledgedBy, a.AcknowledgedAt)
	}
	return p.contacts
}

// readDrills reads the last drill of each policy, and notes who answered drills.
func (p *people) readDrills() {
	p.drills, p.persons = map[string]apidoc.DrillDocument{}, map[personOnPath]content.PersonDrill{}
	read := map[string]apidoc.DrillDocument{}
	for policy := range p.registry.Policies {
		subject := model.KindPolicy.Subject(policy)
		for _, f := range p.facts.Kind("", subject, model.FactDrilled) {
			p.answered(f.Actor, f.ObservedAt)
		}
		last, begun := latest(p.facts, subject, model.FactDrillBegun)
		if !begun {
			continue
		}
		if _, known := read[last.Drill()]; !known {
			doc, _ := drill.Read(p.facts, last.Drill(), p.now)
			for i := range doc.Recipients {
				p.readRecipient(&doc.Recipients[i])
			}
			read[last.Drill()] = doc
		}
		p.drills[policy] = read[last.Drill()]
	}
}

func (p people) mailed(address string, at time.Time) {
	key := strings.ToLower(address)
	if known := p.contacts[key]; at.After(known.mailed) {
		known.mailed = at
		p.contacts[key] = known
	}
}

func (p people) answered(address string, at time.Time) {
	key := strings.ToLower(address)
	if known := p.contacts[key]; address != "" && at.After(known.answered) {
		known.answered = at
		p.contacts[key] = known
	}
}

// drillOf returns what the last drill of a policy showed.
func (p people) drillOf(policy string) content.PathDrill {
	var d content.PathDrill
	subject := model.KindPolicy.Subject(policy)
	if f, found := latest(p.facts, subject, model.FactDrillBegun); found {
		d.Sent = f.ObservedAt
	}
	if f, found := latest(p.facts, subject, model.FactDrilled); found {
		d.Done, d.By = f.ObservedAt, f.Actor
		doc, _ := drill.Read(p.facts, f.Drill(), p.now)
		for i := range doc.Recipients {
			if took, isFirst := answeredAt(&doc.Recipients[i], policy, f.ObservedAt); isFirst {
				d.Took = took
			}
		}
	}
	last := p.drills[policy].Recipients
	for i := range last {
		if goesAlong(&last[i], policy) && drill.CanAnswer(last[i]) {
			d.Called++
			if last[i].AnsweredAt != nil {
				d.Answered++
			}
		}
	}
	return d
}

// answeredAt returns the time that a recipient of a path took, if that is the answer of an instant.
func answeredAt(r *apidoc.DrillRecipient, policy string, at time.Time) (took time.Duration, isIt bool) {
	if !goesAlong(r, policy) || r.AnsweredAt == nil || !r.AnsweredAt.Equal(at.UTC()) {
		return 0, false
	}
	return tookOf(r), true
}

// goesAlong reports whether a recipient of a drill is on the path of a policy.
func goesAlong(r *apidoc.DrillRecipient, policy string) bool {
	return slices.Contains(r.Policies, policy)
}

func tookOf(r *apidoc.DrillRecipient) time.Duration {
	if r.Seconds == nil {
		return 0
	}
	return time.Duration(*r.Seconds) * time.Second
}

// person returns what is known of one of our addresses on the path of a policy.
func (p people) person(address string, mailed bool, policy string) content.EscalationPerson {
	known := p.contacts[strings.ToLower(address)]
	if at := p.facts.LastAccepted(address); at.After(known.mailed) {
		known.mailed = at
	}
	x := content.EscalationPerson{
		Address: address, Mailed: mailed, LastMail: known.mailed, LastAnswer: known.answered,
		Absence: p.absence(address, known.answered), Drill: p.persons[personOnPath{policy, strings.ToLower(address)}],
	}
	if status, returned := p.facts.DeliveryStatus(address); returned && status.Accepted == nil {
		x.Failed, x.FailedWhy = status.Returned.ObservedAt, status.Returned.Evidence
	}
	return x
}

// absence returns that a person is out of office: until the day that the automatic reply names, and at most until the person answers.
func (p people) absence(address string, answered time.Time) content.Absence {
	f, found := p.facts.Absence(address)
	if !found || answered.After(f.ObservedAt) {
		return content.Absence{}
	}
	if until := f.Until(); !until.IsZero() && until.Before(p.registry.Unowned.Today(p.now)) {
		return content.Absence{}
	}
	return content.Absence{Reported: f.ObservedAt, Until: f.Until(), Subject: f.Evidence, StandIn: f.StandIn()}
}

// readRecipient notes what a drill showed of a recipient, on the path of each policy.
func (p people) readRecipient(r *apidoc.DrillRecipient) {
	for _, policy := range r.Policies {
		if to := model.ParseRecipient(r.Recipient); r.SentAt != nil {
			key := personOnPath{policy, strings.ToLower(to.Address)}
			d := p.persons[key]
			d.Sent = *r.SentAt
			p.persons[key] = d
		}
		if r.AnsweredAt != nil {
			key := personOnPath{policy, strings.ToLower(r.AnsweredBy)}
			d := p.persons[key]
			d.Answered, d.Took = true, tookOf(r)
			p.persons[key] = d
		}
	}
}
