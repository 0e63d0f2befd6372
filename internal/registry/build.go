package registry

import (
	"cmp"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/parallel"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// build checks all documents. The registry is complete only if no problem was found.
func (c *checker) build(sources []*source) *model.Registry {
	for _, s := range sources {
		for i := range s.docs {
			c.collect(s.file, &s.docs[i])
		}
	}
	if len(sources) > 0 {
		c.reg.First = model.Position{File: sources[0].file, Line: 1, Column: 1}
	}
	c.buildCalendars()
	c.buildTeams()
	c.buildLines()
	c.buildMailboxes()
	c.buildPolicies()
	c.buildTiers()
	c.resolveDefaults()
	c.indexSuppliers()
	c.buildSuppliers()
	return c.reg
}

// collect takes over what a document defines.
func (c *checker) collect(file string, d *rawDocument) {
	if d.Version.Set && d.Version.V != 1 {
		c.problems.add(d.Version.In(file), "`version`: expected version 1, got %d", d.Version.V)
	}
	if d.Defaults != nil {
		c.chosen.add(&c.problems, file, d.Defaults)
	}
	c.calendars.add(&c.problems, file, d.Calendars)
	c.teams.add(&c.problems, file, d.Teams)
	c.lines.add(&c.problems, file, d.Lines)
	c.policies.add(&c.problems, file, d.Policies)
	c.tiers.add(&c.problems, file, d.Tiers)
	c.mailboxes.add(&c.problems, file, d.Mailboxes)
	for i := range d.Suppliers {
		c.suppliers = append(c.suppliers, supplierEntry{file: file, raw: &d.Suppliers[i]})
	}
}

// indexSuppliers indexes the suppliers' ids, former ones included, and reports those that are given twice.
func (c *checker) indexSuppliers() {
	for _, s := range c.suppliers {
		c.reserveID(s.raw.ID, s.file)
	}
	former := map[string]model.Position{}
	for _, s := range c.suppliers {
		for _, was := range s.raw.Was {
			c.reserveFormerID(was, s, former)
		}
	}
}

func (c *checker) reserveID(v strictyaml.Value[scalar.ID], file string) {
	if !v.Set {
		return
	}
	if first, twice := c.supplier[string(v.V)]; twice {
		c.problems.add(v.In(file), "duplicate supplier id `%s` (first used at %s)", v.V, first)
		return
	}
	c.supplier[string(v.V)] = v.In(file)
}

func (c *checker) reserveFormerID(was strictyaml.Value[scalar.ID], s supplierEntry, former map[string]model.Position) {
	if !was.Set {
		return
	}
	name, pos := string(was.V), was.In(s.file)
	if now, exists := c.supplier[name]; exists {
		c.problems.add(pos, "`was`: `%s` is the id of a supplier, at %s; a former id must be free", name, now)
		return
	}
	if first, twice := former[name]; twice {
		c.problems.add(pos, "`was`: duplicate former id `%s` (first used at %s)", name, first)
		return
	}
	former[name] = pos
	c.renamed[name] = string(s.raw.ID.V)
}

// buildSuppliers checks the suppliers in parallel; what one refers to is complete by now.
func (c *checker) buildSuppliers() {
	found := make([]problems, len(c.suppliers))
	c.reg.Suppliers = make([]*model.Supplier, len(c.suppliers))
	parallel.Do(len(c.suppliers), func(i int) {
		e := c.suppliers[i]
		s := supplierScope{scope: scope{problems: &found[i], file: e.file, partial: c.partial}, checker: c, raw: e.raw}
		c.reg.Suppliers[i] = s.build()
	})
	for _, p := range found {
		c.problems.list = append(c.problems.list, p.list...)
	}
	slices.SortStableFunc(c.reg.Suppliers, func(a, b *model.Supplier) int { return cmp.Compare(a.ID, b.ID) })
}
