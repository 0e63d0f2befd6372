package registry

import (
	"crypto/sha256"
	"slices"
	"time"

	"supplierwatch/internal/flatyaml"
	"supplierwatch/internal/model"
	"supplierwatch/internal/parallel"
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/registry/holidayfiles"
	"supplierwatch/internal/strictyaml"
)

// organisation is what all files define together, apart from the suppliers, and what it was made of. Suppliers refer to it.
type organisation struct {
	checker  *checker
	from     []content // the files that define any of it
	first    string    // the first file of the registry
	holidays []*holidayfiles.File
	cached   *cache.Organisation // as the cache refers to it
}

// newOrganisation checks what all files define together.
func newOrganisation(sources []*source, holidays holidayfiles.Set, zone *time.Location, partial bool) *organisation {
	c := newChecker(partial)
	c.holidays, c.zone = holidays, zone
	o := &organisation{checker: c, from: defining(sources), first: firstFile(sources), holidays: holidays.InOrder}
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
	o.cached = cache.NewOrganisation(o.sum(), c.reg, c.weekdays)
	return o
}

// isOf reports whether the files define the same as those that it was made of, so that suppliers that were built for it stay as they are.
func (o *organisation) isOf(sources []*source, holidays holidayfiles.Set, zone *time.Location, partial bool) bool {
	return o != nil && o.checker.partial == partial && o.checker.zone == zone && o.first == firstFile(sources) &&
		slices.Equal(o.holidays, holidays.InOrder) && slices.Equal(o.from, defining(sources))
}

func firstFile(sources []*source) string {
	if len(sources) == 0 {
		return ""
	}
	return sources[0].file
}

// content is what a file has.
type content struct {
	file string
	sum  [sha256.Size]byte
}

// defining returns the files that define more than suppliers, or have a wrong version.
func defining(sources []*source) []content {
	var all []content
	for _, s := range sources {
		if slices.ContainsFunc(s.docs, definesMore) {
			all = append(all, content{s.file, s.sum})
		}
	}
	return all
}

func definesMore(d rawDocument) bool {
	return d.Version.V != 1 || d.Defaults != nil ||
		len(d.Calendars.Entries)+len(d.Teams.Entries)+len(d.Lines.Entries)+len(d.Policies.Entries)+len(d.Tiers.Entries)+len(d.Mailboxes.Entries) > 0
}

// collect takes over what a document defines, apart from its suppliers.
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
}

// builtSupplier is a supplier that was checked by itself, with what is checked against the others.
type builtSupplier struct {
	supplier *model.Supplier
	idAt     strictyaml.Place // zero where there is no valid id
	more     *toLink          // nil: nothing
}

// toLink is what few suppliers have: what refers to others, or is wrong.
type toLink struct {
	was          []text
	alternatives []text
	problems     []model.Problem
}

// nothing is what most suppliers have of it.
var nothing toLink

// links returns what of a supplier is checked against the others, and its problems.
func (b *builtSupplier) links() *toLink {
	if b.more == nil {
		return &nothing
	}
	return b.more
}

// work is a part of a file whose suppliers are to be built.
type work struct {
	source int            // index of the file
	raw    []rawSupplier  // decoded already, or
	part   *flatyaml.Part // not yet
}

// buildSuppliers builds the suppliers of all files that were not built for the organisation before, in parallel: a part of a file is decoded, built and
// dropped by one processor. It replaces these files by ones with their suppliers, and returns the indexes of those with a part that must be decoded
// as a whole.
func (o *organisation) buildSuppliers(sources []*source) (whole []int) {
	o.takeCached(sources)
	var all []work
	for i, s := range sources {
		if s.builtFor != o {
			sources[i] = s.toBuild()
			all = append(all, sources[i].work(i)...)
			sources[i] = sources[i].withoutParts()
		}
	}
	built, failed := make([][]builtSupplier, len(all)), make([]bool, len(all))
	parallel.Do(len(all), func(i int) { built[i], failed[i] = o.buildPart(sources[all[i].source].file, all[i]) })
	parts := map[int][][]builtSupplier{}
	for i, w := range all {
		parts[w.source] = append(parts[w.source], built[i])
		if failed[i] && !slices.Contains(whole, w.source) {
			whole = append(whole, w.source)
		}
	}
	for i, s := range sources {
		if s.builtFor != o && !slices.Contains(whole, i) {
			sources[i] = s.withSuppliers(o, slices.Concat(parts[i]...))
		}
	}
	return whole
}

// buildPart builds the suppliers of a part of a file.
func (o *organisation) buildPart(file string, w work) (built []builtSupplier, failed bool) {
	build := func(raw *rawSupplier) { built = append(built, o.buildSupplier(file, raw)) }
	if w.part != nil {
		ok := strictyaml.DecodePart(*w.part, suppliersKey, build)
		w.part.Text = ""
		return built, !ok
	}
	for i := range w.raw {
		build(&w.raw[i])
	}
	return built, false
}

func (o *organisation) buildSupplier(file string, raw *rawSupplier) builtSupplier {
	var found problems
	s := supplierScope{scope: scope{problems: &found, file: file, partial: o.checker.partial}, checker: o.checker, raw: raw}
	b := builtSupplier{supplier: s.build()}
	if raw.ID.Set {
		b.idAt = raw.ID.Place
	}
	more := toLink{problems: found.list}
	for _, was := range raw.Was {
		more.was = append(more.was, cache.TextOf(was))
	}
	for i := range raw.Supplies {
		more.alternatives = append(more.alternatives, raw.Supplies[i].Alternatives...)
	}
	if len(more.was)+len(more.alternatives)+len(more.problems) > 0 {
		b.more = &more
	}
	return b
}
