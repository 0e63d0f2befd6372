package obligations

import (
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// LongestIgnore is how far ahead an ignore may reach and still count.
var LongestIgnore = civil.Period{Months: 12}

// Ignores reports whether the supplier's entry takes the rule away today.
func Ignores(e *Supplier, rule string) bool {
	return slices.ContainsFunc(e.Entry.Ignores, func(x model.Ignore) bool { return x.Rule == rule && IgnoreInForce(e, x) })
}

// IgnoreInForce reports whether an exception counts today: it does through its last day, and only if that day is not too far ahead.
func IgnoreInForce(e *Supplier, x model.Ignore) bool {
	return !x.Until.Before(e.OwnToday) && !x.Until.After(e.OwnToday.Plus(LongestIgnore, nil))
}
