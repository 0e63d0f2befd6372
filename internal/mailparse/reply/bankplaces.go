package reply

import (
	"strings"

	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/mailparse/mime"
)

const (
	maxFiles  = 512 << 10 // of attached texts that are examined, in bytes of all
	maxTitle  = 4 << 10   // of the subject, in bytes
	maxOthers = 6         // alternatives beside the one that is read
)

// bankSearch collects the bank details of a mail. Places that may repeat our own mail are kept apart: only a caller that has that mail can compare them.
type bankSearch struct {
	details bank.Details
	echo    string
	ours    Ours
}

// BankDetails returns the bank details in all places of a mail: what was written, the signature, the other alternative, names, files, and
// links; and apart from them the text that may repeat our mail.
func BankDetails(mail Mail) (details bank.Details, echo string) {
	title := mime.DecodeWords(mail.Parsed.Header.Get("subject"))
	s := bankSearch{ours: mail.Ours, echo: strings.ToValidUTF8(title[:min(len(title), maxTitle)], "")}
	s.readText(mail.Parsed.Text, mail.Own, mail.Quoted)
	others := mail.Parsed.Alternatives()
	for _, p := range others[:min(len(others), maxOthers)] {
		text := p.Text()
		own, quoted := mail.Ours.split(text)
		s.readText(text, own, quoted)
	}
	s.details.Partial = s.details.Partial || len(others) > maxOthers || len(title) > maxTitle || mail.Parsed.IsCut()
	for _, field := range []string{"from", "reply-to", "to", "cc", "sender", "organization", "comments", "keywords"} {
		s.add(mime.DecodeWords(mail.Parsed.Header.Get(field)))
	}
	s.readFiles(mail.Parsed.Parts, 0)
	return s.details, s.echo
}

// add looks into a text.
func (s *bankSearch) add(text string) { s.details = s.details.With(bank.In(text)) }

// readText looks into a text that is shown, of which the two parts are given.
func (s *bankSearch) readText(text, own, quoted string) {
	written := withoutSignature(own)
	s.add(written)
	if written != own { // of the same text In finds whatever InSigned finds
		s.details = s.details.With(bank.InSigned(own))
	}
	s.echo += "\n" + s.ours.without(mime.WithoutMarks(quoted))
	if len(text) > maxWritten {
		s.echo += "\n" + mime.WithoutMarks(strings.ToValidUTF8(text[maxWritten-overlap:], ""))
	}
}

// overlap is how much of what was taken apart is examined once more, so that no
// number is cut in two.
const overlap = 300

// maxInner limits how deep mails inside mails are looked into.
const maxInner = 3

// readFiles looks into what is not the text of a mail that is shown.
func (s *bankSearch) readFiles(parts []mime.Part, depth int) {
	left := maxFiles
	for _, p := range parts {
		if p.Name != "" {
			s.add(wordsOfName(p.Name))
		}
		if described := mime.DecodeWords(p.Header.Get("content-description")); described != "" {
			s.add(described[:min(len(described), maxTitle)])
		}
		switch {
		case p.MediaType == "message/rfc822" && depth < maxInner && left > 0:
			left -= len(p.Body)
			s.readInner(p, depth)
		case left > 0 && (isReadable(p) || looksReadable(p)):
			left -= len(p.Body)
			s.readFile(p)
		}
	}
	s.details.Partial = s.details.Partial || left <= 0
}

// readInner looks into a mail inside a mail.
func (s *bankSearch) readInner(p mime.Part, depth int) {
	inner := mime.Inner(p)
	s.echo += "\n" + mime.DecodeWords(inner.Header.Get("subject")) + "\n" + s.ours.without(mime.WithoutMarks(inner.Text))
	s.readFiles(inner.Parts, depth+1)
}

// readFile looks into a leaf that is text. Our own mail may be quoted in one that is shown.
func (s *bankSearch) readFile(p mime.Part) {
	text := readable(p)
	if p.IsShown() {
		s.echo += "\n" + text
		return
	}
	s.add(text)
}
