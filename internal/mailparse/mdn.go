package mailparse

import "strings"

// wordsDeletedUnread stand in the receipt for a mail that was deleted unread,
// which is no refusal.
var wordsDeletedUnread = tableOf([]string{
	"not read", "without being read", "was deleted", "ungelesen", "gelöscht, ohne", "non lu", "sans être lu", "non letto",
	"senza essere stato letto", "no leído", "sin leer", "ongelezen", "niet gelezen",
})

// receipt recognizes disposition notifications (RFC 8098): receipts of mail
// that was read or thrown away, and refusals by Sieve (RFC 5429).
func (in incoming) receipt(m *Message) bool {
	p, found := in.partOf("message/disposition-notification", "message/global-disposition-notification")
	if !found {
		return false
	}
	h, _ := parseHeader(p.content())
	disposition := strings.ToLower(h.get("disposition"))
	m.Kind = KindReadReceipt
	m.Evidence = append(m.Evidence, "disposition-notification: "+disposition)
	m.Recipient = firstAddress(typed(firstOf(h.get("original-recipient"), h.get("final-recipient"))))
	m.Original = in.original()
	if m.Original == nil {
		m.Original = originalID(h.get("original-message-id"))
	}
	if in.refuses(disposition) {
		m.Kind = KindBounce
		rep := in.report(m, nil)
		rep.recipient = m.Recipient
		rep.bounceVerdict(m)
	}
	return true
}

func (in incoming) refuses(disposition string) bool {
	_, outcome, _ := strings.Cut(disposition, ";")
	outcome = strings.TrimSpace(outcome)
	switch {
	case beginsWithAny(outcome, []string{"denied", "failed"}):
		return true
	case strings.HasPrefix(outcome, "deleted"):
		return !wordsDeletedUnread.in(in.subject + " " + fold(in.text[:min(len(in.text), maxNotice)]))
	}
	return false
}

func originalID(value string) *Original {
	if id := first(messageIDs([]string{value})); id != "" {
		return &Original{MessageID: id}
	}
	return nil
}
