package mailparse

import "strings"

// cloudNotice recognizes the notifications of Amazon SES, which tell of
// bounces, complaints and deliveries as JSON in the text of a mail.
func (in incoming) cloudNotice(m *Message) bool {
	text := strings.ReplaceAll(in.text, `\"`, `"`)
	kind := jsonString(text, "notificationType")
	switch kind {
	case "Bounce":
		m.Kind = KindBounce
	case "Complaint":
		m.Kind = KindComplaint
	case "Delivery":
		m.Kind = KindDelivered
	default:
		return false
	}
	m.Recipient = firstAddress(jsonString(text, "emailAddress"))
	m.Evidence = append(m.Evidence, "notification of a mail service: "+kind)
	if m.Kind != KindBounce {
		return true
	}
	rep := report{subject: in.subject, recipient: m.Recipient, deliveries: []delivery{{
		recipient: m.Recipient, action: "failed", status: jsonString(text, "status"), diagnostic: jsonString(text, "diagnosticCode"),
	}}}
	rep.bounceVerdict(m)
	return true
}

// jsonString gives the first string under a key, wherever it stands.
func jsonString(text, key string) string {
	_, rest, found := strings.Cut(text, `"`+key+`":`)
	rest, quoted := strings.CutPrefix(strings.TrimLeft(rest, " "), `"`)
	if !found || !quoted {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return strings.TrimRight(value, `\`)
}
