package content

import "supplierwatch/internal/model"

// DeadlineIndex is the deadlines of a snapshot that are not settled.
type DeadlineIndex struct {
	Unsettled []*model.Deadline // in the order of Deadline.Compare

	suppliers lazy[map[string][]*model.Deadline]
}

// NewDeadlineIndex returns the index of deadlines that are sorted already. It points into them.
func NewDeadlineIndex(sorted []model.Deadline) *DeadlineIndex {
	x := &DeadlineIndex{Unsettled: make([]*model.Deadline, 0, len(sorted))}
	for i := range sorted {
		if d := &sorted[i]; !d.Settled {
			x.Unsettled = append(x.Unsettled, d)
		}
	}
	return x
}

// Of returns the unsettled deadlines of a supplier, in the order of all.
func (x *DeadlineIndex) Of(supplier string) []*model.Deadline {
	return x.suppliers.get(func() map[string][]*model.Deadline {
		return bySupplier(x.Unsettled, func(d *model.Deadline) string { return d.Supplier })
	})[supplier]
}
