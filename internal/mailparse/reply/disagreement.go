package reply

import (
	"slices"
	"strings"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/mailparse/bank"
)

// differingAlternative returns in what the alternatives of a mail differ, if both hold a
// text of their own: a person reads one of them, and nobody knows which. It is
// empty if they agree.
func (in incoming) differingAlternative() string {
	others := in.mail.Parsed.Alternatives()
	if len(others) > maxOthers {
		return "the mail has more alternatives than are compared"
	}
	accounts := ownAccounts(in.mail.Own)
	for _, p := range others {
		own, quoted := in.mail.Ours.split(p.Text())
		other := in.readAlternative(own, quoted)
		if strings.TrimSpace(other.Text) == "" {
			continue
		}
		if verdict, _ := answerOf(&other, in.mail.From, bank.Details{}).verdict(); verdict != Confirmed {
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

// readAlternative reads another text, of which the two parts are given, in place of the mail's own one.
func (in incoming) readAlternative(own, quoted string) Meaning {
	var other Meaning
	other.Text = withoutSignature(own)
	in.nameContacts(&other, quoted)
	in.dropKnown(&other)
	return other
}

// dropKnown leaves out the contacts that are in the text that is read: a signature
// may be recognized in one text and not in the other.
func (in incoming) dropKnown(other *Meaning) {
	text, digits := strings.ToLower(in.mail.Parsed.Text), ascii.Digits(in.mail.Parsed.Text)
	other.Addresses = slices.DeleteFunc(other.Addresses, func(a string) bool { return strings.Contains(text, strings.ToLower(a)) })
	other.Phones = slices.DeleteFunc(other.Phones, func(p string) bool { return strings.Contains(digits, lastDigits(ascii.Digits(p))) })
}
