package content

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// SupplierIndex is the suppliers of a snapshot by what they need.
type SupplierIndex struct {
	Rows []SupplierNeed // those in need first: by severity, exposure, name

	choices lazy[SupplierChoices]
}

// SupplierNeed is a supplier in the list of all.
type SupplierNeed struct {
	Entry    *model.Supplier
	Worst    model.Severity // of its alerts and tasks; empty: it has none
	Alerts   int            // open, and not acknowledged
	Held     int            // acknowledged or snoozed
	Tasks    int
	Exposure *model.Money // the largest of its findings; nil: not estimated
}

// SupplierChoices are the tiers, owners and production lines that some supplier has: their names by their ids.
type SupplierChoices struct{ Tiers, Owners, Lines map[string]string }

// NewSupplierIndex returns the index of the suppliers of a registry; without one there are none.
func NewSupplierIndex(r *model.Registry, alerts *AlertIndex, findings *FindingIndex) *SupplierIndex {
	x := &SupplierIndex{}
	if r == nil {
		return x
	}
	rows := make([]rankedNeed, len(r.Suppliers))
	for i, entry := range r.Suppliers {
		need := needOf(alerts.Of(entry.ID), findings.Of(entry.ID))
		need.Entry = entry
		rows[i] = rankedNeed{SupplierNeed: need, name: strings.ToLower(entry.Name)}
	}
	slices.SortStableFunc(rows, compareNeed)
	x.Rows = make([]SupplierNeed, len(rows))
	for i := range rows {
		x.Rows[i] = rows[i].SupplierNeed
	}
	return x
}

// needOf counts the alerts and tasks of a supplier.
func needOf(alerts []*apidoc.StatusAlert, findings []*model.Finding) (need SupplierNeed) {
	for _, a := range alerts {
		switch {
		case IsHeld(a.State):
			need.Held++
		case a.Route != model.RouteWork && a.State == model.StateFiring:
			need.Alerts++
		}
	}
	for _, f := range findings {
		if f.Route == model.RouteWork {
			need.Tasks++
		}
		if need.Worst == "" || f.Severity.Rank() < need.Worst.Rank() {
			need.Worst = f.Severity
		}
		if f.Exposure != nil && (need.Exposure == nil || f.Exposure.Hundredths > need.Exposure.Hundredths) {
			need.Exposure = f.Exposure
		}
	}
	return need
}

// rankedNeed is a supplier with its name as it is sorted.
type rankedNeed struct {
	SupplierNeed
	name string
}

func compareNeed(a, b rankedNeed) int {
	return cmp.Or(
		model.CompareBool(b.Alerts > 0, a.Alerts > 0),
		model.CompareBool(b.Held > 0, a.Held > 0),
		cmp.Compare(a.Worst.Rank(), b.Worst.Rank()),
		-cmp.Compare(model.Hundredths(a.Exposure), model.Hundredths(b.Exposure)),
		strings.Compare(a.name, b.name),
	)
}

// Choices returns the tiers, owners and lines by which the suppliers can be filtered.
func (x *SupplierIndex) Choices() SupplierChoices {
	return x.choices.get(func() SupplierChoices {
		all := SupplierChoices{Tiers: map[string]string{}, Owners: map[string]string{}, Lines: map[string]string{}}
		for i := range x.Rows {
			all.add(x.Rows[i].Entry)
		}
		return all
	})
}

func (all SupplierChoices) add(s *model.Supplier) {
	if s.Tier != nil {
		all.Tiers[s.Tier.ID] = s.Tier.ID
	}
	if s.Owner != nil {
		all.Owners[s.Owner.ID] = s.Owner.Name()
	}
	for _, x := range s.Supplies {
		for _, u := range x.UsedIn {
			if u.Line != nil {
				all.Lines[u.Line.ID] = cmp.Or(u.Line.Name, u.Line.ID)
			}
		}
	}
}
