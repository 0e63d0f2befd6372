package compose

// sizeBudget is how many alerts one mail lists in which detail. The others are counted.
type sizeBudget struct {
	blocks  int // alerts in full
	entries int // alerts of each part in a few lines
	kinds   int // kinds of what is left of each part, one after the other
	lines   int // alerts of each kind in one line
	answers int // what suppliers wrote, and who would be written to
}

// fullBudget is the budget of a mail whose values are of ordinary length.
var fullBudget = sizeBudget{blocks: 10, entries: 12, kinds: 24, lines: 8, answers: 30}

// less returns two thirds of the budget.
func (r sizeBudget) less() sizeBudget {
	cut := func(n int) int { return max(1, n*2/3) }
	return sizeBudget{blocks: cut(r.blocks), entries: cut(r.entries), kinds: cut(r.kinds), lines: cut(r.lines), answers: cut(r.answers)}
}
