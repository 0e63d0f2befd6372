package reply

import (
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailparse/bank"
)

// disagreement says in what the alternatives of a mail differ, if both hold a
// text of their own: a person reads one of them, and nobody knows which. It is
// empty if they agree.
func (in incoming) disagreement() string {
	others := in.mail.Parsed.Alternatives()
	if len(others) > maxOthers {
		return "the mail has more alternatives than are compared"
	}
	accounts := ownAccounts(in.mail.Own)
	for _, p := range others {
		own, quoted := separate(p.Text())
		other := in.readAs(own, quoted)
		if strings.TrimSpace(other.Text) == "" {
			continue
		}
		if verdict, _ := answerOf(&other, bank.Details{}).understand(); verdict != Confirmed {
			return "the plain text and the HTML of the mail say different things"
		}
		if !slices.Equal(accounts, ownAccounts(own)) {
			return "the plain text and the HTML of the mail hold different bank details"
		}
	}
	return ""
}

// ownAccounts returns the accounts in what was written before any quotation.
func ownAccounts(own string) []string {
	accounts := bank.InSigned(own).Accounts
	slices.Sort(accounts)
	return accounts
}

// readAs reads another text, of which the two parts are given, in place of the mail's own one.
func (in incoming) readAs(own, quoted string) Meaning {
	var other Meaning
	other.Text = withoutSignature(own)
	in.nameContacts(&other, quoted)
	in.onlyNew(&other)
	return other
}

// onlyNew leaves out the contacts that are in the text that is read: a signature
// may be recognized in one text and not in the other.
func (in incoming) onlyNew(other *Meaning) {
	text, digits := strings.ToLower(in.mail.Parsed.Text), ascii.Digits(in.mail.Parsed.Text)
	other.Addresses = slices.DeleteFunc(other.Addresses, func(a string) bool { return strings.Contains(text, strings.ToLower(a)) })
	other.Phones = slices.DeleteFunc(other.Phones, func(p string) bool { return strings.Contains(digits, lastDigits(ascii.Digits(p))) })
}
