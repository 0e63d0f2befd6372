package mailparse

import (
	"slices"
	"strings"
)

// disagreement says in what the alternatives of a mail differ, if both hold a
// text of their own: a person reads one of them, and nobody knows which. It is
// empty if they agree.
func (in incoming) disagreement(m *Message) string {
	others := in.others()
	if len(others) > maxOthers {
		return "the mail has more alternatives than are compared"
	}
	accounts := ownAccounts(m.Own)
	for _, p := range others {
		own, quoted := separate(p.text())
		other := in.readAs(m, own, quoted)
		if strings.TrimSpace(other.Reply) == "" {
			continue
		}
		if verdict, _ := answerOf(&other).understand(); verdict != Confirmed {
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
	accounts := bankIn(own, strict).Accounts
	slices.Sort(accounts)
	return accounts
}

// readAs reads another text, of which the two parts are given, in place of the mail's own one.
func (in incoming) readAs(m *Message, own, quoted string) Message {
	other := Message{From: m.From, To: m.To, DeliveredTo: m.DeliveredTo}
	other.Reply = withoutSignature(own)
	other.nameContacts(quoted)
	in.onlyNew(&other)
	return other
}

// onlyNew leaves out the contacts that are in the text that is read: a signature
// may be recognized in one text and not in the other.
func (in incoming) onlyNew(other *Message) {
	text, digits := strings.ToLower(in.text), digitsOf(in.text)
	other.Addresses = slices.DeleteFunc(other.Addresses, func(a string) bool { return strings.Contains(text, strings.ToLower(a)) })
	other.Phones = slices.DeleteFunc(other.Phones, func(p string) bool { return strings.Contains(digits, lastDigits(digitsOf(p))) })
}
