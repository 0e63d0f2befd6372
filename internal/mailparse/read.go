package mailparse

import (
	"slices"
	"strings"
)

// incoming is a mail taken apart, before anything is decided about it.
type incoming struct {
	header  header
	parts   []part
	text    string
	cut     bool   // something of what was written in the text was left out
	armored bool   // its text was encrypted with PGP
	from    string // folded From field, with the display name
	subject string // folded
}

// Read says what a received mail is. It takes any bytes and keeps no reference
// to them.
func Read(raw []byte) Message {
	h, body := parseHeader(withoutEnvelope(withLineFeeds(raw[:min(len(raw), maxMail)])))
	in := incoming{header: h, parts: partsOf(h, body)}
	in.text, in.armored = withoutArmor(textOf(in.parts))
	m := Message{Kind: KindOther}
	m.readHeader(h)
	in.from, in.subject = fold(decodeWords(h.get("from"))), fold(m.Subject)
	m.Text = withoutMarks(in.text)
	m.Own, m.Quoted, in.cut = separated(in.text)
	m.Attachments, m.EndsInFile = attachmentsOf(in.parts), in.endsInFile()
	recognized := slices.ContainsFunc([]func(*Message) bool{in.complaint, in.delivery, in.receipt, in.notice, in.automatic},
		func(recognize func(*Message) bool) bool { return recognize(&m) })
	if !recognized || m.Kind == KindAutoReply || m.Kind == KindOther {
		in.readBank(&m)
	}
	if !recognized {
		in.written(&m)
	}
	m.Program = in.isProgram(&m)
	return m
}

// isProgram says that nobody wrote a mail by hand. What a person writes has a
// return path.
func (in incoming) isProgram(m *Message) bool {
	switch m.Kind {
	case KindReply:
		return m.NoReturn
	case KindOther:
		return m.NoReturn || m.isRobot() || in.isServer() || in.isGenerated() || in.hasLowPrecedence()
	}
	return false
}

// maxMail bounds how much of a mail is looked at.
const maxMail = 64 << 20

var marks = strings.NewReplacer(quotedFromHere+"\n", "", signatureFromHere+"\n", "")

func withoutMarks(text string) string { return strings.TrimSpace(marks.Replace(text)) }

// partOf gives the first leaf of one of the types.
func (in incoming) partOf(types ...string) (part, bool) {
	for _, p := range in.parts {
		for _, t := range types {
			if p.mediaType == t {
				return p, true
			}
		}
	}
	return part{}, false
}

// content gives the decoded bytes of a leaf that machines read.
func (p part) content() []byte {
	return decodeTransfer(p.body, p.header.get("content-transfer-encoding"), maxText)
}
