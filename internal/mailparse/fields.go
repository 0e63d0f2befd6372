package mailparse

import "strings"

// deliveryFields name the fields in which servers note the address that a mail
// came in under; only there a plus tag survives.
var deliveryFields = []string{
	"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to", "original-recipient", "apparently-to",
}

// maxSubject is how many characters of a subject are kept: more than anybody writes or reads.
const maxSubject = 500

// Beginning returns the first characters of a text.
func Beginning(text string, most int) string {
	for at := range text {
		if most == 0 {
			return text[:at]
		}
		most--
	}
	return text
}

// readHeader takes over what the fields of the outermost header say.
func (m *Message) readHeader(h header) {
	m.Subject = Beginning(decodeWords(h.get("subject")), maxSubject)
	m.Date = parseDate(h.get("date"))
	if h.count("from") == 1 {
		m.From = authorOf(h.all("from"))
	}
	m.Sender = soleMailbox(h.get("sender"))
	m.ReturnPath = soleMailbox(h.get("return-path"))
	m.NoReturn = strings.TrimSpace(h.get("return-path")) == "<>"
	m.To = recipientsOf(h.all("to", "resent-to"))
	m.Cc = recipientsOf(h.all("cc"))
	m.MessageID = first(messageIDs(h.all("message-id")))
	m.InReplyTo = messageIDs(h.all("in-reply-to"))
	m.References = messageIDs(h.all("references"))
	m.DeliveredTo = deliveredAs(h.all(deliveryFields...))
	m.AuthResults = h.all("authentication-results")
	m.HandedOverBy = handedOverBy(h.all("received"))
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
