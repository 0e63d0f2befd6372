package registry

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// checker turns raw documents into words. It holds what all files define together.
type checker struct {
	problems
	partial bool

	calendars *index[rawCalendar]
	teams     *index[rawTeam]
	lines     *index[rawLine]
	policies  *index[rawPolicy]
	tiers     *index[rawTier]
	mailboxes *index[rawMailbox]
	suppliers []supplierEntry
	chosen    chosen

	reg      *model.Registry
	defaults defaults
	mailbox  map[string]*model.Mailbox
	supplier map[string]model.Position // by id
	renamed  map[string]string         // former id → id
}

// supplierEntry is a raw supplier with the file it stands in.
type supplierEntry struct {
	file string
	raw  *rawSupplier
}

// defaults is what a supplier gets that does not say otherwise.
type defaults struct {
	tier     *model.Tier
	country  string
	language string
	calendar *civil.Calendar
	owner    *model.Team
}

func newChecker(partial bool) *checker {
	return &checker{
		partial:   partial,
		calendars: newIndex[rawCalendar]("calendar"),
		teams:     newIndex[rawTeam]("team"),
		lines:     newIndex[rawLine]("line"),
		policies:  newIndex[rawPolicy]("escalation policy"),
		tiers:     newIndex[rawTier]("tier"),
		mailboxes: newIndex[rawMailbox]("mailbox"),
		mailbox:   map[string]*model.Mailbox{},
		supplier:  map[string]model.Position{},
		renamed:   map[string]string{},
		reg: &model.Registry{
			Calendars: map[string]*civil.Calendar{},
			Teams:     map[string]*model.Team{},
			Lines:     map[string]*model.Line{},
			Policies:  BuiltinPolicies(),
			Tiers:     map[string]*model.Tier{},
			Limits:    model.DefaultLimits(),
		},
	}
}

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
	c.settleDefaults()
	c.nameSuppliers()
	c.buildSuppliers()
	return c.reg
}

// collect takes over what a document defines.
func (c *checker) collect(file string, d *rawDocument) {
	if d.Version.Set && d.Version.V != 1 {
		c.at(d.Version.In(file), "`version`: this program reads version 1, found %d", d.Version.V)
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

// scope returns the scope of a file whose problems go to the checker's own list.
func (c *checker) scope(file string) scope {
	return scope{problems: &c.problems, file: file, partial: c.partial}
}

// nameSuppliers indexes the suppliers' ids, former ones included, and reports those that stand there twice.
func (c *checker) nameSuppliers() {
	for _, s := range c.suppliers {
		c.claim(s.raw.ID, s.file)
	}
	former := map[string]model.Position{}
	for _, s := range c.suppliers {
		for _, was := range s.raw.Was {
			c.claimFormer(was, s, former)
		}
	}
}

func (c *checker) claim(v strictyaml.Value[scalar.ID], file string) {
	if !v.Set {
		return
	}
	if first, twice := c.supplier[string(v.V)]; twice {
		c.at(v.In(file), "the supplier `%s` is defined a second time; the first is at %s", v.V, first)
		return
	}
	c.supplier[string(v.V)] = v.In(file)
}

func (c *checker) claimFormer(was strictyaml.Value[scalar.ID], s supplierEntry, former map[string]model.Position) {
	if !was.Set {
		return
	}
	name, pos := string(was.V), was.In(s.file)
	if now, exists := c.supplier[name]; exists {
		c.at(pos, "`was`: `%s` is the id of a supplier, at %s; a former id must be free", name, now)
		return
	}
	if first, twice := former[name]; twice {
		c.at(pos, "`was`: `%s` is given as a former id a second time; the first is at %s", name, first)
		return
	}
	former[name] = pos
	c.renamed[name] = string(s.raw.ID.V)
}

// buildSuppliers checks the suppliers in parallel; what one refers to is complete by now.
func (c *checker) buildSuppliers() {
	found := make([]problems, len(c.suppliers))
	c.reg.Suppliers = make([]*model.Supplier, len(c.suppliers))
	each(len(c.suppliers), func(i int) {
		e := c.suppliers[i]
		s := supplierScope{scope: scope{problems: &found[i], file: e.file, partial: c.partial}, checker: c, raw: e.raw}
		c.reg.Suppliers[i] = s.build()
	})
	for _, p := range found {
		c.list = append(c.list, p.list...)
	}
	slices.SortStableFunc(c.reg.Suppliers, func(a, b *model.Supplier) int { return cmp.Compare(a.ID, b.ID) })
}
