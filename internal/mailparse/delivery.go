package mailparse

import (
	"strings"
)

// complaint recognizes feedback reports (RFC 5965) and the mails by which a
// program unsubscribes for its user.
func (in incoming) complaint(m *Message) bool {
	p, found := in.partOf("message/feedback-report")
	switch {
	case found:
		h, _ := parseHeader(p.content())
		m.Feedback = strings.ToLower(firstWord(h.get("feedback-type")))
		m.Evidence = append(m.Evidence, "feedback-report: "+firstOf(m.Feedback, "no type"))
		m.Recipient = firstAddress(firstOf(h.get("original-rcpt-to"), h.get("removal-recipient")))
	case strings.EqualFold(in.header.get("x-apple-unsubscribe"), "true"):
		m.Evidence = append(m.Evidence, "header: X-Apple-Unsubscribe")
	default:
		return false
	}
	m.Kind = KindComplaint
	m.Original = in.original()
	return true
}

// original gives the header of the mail that is brought back as a part.
func (in incoming) original() *Original {
	if p, found := in.partOf("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers"); found {
		return originalIn(p)
	}
	return nil
}

var statusTypes = []string{"message/delivery-status", "message/global-delivery-status"}

// delivery recognizes delivery status notifications (RFC 3464), also where the
// part has lost its type or is wrapped into another mail.
func (in incoming) delivery(m *Message) bool {
	deliveries := in.deliveries()
	if len(deliveries) == 0 {
		return false
	}
	rep := in.report(m, deliveries)
	switch d := rep.failed(); d.action {
	case "delivered", "relayed", "expanded":
		m.Kind, m.Status = KindDelivered, d.status
		m.Evidence = append(m.Evidence, "delivery-status: Action "+d.action)
	case "delayed":
		m.Kind, m.Verdict, m.Status = KindDelay, Temporary, d.status
		m.Code = replyCode(firstOf(d.diagnostic, rep.folded))
		m.Evidence = append(m.Evidence, "delivery-status: Action delayed")
	default:
		m.Kind = KindBounce
		rep.bounceVerdict(m)
	}
	return true
}

func (in incoming) deliveries() []delivery {
	for _, p := range in.parts {
		if isStatus(p.mediaType) {
			if found := deliveriesIn(p.content()); len(found) > 0 {
				return found
			}
		}
	}
	if !in.isServer() || !strings.Contains(in.text, "Action: ") {
		return nil // a person may show us a bounce
	}
	if at := strings.Index(in.text, "Reporting-MTA:"); at >= 0 && strings.Contains(strings.ToLower(in.text[at:]), "final-recipient:") {
		return deliveriesIn([]byte(in.text[at:]))
	}
	return nil
}

func isStatus(mediaType string) bool {
	return mediaType == statusTypes[0] || mediaType == statusTypes[1]
}

// report collects what a server says about a delivery.
func (in incoming) report(m *Message, deliveries []delivery) report {
	notice, original := cutOriginal(in.text[:min(len(in.text), maxNotice)])
	rep := report{deliveries: deliveries, notice: notice, folded: fold(notice), subject: in.subject}
	rep.recipient = firstOf(rep.failed().recipient, firstAddress(in.header.get("x-failed-recipients")))
	m.Original = in.original()
	if m.Original == nil && original != "" {
		m.Original = originalInText(in.text[len(notice):])
	}
	if rep.recipient == "" {
		rep.recipient = in.namedIn(notice, m)
	}
	m.Recipient = rep.recipient
	return rep
}

// namedIn gives the first address in a notice that is neither the reader's nor
// the server's own.
func (in incoming) namedIn(notice string, m *Message) string {
	ours := map[string]bool{}
	for _, list := range [][]string{m.To, m.Cc, m.DeliveredTo, {m.From, m.Sender}} {
		for _, address := range list {
			ours[strings.ToLower(address)] = true
		}
	}
	if m.Original != nil {
		ours[strings.ToLower(m.Original.From)] = true
	}
	for _, address := range addressesIn(notice) {
		lower := strings.ToLower(address)
		if !ours[lower] && !beginsWithAny(lower, []string{"postmaster@", "mailer-daemon@", "support@", "abuse@", "helpdesk@"}) {
			return address
		}
	}
	if m.Original != nil && len(m.Original.To) == 1 {
		return m.Original.To[0]
	}
	return ""
}
