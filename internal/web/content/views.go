package content

// Views returns the lists of a snapshot as pages and programs look things up in them. Each is computed when somebody first asks for it; snapshots of the
// same lists share it. Nobody may change what it contains.
type Views interface {
	Alerts() *AlertIndex
	Findings() *FindingIndex
	Deadlines() *DeadlineIndex
	Suppliers() *SupplierIndex
}

// AlertIndex returns the index of the snapshot's alerts.
func (s Snapshot) AlertIndex() *AlertIndex {
	if s.Views != nil {
		return s.Views.Alerts()
	}
	return NewAlertIndex(pointers(s.Alerts.Alerts))
}

// FindingIndex returns the index of the snapshot's findings.
func (s Snapshot) FindingIndex() *FindingIndex {
	if s.Views != nil {
		return s.Views.Findings()
	}
	return NewFindingIndex(s.Findings.Findings)
}

// DeadlineIndex returns the index of the snapshot's deadlines.
func (s Snapshot) DeadlineIndex() *DeadlineIndex {
	if s.Views != nil {
		return s.Views.Deadlines()
	}
	return NewDeadlineIndex(s.Deadlines.Deadlines)
}

// SupplierIndex returns the index of the snapshot's suppliers.
func (s Snapshot) SupplierIndex() *SupplierIndex {
	if s.Views != nil {
		return s.Views.Suppliers()
	}
	return NewSupplierIndex(s.Registry, s.AlertIndex(), s.FindingIndex())
}

// pointers returns pointers to the elements of a list.
func pointers[T any](all []T) []*T {
	found := make([]*T, len(all))
	for i := range all {
		found[i] = &all[i]
	}
	return found
}

// bySupplier divides a list by the suppliers of its elements, each in the order of the list; our own side has an empty id.
func bySupplier[T any](all []*T, supplier func(*T) string) map[string][]*T {
	found := map[string][]*T{}
	for _, x := range all {
		id := supplier(x)
		found[id] = append(found[id], x)
	}
	return found
}
