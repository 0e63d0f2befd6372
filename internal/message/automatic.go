package message

import "strings"

// automatic recognizes auto-replies (RFC 3834).
func (in incoming) automatic(m *Message) bool {
	if !strings.HasPrefix(in.header.get("auto-submitted"), "auto-replied") && !strings.HasPrefix(in.subject, "automatic reply") {
		return false
	}
	m.Kind, m.Verdict = KindAutoReply, Away
	return true
}

// written recognizes what a person wrote in answer to a mail.
func (in incoming) written(m *Message) bool {
	if len(m.InReplyTo) == 0 && len(m.References) == 0 {
		return false
	}
	m.Kind, m.Verdict = KindReply, Replied
	return true
}
