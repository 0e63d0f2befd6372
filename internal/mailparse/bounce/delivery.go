package bounce

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
)

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
	switch d := n.failed(); {
	case d.hasSucceeded():
		m.Kind, m.Status = Delivered, d.status
		m.Evidence = append(m.Evidence, "delivery-status: "+cmp.Or(prefixed("Action ", d.action), "Status "+d.status))
	case d.action == "delayed":
		m.Evidence = append(m.Evidence, "delivery-status: Action delayed")
		n.delay(m)
	default:
		m.Kind = Failed
		n.decide(m)
	}
	return true
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
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
	m.Original = in.original()
	if m.Original == nil && original != "" {
		m.Original = originalInText(in.mail.Text[len(notice):])
	}
	subject := ""
	if m.Original != nil {
		subject = m.Original.Subject
	}
	own, echoed := withoutOwnWords(notice, subject)
	n := notification{deliveries: deliveries, session: sessionIn(own), folded: lexicon.Fold(own), subject: serversSubject(in.subject, subject, echoed)}
	n.notice, n.stage = n.session.rest, stageOf(n.folded)
	n.recipient = cmp.Or(n.failed().recipient, mailaddr.First(in.mail.Header.Get("x-failed-recipients")))
	if n.recipient == "" {
		n.recipient = in.namedIn(notice, m)
	}
	m.Recipient = n.recipient
	n.senders = in.senders(m.Original, n.recipient)
	return n
}

// senders returns our addresses: those that the report went to and that the mail
// that came back was from. The failed recipient is none of them.
func (in incoming) senders(original *Original, recipient string) []string {
	all := slices.Clone(in.sentTo)
	if original != nil {
		all = append(all, original.From, original.ReturnPath)
	}
	return slices.DeleteFunc(all, func(address string) bool { return address == "" || strings.EqualFold(address, recipient) })
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

// report recognizes a mail that is a report about a delivery by its type, and
// says nothing that could be read as one: it is never a person's.
func (in incoming) report(m *Report) bool {
	kind, isReport := in.mail.ReportType()
	isReport = isReport && (kind == "" || kind == "delivery-status")
	if _, hasStatus := in.mail.Part(statusTypes...); !hasStatus && !isReport {
		return false
	}
	n := in.notification(m, nil)
	in.wrapped(&n)
	n.conclude(m, lexicon.StillTrying.In(n.folded), "a report about a delivery that says nothing of a recipient")
	return true
}
