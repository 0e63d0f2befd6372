package bank

// Weight is what bank details in a mail mean.
type Weight int

// The weights.
const (
	None      Weight = iota // there are none, or only those that are known
	Unchecked               // the first ones, or words about an account: somebody should compare them
	Alarming                // others than those that are known, or said to be others than before
)

// Weigh returns what bank details mean. Strange: some of them are not known; suspect: others are known, or the sender may be forged.
func (b Details) Weigh(strange, suspect bool) Weight {
	switch {
	case b.Announced, strange && (b.Changing || suspect):
		return Alarming
	case strange, b.Mentioned:
		return Unchecked
	}
	return None
}

// WeighAlone returns what bank details mean where no others are known.
func (b Details) WeighAlone() Weight { return b.Weigh(len(b.Accounts) > 0 || b.Obscured, false) }
