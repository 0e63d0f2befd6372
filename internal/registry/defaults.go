package registry

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/builtin"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// givenDefaults holds what the documents have under defaults, key by key, each with its file.
type givenDefaults struct {
	tier, calendar, owner located[string]
	country               located[scalar.Country]
	language              located[scalar.Language]
}

// located is a value with its file.
type located[T any] struct {
	value strictyaml.Value[T]
	file  string
}

// add takes over the defaults of a document. All documents have the same ones, so only one of them may have a key.
func (d *givenDefaults) add(p *problems, file string, raw *rawDefaults) {
	setDefault(p, file, "tier", raw.Tier, &d.tier)
	setDefault(p, file, "country", raw.Country, &d.country)
	setDefault(p, file, "language", raw.Language, &d.language)
	setDefault(p, file, "calendar", raw.Calendar, &d.calendar)
	setDefault(p, file, "owner", raw.Owner, &d.owner)
}

func setDefault[T any](p *problems, file, key string, v strictyaml.Value[T], into *located[T]) {
	switch {
	case !v.Set:
	case into.value.Set:
		p.add(v.In(file), "duplicate default `%s` (first set at %s)", key, into.value.In(into.file))
	default:
		*into = located[T]{value: v, file: file}
	}
}

// defaultCalendar looks up the calendar that teams and suppliers get; teams need it before the other defaults can be settled.
func (c *checker) defaultCalendar() *civil.Calendar {
	d := c.chosen.calendar
	return find(c.scope(d.file), "calendar", "calendar", d.value, c.reg.Calendars)
}

// resolveDefaults looks up what the defaults refer to.
func (c *checker) resolveDefaults() {
	tier, owner := c.chosen.tier, c.chosen.owner
	c.defaults.country = string(c.chosen.country.value.V)
	c.defaults.language = string(c.chosen.language.value.V)
	c.defaults.tier = c.reg.Tiers[builtin.Standard]
	if tier.value.Set {
		c.defaults.tier = find(c.scope(tier.file), "tier", "tier", tier.value, c.reg.Tiers)
	}
	c.defaults.owner = c.onlyTeam()
	if owner.value.Set {
		c.defaults.owner = find(c.scope(owner.file), "owner", "team", owner.value, c.reg.Teams)
	}
}

// onlyTeam returns the team of a registry that has a single one.
func (c *checker) onlyTeam() *model.Team {
	if len(c.reg.Teams) != 1 {
		return nil
	}
	for _, t := range c.reg.Teams {
		return t
	}
	return nil
}
