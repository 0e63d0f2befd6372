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

// EscalationPaths returns the policies that tiers use, with the people whom their steps notify and when each was last reached and answered: a number of
// entries from the one at a place on.
func (s Documents) EscalationPaths(ctx context.Context, from, size int) (content.EscalationPaths, error) {
	var paths content.EscalationPaths
	err := s.withFacts(ctx, func(r *model.Registry, facts *factindex.Index, now time.Time) {
		builder := newPathBuilder(r, facts, now)
		if shown, known := s.Last.views(r); known {
			builder.people.contacts = maps.Clone(shown.contactTimes())
		}
		paths = builder.paths(from, size)
	})
	return paths, err
}

// pathBuilder builds the entries of a part of the paths. It only counts the others: there may be many thousand.
type pathBuilder struct {
	registry *model.Registry
	people   people
	from, to int // the places of the part
	next     int // the place of the next entry
}

func newPathBuilder(r *model.Registry, facts *factindex.Index, now time.Time) *pathBuilder {
	return &pathBuilder{registry: r, people: people{registry: r, facts: facts, now: now, contacts: map[string]contactTimes{}}}
}

// paths returns the policies that tiers use, sorted by name.
func (b *pathBuilder) paths(from, size int) content.EscalationPaths {
	b.from, b.to = from, from+size
	b.people.readDrills()
	tiers := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(b.registry.Tiers)) {
		if p := b.registry.Tiers[id].Escalation; p != nil {
			tiers[p.ID] = append(tiers[p.ID], id)
		}
	}
	var all content.EscalationPaths
	for _, id := range slices.Sorted(maps.Keys(tiers)) {
		if path, shown := b.path(b.registry.Policies[id], id, tiers[id]); shown {
			all.Paths = append(all.Paths, path)
		}
	}
	all.Entries = b.next
	return all
}

// take reports whether the next entry belongs to the part.
func (b *pathBuilder) take() bool {
	b.next++
	return b.next > b.from && b.next <= b.to
}

// path returns a policy with its entries in the part; shown is false if there are none.
func (b *pathBuilder) path(p *model.Policy, id string, tiers []string) (path content.EscalationPath, shown bool) {
	path = content.EscalationPath{Policy: id, Tiers: tiers}
	if p == nil || len(p.Steps) == 0 {
		shown = b.take()
	} else {
		owners := b.owners(tiers)
		for i, step := range p.Steps {
			path.Steps = append(path.Steps, b.step(i, step, owners, &path)...)
		}
		shown = len(path.Steps) > 0
	}
	if shown {
		path.Drill = b.people.drillOf(id)
	}
	return path, shown
}

// step returns a step, if an entry of it is in the part.
func (b *pathBuilder) step(i int, step model.Step, owners []*model.Team, path *content.EscalationPath) []content.EscalationStep {
	made := content.EscalationStep{Number: i + 1}
	if i > 0 {
		made.After = step.After.String()
	}
	begun := b.next
	for _, name := range step.Notify {
		made.Teams = append(made.Teams, b.teams(name, owners, path.Policy)...)
	}
	if b.next == begun && b.take() || len(made.Teams) > 0 {
		return []content.EscalationStep{made}
	}
	return nil
}

// teams returns the teams that a step of a policy names and that have an entry in the part.
func (b *pathBuilder) teams(name string, owners []*model.Team, policy string) []content.EscalationTeam {
	switch name {
	case model.NotifyOwner:
		return b.eachTeam(owners, "owner of the supplier", policy)
	case model.NotifyResponsible:
		return b.eachTeam(owners, "responsible for the endpoint or mailbox, else owner of the supplier", policy)
	}
	if t := b.registry.Teams[name]; t != nil {
		return b.eachTeam([]*model.Team{t}, "", policy)
	}
	if b.take() {
		return []content.EscalationTeam{{Name: name}}
	}
	return nil
}

func (b *pathBuilder) eachTeam(teams []*model.Team, why, policy string) []content.EscalationTeam {
	var all []content.EscalationTeam
	for _, t := range teams {
		if made, shown := b.team(t, policy); shown {
			made.Why = why
			all = append(all, made)
		}
	}
	return all
}

// owners returns the teams that own suppliers of some tiers, by id.
func (b *pathBuilder) owners(tiers []string) []*model.Team {
	found := map[string]*model.Team{}
	for _, s := range b.registry.Suppliers {
		if s.Owner != nil && s.Tier != nil && slices.Contains(tiers, s.Tier.ID) {
			found[s.Owner.ID] = s.Owner
		}
	}
	var all []*model.Team
	for _, id := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[id])
	}
	return all
}

// team returns a team with its people in the part: the addresses that are mailed first, then the other members. Shown is false if nobody of it is in
// the part.
func (b *pathBuilder) team(t *model.Team, policy string) (made content.EscalationTeam, shown bool) {
	mailed := t.Addresses()
	made = content.EscalationTeam{Name: t.Name(), Phone: t.Phone, Size: len(mailed)}
	for _, address := range mailed {
		if b.take() {
			made.People = append(made.People, b.people.person(address, true, policy))
		}
	}
	if t.Email != "" { // otherwise the members are those who are mailed
		for _, address := range t.Members {
			if strings.EqualFold(address, t.Email) {
				continue
			}
			made.Size++
			if b.take() {
				made.People = append(made.People, b.people.person(address, false, policy))
			}
		}
	}
	if made.Size == 0 {
		return made, b.take()
	}
	return made, len(made.People) > 0
}
