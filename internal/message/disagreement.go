package message

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
	for _, p := range others {
		other := in.readAs(m, p.text())
		if strings.TrimSpace(other.Reply) == "" {
			continue
		}
		if verdict, _ := answerOf(&other).understand(); verdict != Confirmed {
			return "the plain text and the HTML of the mail say different things"
		}
		if !sameAccounts(in.text, p.text()) {
			return "the plain text and the HTML of the mail hold different bank details"
		}
	}
	return ""
}

// sameAccounts compares the bank details that two texts hold before any quotation.
func sameAccounts(a, b string) bool {
	own := func(text string) []string {
		written, _ := separate(text)
		accounts := bankIn(written, strict).Accounts
		slices.Sort(accounts)
		return accounts
	}
	return slices.Equal(own(a), own(b))
}

// readAs reads another text in place of the mail's own one.
func (in incoming) readAs(m *Message, text string) Message {
	other := Message{From: m.From, To: m.To, DeliveredTo: m.DeliveredTo}
	own, quoted := separate(text)
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
