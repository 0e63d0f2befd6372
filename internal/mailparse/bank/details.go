package bank

import (
	"slices"
	"strings"
)

// Details is what a mail holds of bank details: accounts, and words about them. An
// account is a secret: it is compared by a keyed hash
// and never shown.
type Details struct {
	Accounts  []string // in one spelling each, such as iban:DE89370400440532013000
	Obscured  bool     // something is meant as bank details and cannot be compared
	Mentioned bool     // words speak of a bank account beside the numbers
	Announced bool     // the mail says that it is another one than before
	Changing  bool     // something changes, by the text that holds the account
	Partial   bool     // the mail is too long to be examined as a whole
}

// Kinds returns what a mail holds, for its evidence: the countries of its IBANs
// and the like, never a number.
func (b Details) Kinds() string {
	var kinds []string
	for _, account := range b.Accounts {
		kind, rest, _ := strings.Cut(account, ":")
		switch kind {
		case "iban":
			kind = "IBAN of " + rest[:2]
		case "bic":
			kind = "BIC"
		case "ifsc":
			kind = "IFSC"
		case "link":
			kind = "payment link"
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return " (" + strings.Join(kinds, ", ") + ")"
}

// Any reports whether a mail holds bank details, or speaks of them.
func (b Details) Any() bool { return len(b.Accounts) > 0 || b.Obscured || b.Mentioned || b.Announced }

// With joins what two texts of a mail hold.
func (b Details) With(other Details) Details {
	b.Accounts = slices.Clone(b.Accounts)
	for _, account := range other.Accounts {
		if !slices.Contains(b.Accounts, account) && len(b.Accounts) < maxAccounts {
			b.Accounts = append(b.Accounts, account)
		} else if len(b.Accounts) == maxAccounts {
			b.Obscured = true
		}
	}
	b.Obscured = b.Obscured || other.Obscured
	b.Mentioned = b.Mentioned || other.Mentioned
	b.Announced = b.Announced || other.Announced
	b.Changing = b.Changing || other.Changing
	b.Partial = b.Partial || other.Partial
	return b
}

// maxAccounts limits the accounts of a mail that are distinguished.
const maxAccounts = 30
