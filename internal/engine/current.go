package engine

import (
	"reflect"
	"slices"
	"sync"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/timerqueue"
)

// current is what the rules find now. Subjects are the suppliers by their ids, and "" for what belongs to none. A subject is evaluated again when a
// fact about it is recorded, and when its due instant has come; all are when the registry is another one or the clock was set back. The result is
// always that of evaluating everything.
type current struct {
	registry *model.Registry
	facts    *factindex.Index
	rules    *rules.Incremental
	at       time.Time
	subjects map[string]int      // indexes of suppliers by their ids
	former   map[string][]string // suppliers by the ids that they had before
	zones    []*civil.Calendar   // one of each zone in which days begin
	due      timerqueue.Queue    // subjects, by when their results may be other

	firing    []model.Finding  // sorted, without pending ones
	pending   []model.Finding  // sorted
	findings  []*model.Finding // all of both, sorted
	deadlines []model.Deadline
	shares    []exposure.Share // of the suppliers, by their indexes
	summary   apidoc.Summary
	changes   int64 // how often any of these became other
}

// result is what was found about one subject.
type result struct {
	subject   string
	findings  []model.Finding
	deadlines []model.Deadline
	share     exposure.Share
	until     time.Time
}

// update evaluates what may have changed, by the facts that are new in the index and the time. It returns the subjects that it evaluated if any
// finding is other than before.
func (c *current) update(r *model.Registry, facts *factindex.Index, news []model.Fact, now time.Time) (changed []string) {
	now = now.Round(0) // a clock that was set back shows in the wall clock only
	another := c.registry != r || c.facts != facts || now.Before(c.at)
	if another {
		c.begin(r, facts)
	}
	c.at = now
	due := c.subjectsDue(news, now, another)
	if len(due) == 0 || !c.replace(due, c.evaluate(due, now)) && !another {
		return nil
	}
	return due
}

// begin forgets everything, and prepares the evaluation of a registry.
func (c *current) begin(r *model.Registry, facts *factindex.Index) {
	*c = current{
		changes: c.changes + 1, registry: r, facts: facts, rules: rules.NewIncremental(r, facts), subjects: make(map[string]int, len(r.Suppliers)),
		former: map[string][]string{}, zones: zonesOf(r), shares: make([]exposure.Share, len(r.Suppliers)),
	}
	for i, s := range r.Suppliers {
		c.subjects[s.ID] = i
		for _, was := range s.Was {
			c.former[was] = append(c.former[was], s.ID)
		}
	}
}

// zonesOf returns a calendar for each zone in which the days of a registry begin.
func zonesOf(r *model.Registry) []*civil.Calendar {
	found := []*civil.Calendar{}
	known := map[*time.Location]bool{}
	add := func(c *civil.Calendar) {
		if !known[c.Zone()] {
			known[c.Zone()] = true
			found = append(found, c)
		}
	}
	add(r.Unowned)
	for _, t := range r.Teams {
		add(t.Calendar)
	}
	for _, s := range r.Suppliers {
		add(s.Calendar)
	}
	return found
}

// subjectsDue returns the subjects to be evaluated, sorted.
func (c *current) subjectsDue(news []model.Fact, now time.Time, all bool) []string {
	due := map[string]bool{}
	if all {
		due[""] = true
		for id := range c.subjects {
			due[id] = true
		}
	}
	for _, subject := range c.due.Take(now) {
		due[subject] = true
	}
	for _, f := range news {
		if f.Kind == model.FactProbeUnknown {
			continue // its outcome counts for nothing
		}
		if _, known := c.subjects[f.Supplier]; known {
			due[f.Supplier] = true
		}
		for _, id := range c.former[f.Supplier] {
			due[id] = true
		}
		if f.Supplier == "" || !isProbe(f.Kind) { // what people recorded about suppliers counts for our mailboxes too
			due[""] = true
		}
	}
	subjects := make([]string, 0, len(due))
	for subject := range due {
		subjects = append(subjects, subject)
	}
	slices.Sort(subjects)
	return subjects
}

// isProbe reports whether a fact is the outcome of a probe.
func isProbe(kind model.FactKind) bool {
	return kind == model.FactProbeOK || kind == model.FactProbeFailed || kind == model.FactProbeUnknown
}

// evaluateOne evaluates one subject.
func (c *current) evaluateOne(subject string, now time.Time) result {
	if subject == "" {
		findings, until := c.rules.Global(now)
		return result{findings: findings, until: alert.Earliest(until, civil.DayEnd(now, c.zones...))}
	}
	today := c.rules.Today(c.registry.Suppliers[c.subjects[subject]], now)
	return result{
		subject: subject, findings: today.Findings, deadlines: today.Deadlines, share: exposure.ShareOf(today.Obligations), until: today.Until,
	}
}

// replace takes over the results of subjects, and reports whether any finding is other than before.
func (c *current) replace(due []string, results []result) (changed bool) {
	again := make(map[string]bool, len(due))
	var firing, pending []*model.Finding
	var deadlines []*model.Deadline
	for i := range results {
		x := &results[i]
		again[x.subject] = true
		c.due.Set(x.subject, x.until)
		firing, pending = separated(firing, pending, x.findings)
		deadlines = appendPointers(deadlines, x.deadlines)
		if x.subject != "" {
			c.shares[c.subjects[x.subject]] = x.share
		}
	}
	var moved bool
	var beside sync.WaitGroup
	beside.Go(func() {
		c.deadlines, moved = merged(c.deadlines, deadlines, func(d *model.Deadline) bool { return again[d.Supplier] }, (*model.Deadline).Compare)
	})
	changed = c.replaceFindings(firing, pending, func(f *model.Finding) bool { return again[f.Supplier] })
	beside.Wait()
	summary := exposure.Sum(c.firing, c.facts, c.shares)
	if changed || moved || !reflect.DeepEqual(summary, c.summary) {
		c.changes++
	}
	c.summary = summary
	return changed
}
