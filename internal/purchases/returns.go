package purchases

import "regexp"

// nothingBought matches quantities of returns, credits and cancellations: negative ones, with the sign before or, as SAP writes it, behind the number, or
// in parentheses, and zero.
var nothingBought = regexp.MustCompile(`^([-−] ?[0-9].*|[0-9.,]+ ?[-−]|\([0-9.,]+\)|0+([.,]0+)?)$`)

// isReturn reports whether nothing was bought by a row with a quantity.
func isReturn(quantity string) bool { return nothingBought.MatchString(quantity) }
