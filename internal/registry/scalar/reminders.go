package scalar

import (
	"cmp"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml"
)

// PeriodOrNil points to a period that is there.
func PeriodOrNil(v strictyaml.Value[Span]) *civil.Period {
	if !v.Set {
		return nil
	}
	period := v.V.Period // alone, without its place
	return &period
}

// OwnReminders returns the reminders that are written on a contract; nil where none are, since those of the tier count then.
func OwnReminders(all []strictyaml.Value[Span]) []civil.Period {
	if all == nil {
		return nil
	}
	return Reminders(all)
}

// Reminders returns the offsets of reminders in the order in which they come.
func Reminders(all []strictyaml.Value[Span]) []civil.Period {
	offsets := make([]civil.Period, 0, len(all))
	for _, v := range all {
		if v.Set {
			offsets = append(offsets, v.V.Period)
		}
	}
	slices.SortStableFunc(offsets, func(a, b civil.Period) int { return cmp.Compare(b.ApproxDays(), a.ApproxDays()) })
	return slices.Compact(offsets)
}
