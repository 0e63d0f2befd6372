package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// complaint recognizes feedback reports (RFC 5965) and the mails by which a
// program unsubscribes for its user.
func (in incoming) complaint(m *Report) bool {
	p, found := in.mail.Part("message/feedback-report")
	switch {
	case found:
		h, _ := mime.ParseHeader(p.Content())
		m.Feedback = strings.ToLower(firstWord(h.Get("feedback-type")))
		m.Evidence = append(m.Evidence, "feedback-report: "+cmp.Or(m.Feedback, "no type"))
		m.Recipient = mailaddr.First(cmp.Or(h.Get("original-rcpt-to"), h.Get("removal-recipient")))
	case strings.EqualFold(in.mail.Header.Get("x-apple-unsubscribe"), "true"):
		m.Evidence = append(m.Evidence, "header: X-Apple-Unsubscribe")
	default:
		return false
	}
	m.Kind = Complaint
	m.Original = in.original()
	return true
}

// original returns the header of the mail that is brought back as a part.
func (in incoming) original() *Original {
	if p, found := in.mail.Part("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers"); found {
		return originalIn(p)
	}
	return nil
}

var statusTypes = []string{"message/delivery-status", "message/global-delivery-status"}

// delivery recognizes delivery status notifications (RFC 3464), also where the
// part has lost its type or is wrapped into another mail.
func (in incoming) delivery(m *Report) bool {
	deliveries := in.deliveries()
	if len(deliveries) == 0 {
		return false
	}
	n := in.notification(m, deliveries)
	switch d := n.failed(); d.action {
	case "delivered", "relayed", "expanded":
		m.Kind, m.Status = Delivered, d.status
		m.Evidence = append(m.Evidence, "delivery-status: Action "+d.action)
	case "delayed":
		m.Kind, m.Verdict, m.Status = Delayed, Temporary, d.status
		m.Code = replyCode(cmp.Or(d.diagnostic, n.folded))
		m.Evidence = append(m.Evidence, "delivery-status: Action delayed")
	default:
		m.Kind = Failed
		n.decide(m)
	}
	return true
}

func (in incoming) deliveries() []delivery {
	for _, p := range in.mail.Parts {
		if isStatus(p.MediaType) {
			if found := deliveriesIn(p.Content()); len(found) > 0 {
				return found
			}
		}
	}
	if !FromServer(in.mail.Header) || !strings.Contains(in.mail.Text, "Action: ") {
		return nil // a person may show us a bounce
	}
	if at := strings.Index(in.mail.Text, "Reporting-MTA:"); at >= 0 && strings.Contains(strings.ToLower(in.mail.Text[at:]), "final-recipient:") {
		return deliveriesIn([]byte(in.mail.Text[at:]))
	}
	return nil
}

func isStatus(mediaType string) bool {
	return mediaType == statusTypes[0] || mediaType == statusTypes[1]
}

// notification collects what a server says about a delivery.
func (in incoming) notification(m *Report, deliveries []delivery) notification {
	notice, original := cutOriginal(in.mail.Text[:min(len(in.mail.Text), maxNotice)])
	n := notification{deliveries: deliveries, notice: notice, folded: lexicon.Fold(notice), subject: in.subject}
	n.recipient = cmp.Or(n.failed().recipient, mailaddr.First(in.mail.Header.Get("x-failed-recipients")))
	m.Original = in.original()
	if m.Original == nil && original != "" {
		m.Original = originalInText(in.mail.Text[len(notice):])
	}
	if n.recipient == "" {
		n.recipient = in.namedIn(notice, m)
	}
	m.Recipient = n.recipient
	return n
}

// namedIn returns the first address in a notice that is neither the reader's nor
// the server's own.
func (in incoming) namedIn(notice string, m *Report) string {
	known := map[string]bool{}
	for _, address := range in.known {
		known[strings.ToLower(address)] = true
	}
	if m.Original != nil {
		known[strings.ToLower(m.Original.From)] = true
	}
	for _, address := range mailaddr.In(notice) {
		lower := strings.ToLower(address)
		if !known[lower] && !lexicon.HasAnyPrefix(lower, []string{"postmaster@", "mailer-daemon@", "support@", "abuse@", "helpdesk@"}) {
			return address
		}
	}
	if m.Original != nil && len(m.Original.To) == 1 {
		return m.Original.To[0]
	}
	return ""
}
