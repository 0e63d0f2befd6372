package exposure

import (
	"cmp"
	"math"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/stockcoverage"
)

// Report returns for each supplier or each line what is at stake, how soon, and how surely somebody can be reached about it. The findings
// are those of Evaluate at the same instant; pending ones are not counted. The sum is the same for both groupings, since a line costs once
// however many suppliers feed it.
func Report(r *model.Registry, findings []model.Finding, facts *factindex.Index, now time.Time, by apidoc.Grouping) apidoc.ExposureDocument {
	s := Summarize(r, findings, facts, now)
	doc := apidoc.ExposureDocument{
		Version: apidoc.DocumentVersion, AsOf: now.UTC(), By: by, Coverage: s.Coverage,
		Findings: apidoc.Counts{Critical: s.Critical, Warning: s.Warning, Info: s.Info},
		Rows:     []apidoc.ExposureRow{},
	}
	counts := bySeverity(findings)
	for _, g := range groupsOf(obligations.New(r, facts, now), by) {
		row := g.row(counts)
		if row.Exposure != nil {
			doc.Exposure.Estimated++
		}
		doc.Rows = append(doc.Rows, row)
	}
	doc.Exposure.Of, doc.Exposure.Amount = len(doc.Rows), s.Exposure.Amount
	slices.SortFunc(doc.Rows, func(a, b apidoc.ExposureRow) int { return a.Compare(&b) })
	return doc
}

// bySeverity counts the findings of each supplier.
func bySeverity(findings []model.Finding) map[string]apidoc.Counts {
	of := map[string][]model.Finding{}
	for _, f := range findings {
		of[f.Supplier] = append(of[f.Supplier], f)
	}
	counts := map[string]apidoc.Counts{}
	for id, found := range of {
		var s apidoc.Summary
		countFindings(&s, found)
		counts[id] = apidoc.Counts{Critical: s.Critical, Warning: s.Warning, Info: s.Info}
	}
	return counts
}

// group is what one row is about: suppliers with those of their supplies that matter to it.
type group struct {
	id, name string
	line     *model.Line // nil: every line that the supplies feed
	members  []member
}

type member struct {
	eval     *obligations.Supplier
	supplies []*model.Supply
}

func groupsOf(ec *obligations.Context, by apidoc.Grouping) []group {
	var all []group
	if by == apidoc.ByLine {
		for id, line := range ec.Registry.Lines {
			all = append(all, group{id: id, name: line.Name, line: line, members: feeding(ec, line)})
		}
		return all
	}
	for _, e := range ec.Suppliers {
		all = append(all, group{id: e.Entry.ID, name: e.Entry.Name, members: []member{{e, e.Entry.Supplies}}})
	}
	return all
}

// feeding returns the suppliers that feed a line, with the supplies by which they do.
func feeding(ec *obligations.Context, line *model.Line) []member {
	var found []member
	for _, e := range ec.Suppliers {
		feeds := func(u model.UsedIn) bool { return u.Line == line }
		supplies := slices.DeleteFunc(slices.Clone(e.Entry.Supplies), func(x *model.Supply) bool { return !slices.ContainsFunc(x.UsedIn, feeds) })
		if len(supplies) > 0 {
			found = append(found, member{e, supplies})
		}
	}
	return found
}

func (g group) row(counts map[string]apidoc.Counts) apidoc.ExposureRow {
	row := apidoc.ExposureRow{ID: g.id, Name: g.name, Suppliers: []string{}}
	var tier *model.Tier
	var l obligations.ExposureSum
	for _, m := range g.members {
		row.Suppliers = append(row.Suppliers, m.eval.Entry.ID)
		if tier == nil || m.eval.Entry.Tier.Class < tier.Class {
			tier, row.Tier = m.eval.Entry.Tier, m.eval.Entry.Tier.ID
		}
		for _, x := range m.supplies {
			l.Add(m.eval, x)
			if stops := stopsOn(m.eval, x); sooner(row.StopsOn, stops) != row.StopsOn {
				row.StopsOn, row.StopsIn = stops, m.eval.OwnCalendar.Zone()
			}
		}
		row.Reach = harder(row.Reach, reachOf(m.eval).outside(m.eval))
		row.Next = earlier(row.Next, nextDeadline(m.eval))
		addCoverage(m.eval, &row.Coverage)
		add(&row.Findings, counts[m.eval.Entry.ID])
	}
	if g.line != nil {
		l.Cost.Only(g.line)
	}
	row.Exposure, row.Margin = l.Cost.Total(), l.Slack
	return row
}

// stopsOn returns the day on which the lines that a supply feeds stand still if nothing comes; zero where it feeds none or nobody knows.
func stopsOn(e *obligations.Supplier, x *model.Supply) civil.Date {
	if len(x.UsedIn) == 0 {
		return civil.Date{}
	}
	return stockcoverage.RunsOut(x, e.OwnCalendar)
}

// nextDeadline returns the first day to come on which something is due to or from the supplier; nil if there is none.
func nextDeadline(e *obligations.Supplier) *apidoc.NextDeadline {
	rows := rules.DeadlineRows(e)
	slices.SortFunc(rows, func(a, b model.Deadline) int { return a.Compare(&b) })
	for _, d := range rows {
		if !d.Settled && d.DaysLeft != nil && *d.DaysLeft >= 0 {
			return &apidoc.NextDeadline{Supplier: d.Supplier, Subject: d.Subject, Kind: d.Kind, Due: d.Due, DaysLeft: *d.DaysLeft, Zones: d.Zones}
		}
	}
	return nil
}

// outside returns a reach as the report has it: rounded down, so that it is never surer than the figures.
func (r Reach) outside(e *obligations.Supplier) *apidoc.Reach {
	out := &apidoc.Reach{Ways: r.Ways, LastAnswer: r.LastAnswer, Owner: e.OwnCalendar.Zone()}
	if r.Likelihood > 0 || r.Ways == 0 {
		thousandths := math.Floor(r.Likelihood*1000) / 1000
		out.Likelihood = &thousandths
	}
	return out
}

// harder returns the reach of the supplier that is harder to get hold of.
func harder(a, b *apidoc.Reach) *apidoc.Reach {
	if a == nil || cmp.Or(cmp.Compare(likelihood(a), likelihood(b)), cmp.Compare(a.Ways, b.Ways), a.LastAnswer.Compare(b.LastAnswer)) > 0 {
		return b
	}
	return a
}

// likelihood ranks a reach; one that nobody knows is as hard as none.
func likelihood(r *apidoc.Reach) float64 {
	if r.Likelihood == nil {
		return 0
	}
	return *r.Likelihood
}

// sooner returns the earlier of two days; a zero one does not count.
func sooner(a, b civil.Date) civil.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// earlier returns the deadline that comes first; nil does not count.
func earlier(a, b *apidoc.NextDeadline) *apidoc.NextDeadline {
	if a == nil || b != nil && b.Due.Before(a.Due) {
		return b
	}
	return a
}

func add(sum *apidoc.Counts, c apidoc.Counts) {
	sum.Critical += c.Critical
	sum.Warning += c.Warning
	sum.Info += c.Info
}
