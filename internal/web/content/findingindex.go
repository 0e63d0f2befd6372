package content

import "supplierwatch/internal/model"

// FindingIndex is the findings of a snapshot by supplier and kind.
type FindingIndex struct {
	All []*model.Finding // in the order of Finding.Compare

	suppliers lazy[map[string][]*model.Finding]
	tasks     lazy[[]*model.Finding]
	counts    lazy[map[FindingLabels]int]
}

// FindingLabels are what the metrics count findings by.
type FindingLabels struct {
	Rule     string
	Severity model.Severity
}

// NewFindingIndex returns the index of findings that are sorted already. It points into them.
func NewFindingIndex(sorted []model.Finding) *FindingIndex {
	return &FindingIndex{All: pointers(sorted)}
}

// Of returns the findings of a supplier, in the order of all.
func (x *FindingIndex) Of(supplier string) []*model.Finding { return x.bySupplier()[supplier] }

func (x *FindingIndex) bySupplier() map[string][]*model.Finding {
	return x.suppliers.get(func() map[string][]*model.Finding {
		return bySupplier(x.All, func(f *model.Finding) string { return f.Supplier })
	})
}

// Tasks returns the findings of the weekly summary, the most severe first.
func (x *FindingIndex) Tasks() []*model.Finding {
	return x.tasks.get(func() []*model.Finding {
		var tasks []*model.Finding
		for _, f := range x.All {
			if f.Route == model.RouteWork {
				tasks = append(tasks, f)
			}
		}
		return tasks
	})
}

// Counts returns how many findings there are of each kind; those that are not there are not in the map.
func (x *FindingIndex) Counts() map[FindingLabels]int {
	return x.counts.get(func() map[FindingLabels]int {
		counts := map[FindingLabels]int{}
		for _, f := range x.All {
			counts[FindingLabels{f.Rule, f.Severity}]++
		}
		return counts
	})
}
