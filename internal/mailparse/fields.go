package mailparse

import (
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/mime"
)

// deliveryFields name the fields in which servers note the address that a mail
// came in under; only there a plus tag survives.
var deliveryFields = []string{
	"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to", "original-recipient", "apparently-to",
}

// fieldsRead are the fields that readHeader reads.
var fieldsRead = mime.NamesOf(append([]string{
	"subject", "date", "from", "sender", "return-path", "to", "resent-to", "cc", "message-id", "in-reply-to", "references", "authentication-results", "received",
}, deliveryFields...)...)

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
func (m *Message) readHeader(h mime.Header) {
	m.Subject = Beginning(mime.DecodeWords(h.Get("subject")), maxSubject)
	m.Date = mime.ParseDate(h.Get("date"))
	if h.Count("from") == 1 {
		m.From = mailaddr.Author(h.All("from"))
	}
	m.Sender = mailaddr.Sole(h.Get("sender"))
	m.ReturnPath = mailaddr.Sole(h.Get("return-path"))
	m.NoReturn = strings.TrimSpace(h.Get("return-path")) == "<>"
	m.To = mailaddr.Recipients(h.All("to", "resent-to"))
	m.Cc = mailaddr.Recipients(h.All("cc"))
	m.MessageID = mime.FirstMessageID(h.All("message-id")...)
	m.InReplyTo = mime.MessageIDs(h.All("in-reply-to")...)
	m.References = mime.MessageIDs(h.All("references")...)
	m.DeliveredTo = mailaddr.DeliveredTo(h.All(deliveryFields...))
	m.AuthResults = h.All("authentication-results")
	m.HandedOverBy = handedOverBy(h.All("received"))
}
