package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// complaint recognizes feedback reports (RFC 5965), those of services that have
// no part of this type, and the mails by which a program unsubscribes for its user.
func (in incoming) complaint(m *Report) bool {
	if p, found := in.mail.Part("message/feedback-report"); found {
		h, _ := mime.ParseHeader(p.Content())
		m.Feedback = strings.ToLower(firstWord(h.Get("feedback-type")))
		m.Evidence = append(m.Evidence, "feedback-report: "+cmp.Or(m.Feedback, "no type"))
		m.Recipient = mailaddr.First(cmp.Or(h.Get("original-rcpt-to"), h.Get("removal-recipient")))
	} else if why := in.complainsOtherwise(); why != "" {
		m.Evidence = append(m.Evidence, why)
		m.Recipient = mailaddr.First(in.returnedHeader().Get(hotmailRecipient))
	} else {
		return false
	}
	m.Kind = Complaint
	m.Original = in.original()
	return true
}

// hotmailRecipient is the field of Microsoft's Junk Mail Reporting Program that
// names who complained.
const hotmailRecipient = "x-hmxmroriginalrecipient"

// complainsOtherwise returns what shows that a mail without a feedback-report part
// is a complaint: a report of this type, a subject or a field of a feedback loop
// with our mail below it; empty if nothing does.
func (in incoming) complainsOtherwise() string {
	kind, _ := in.mail.ReportType()
	returned := in.returnedHeader()
	switch {
	case kind == "feedback-report":
		return "multipart/report: feedback-report"
	case strings.EqualFold(in.mail.Header.Get("x-apple-unsubscribe"), "true"):
		return "header: X-Apple-Unsubscribe"
	case returned.Get(hotmailRecipient) != "":
		return "returned mail: X-HmXmrOriginalRecipient"
	case len(returned) > 0 && lexicon.ComplaintSubject.Begins(in.subject):
		return "subject: " + quoted(in.mail.Header.Get("subject"), "")
	}
	return ""
}

// returnedHeader returns the whole header of the mail that is brought back as a part.
func (in incoming) returnedHeader() mime.Header {
	if p, found := in.mail.Part("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"); found {
		return mime.ReadHeader(p.Decoded(mime.MaxHeader))
	}
	return nil
}
