package readmodel

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// EscalationPaths returns every policy that some tier uses, with the people whom its steps notify and when each was last reached and answered.
func (s Documents) EscalationPaths(ctx context.Context) ([]content.EscalationPath, error) {
	var paths []content.EscalationPath
	err := s.withFacts(ctx, func(r *model.Registry, facts *factindex.Index, _ time.Time) {
		builder := pathBuilder{registry: r, facts: facts, contacts: map[string]contactTimes{}}
		if evaluation := s.Last.Load(); evaluation != nil {
			builder.readAlerts(evaluation.State.Alerts)
		}
		builder.readDrills()
		paths = builder.paths()
	})
	return paths, err
}

// contactTimes is when one of our addresses was last mailed, and when it last answered.
type contactTimes struct{ mailed, answered time.Time }

// pathBuilder gathers what is known of the addresses of our own people.
type pathBuilder struct {
	registry *model.Registry
	facts    *factindex.Index
	contacts map[string]contactTimes // by address in lower case
}

// readAlerts notes whom mails about alerts reached, and who acknowledged.
func (b pathBuilder) readAlerts(alerts map[string]model.Alert) {
	for _, a := range alerts {
		for _, n := range a.Notified {
			if n.Result == model.MailAccepted {
				b.mailed(n.Recipient, n.At)
			}
		}
		b.answered(a.AcknowledgedBy, a.AcknowledgedAt)
	}
}

// readDrills notes who answered drills.
func (b pathBuilder) readDrills() {
	for policy := range b.registry.Policies {
		for _, f := range b.facts.Kind("", model.KindPolicy.Subject(policy), model.FactDrilled) {
			b.answered(f.Actor, f.ObservedAt)
		}
	}
}

func (b pathBuilder) mailed(address string, at time.Time) {
	key := strings.ToLower(address)
	if known := b.contacts[key]; at.After(known.mailed) {
		known.mailed = at
		b.contacts[key] = known
	}
}

func (b pathBuilder) answered(address string, at time.Time) {
	key := strings.ToLower(address)
	if known := b.contacts[key]; address != "" && at.After(known.answered) {
		known.answered = at
		b.contacts[key] = known
	}
}

// paths returns the policies that tiers use, sorted by name.
func (b pathBuilder) paths() []content.EscalationPath {
	tiers := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(b.registry.Tiers)) {
		if p := b.registry.Tiers[id].Escalation; p != nil {
			tiers[p.ID] = append(tiers[p.ID], id)
		}
	}
	var all []content.EscalationPath
	for _, id := range slices.Sorted(maps.Keys(tiers)) {
		all = append(all, b.path(b.registry.Policies[id], id, tiers[id]))
	}
	return all
}

func (b pathBuilder) path(p *model.Policy, id string, tiers []string) content.EscalationPath {
	path := content.EscalationPath{Policy: id, Tiers: tiers}
	subject := model.KindPolicy.Subject(id)
	for _, f := range b.facts.Kind("", subject, model.FactDrillBegun) {
		path.DrillSent = f.ObservedAt
	}
	for _, f := range b.facts.Kind("", subject, model.FactDrilled) {
		path.DrillDone, path.DrillBy = f.ObservedAt, f.Actor
	}
	if p == nil {
		return path
	}
	for i, step := range p.Steps {
		made := content.EscalationStep{}
		if i > 0 {
			made.After = step.After.String()
		}
		for _, name := range step.Notify {
			made.Teams = append(made.Teams, b.teams(name, tiers)...)
		}
		path.Steps = append(path.Steps, made)
	}
	return path
}

// teams returns the teams that a step of a policy names.
func (b pathBuilder) teams(name string, tiers []string) []content.EscalationTeam {
	switch name {
	case model.NotifyOwner:
		return b.owners("owner of the supplier", tiers)
	case model.NotifyResponsible:
		return b.owners("responsible for the endpoint or mailbox, else owner of the supplier", tiers)
	}
	if t := b.registry.Teams[name]; t != nil {
		return []content.EscalationTeam{b.team(t, "")}
	}
	return []content.EscalationTeam{{Name: name}}
}

// owners returns the teams that own suppliers of some tiers.
func (b pathBuilder) owners(why string, tiers []string) []content.EscalationTeam {
	found := map[string]*model.Team{}
	for _, s := range b.registry.Suppliers {
		if s.Owner != nil && s.Tier != nil && slices.Contains(tiers, s.Tier.ID) {
			found[s.Owner.ID] = s.Owner
		}
	}
	var all []content.EscalationTeam
	for _, id := range slices.Sorted(maps.Keys(found)) {
		all = append(all, b.team(found[id], why))
	}
	return all
}

func (b pathBuilder) team(t *model.Team, why string) content.EscalationTeam {
	made := content.EscalationTeam{Name: t.Name(), Why: why, Phone: t.Phone}
	mailed := t.Addresses()
	for _, address := range mailed {
		made.People = append(made.People, b.person(address, true))
	}
	for _, address := range t.Members {
		if !slices.Contains(mailed, address) {
			made.People = append(made.People, b.person(address, false))
		}
	}
	return made
}

func (b pathBuilder) person(address string, mailed bool) content.EscalationPerson {
	known := b.contacts[strings.ToLower(address)]
	p := content.EscalationPerson{Address: address, Mailed: mailed, LastMail: known.mailed, LastAnswer: known.answered}
	if status, returned := b.facts.DeliveryStatus(address); returned && status.Accepted == nil {
		p.Failed, p.FailedWhy = status.Returned.ObservedAt, status.Returned.Evidence
	}
	return p
}
