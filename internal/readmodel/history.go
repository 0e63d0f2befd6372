package readmodel

import (
	"cmp"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// history returns the records about a supplier, its parts and its alerts, and what the registry records of it, the latest first.
func (s Documents) history(r *model.Registry, facts *factindex.Index, entry *model.Supplier, subjects []model.Subject) []content.HistoryEntry {
	var recorded []model.Fact
	for _, subject := range subjects {
		recorded = append(recorded, facts.Of(entry.ID, subject)...)
	}
	if shown, known := s.Last.views(r); known {
		for _, a := range shown.Alerts().Of(entry.ID) {
			recorded = append(recorded, actionsOn(facts, a.ID)...)
		}
	}
	owner := r.CalendarOf(entry.Owner).Zone()
	all := factEntries(recorded)
	known := map[string]bool{}
	for _, x := range all {
		known[entryKey(x, owner)] = true
	}
	for _, x := range registryEntries(entry) {
		if !known[entryKey(x, owner)] {
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b content.HistoryEntry) int { return instantOf(b, owner).Compare(instantOf(a, owner)) })
	return all
}

// factEntries returns facts as entries, the last recorded first.
func factEntries(facts []model.Fact) []content.HistoryEntry {
	slices.SortFunc(facts, func(a, b model.Fact) int { return cmp.Compare(b.Seq, a.Seq) })
	entries := make([]content.HistoryEntry, len(facts))
	for i, f := range facts {
		entries[i] = content.HistoryEntry{Kind: f.Kind, At: f.ObservedAt, Subject: f.Subject, By: f.By(), Details: factDetails(f), Text: f.Evidence, Reply: f.Reply()}
		if f.Subject.Kind == model.KindAlert {
			action, _ := f.AlertAction()
			entries[i].Until = action.Until
		}
	}
	return entries
}

// factDetails returns what a fact records beside its kind.
func factDetails(f model.Fact) []string {
	var all []string
	add := func(before, value string) {
		if value != "" {
			all = append(all, before+value)
		}
	}
	add("", f.Reference())
	add("by ", string(f.How()))
	add("mailbox ", f.Mailbox())
	addDay(&all, "on ", f.On())
	if f.Kind != model.FactAck && f.Kind != model.FactSnooze {
		addDay(&all, "until ", f.Until())
	}
	addDay(&all, "for ", f.For())
	addDay(&all, "window of ", f.Window())
	add("", f.Because())
	return all
}

func addDay(all *[]string, before string, day civil.Date) {
	if !day.IsZero() {
		*all = append(*all, before+day.String())
	}
}

// entryKey is the same for a fact and for the same record in the registry: a record can be in both.
func entryKey(x content.HistoryEntry, owner *time.Location) string {
	day := x.Day
	if !x.InRegistry {
		day = civil.DateOf(x.At.In(owner))
	}
	reference := ""
	if x.Kind == model.FactPlaced || x.Kind == model.FactRequested {
		reference = slices.Concat(x.Details, []string{""})[0]
	}
	return string(x.Kind) + " " + x.Subject.String() + " " + day.String() + " " + reference
}

// instantOf returns when an entry sorts: a day alone sorts as its noon; an entry without a day comes last.
func instantOf(x content.HistoryEntry, owner *time.Location) time.Time {
	if x.Day.IsZero() {
		return x.At
	}
	return x.Day.Start(owner).Add(12 * time.Hour)
}
