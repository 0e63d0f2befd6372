package bounce

import (
	"strings"

	"supplierwatch/internal/mailaddr"
)

// cloudNotice recognizes the notifications of Amazon SES, which report
// bounces, complaints and deliveries as JSON in the text of a mail.
func (in incoming) cloudNotice(m *Report) bool {
	text := strings.ReplaceAll(in.mail.Text, `\"`, `"`)
	kind := jsonString(text, "notificationType")
	switch kind {
	case "Bounce":
		m.Kind = Failed
	case "Complaint":
		m.Kind = Complaint
	case "Delivery":
		m.Kind = Delivered
	default:
		return false
	}
	m.Recipient = mailaddr.First(jsonString(text, "emailAddress"))
	m.Evidence = append(m.Evidence, "notification of a mail service: "+kind)
	if m.Kind != Failed {
		return true
	}
	n := notification{subject: in.subject, recipient: m.Recipient, deliveries: []delivery{{
		recipient: m.Recipient, action: "failed", status: jsonString(text, "status"), diagnostic: jsonString(text, "diagnosticCode"),
	}}}
	n.decide(m)
	return true
}

// jsonString returns the first string under a key, wherever it is.
func jsonString(text, key string) string {
	_, rest, found := strings.Cut(text, `"`+key+`":`)
	rest, quoted := strings.CutPrefix(strings.TrimLeft(rest, " "), `"`)
	if !found || !quoted {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return strings.TrimRight(value, `\`)
}
