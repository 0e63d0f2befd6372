package bounce

import (
	"cmp"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// receipt recognizes disposition notifications (RFC 8098): receipts of mail
// that was read or thrown away, and refusals by Sieve (RFC 5429).
func (in incoming) receipt(m *Report) bool {
	p, found := in.mail.Part("message/disposition-notification", "message/global-disposition-notification")
	if !found {
		return false
	}
	h, _ := mime.ParseHeader(p.Content())
	disposition := strings.ToLower(h.Get("disposition"))
	m.Kind = ReadReceipt
	m.Evidence = append(m.Evidence, "disposition-notification: "+disposition)
	m.Recipient = mailaddr.First(typed(cmp.Or(h.Get("original-recipient"), h.Get("final-recipient"))))
	m.Original = in.original()
	if m.Original == nil {
		m.Original = originalID(h.Get("original-message-id"))
	}
	if in.refuses(disposition) {
		m.Kind = Failed
		n := in.notification(m, nil)
		n.recipient = m.Recipient
		n.decide(m)
	}
	return true
}

func (in incoming) refuses(disposition string) bool {
	_, outcome, _ := strings.Cut(disposition, ";")
	outcome = strings.TrimSpace(outcome)
	switch {
	case lexicon.HasAnyPrefix(outcome, []string{"denied", "failed"}):
		return true
	case strings.HasPrefix(outcome, "deleted"):
		return !lexicon.DeletedUnread.In(in.subject + " " + lexicon.Fold(in.mail.Text[:min(len(in.mail.Text), maxNotice)]))
	}
	return false
}

func originalID(value string) *Original {
	if id := mime.FirstMessageID(value); id != "" {
		return &Original{MessageID: id}
	}
	return nil
}
