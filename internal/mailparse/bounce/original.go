package bounce

import (
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// originalFields are those that only the header of a mail has, never the
// summary that a server's notice gives of it.
var originalFields = []string{
	"received:", "message-id:", "return-path:", "mime-version:", "content-type:", "x-mailer:", "dkim-signature:",
	"content-transfer-encoding:",
}

// commonFields are in headers and in summaries.
var commonFields = []string{
	"from:", "to:", "subject:", "date:", "cc:", "reply-to:", "sender:", "x-", "references:", "in-reply-to:", "user-agent:", "importance:",
	"organization:",
}

// cutOriginal divides a server's notice from the mail that it returns inside
// its text: at a line that announces it, or at the first run of lines that is
// the header of a mail.
func cutOriginal(text string) (notice, original string) {
	if at := announced(text); at >= 0 {
		return text[:at], text[at:]
	}
	return cutHeader(text)
}

// announced finds a short line of its own that says that the mail follows.
func announced(text string) int {
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		trimmed := strings.TrimSpace(line)
		if at > 0 && len(trimmed) < 100 && announces(trimmed) {
			return at
		}
		at += len(line) + 1
	}
	return -1
}

func announces(line string) bool {
	if strings.HasPrefix(line, "--") || strings.HasSuffix(line, ":") {
		folded := lexicon.Fold(line)
		return lexicon.ReturnedMail.In(folded) && !lexicon.RecipientsBelow.In(folded)
	}
	_, begins := lexicon.ReturnedMail.Prefix(lexicon.Fold(line))
	return begins && strings.HasSuffix(line, ".")
}

func cutHeader(text string) (notice, original string) {
	start, certain, fields := -1, false, 0
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		switch lower := strings.ToLower(line[:min(len(line), 40)]); {
		case lexicon.HasAnyPrefix(lower, originalFields):
			certain = true
			fields++
		case lexicon.HasAnyPrefix(lower, commonFields):
			fields++
		case fields > 0 && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")):
		default:
			if certain && fields >= 3 {
				return text[:start], text[start:]
			}
			start, certain, fields = -1, false, 0
		}
		if start < 0 && fields > 0 {
			start = at
		}
		at += len(line) + 1
	}
	if certain && fields >= 3 {
		return text[:start], text[start:]
	}
	return text, ""
}

// originalIn returns what is known of the mail that a leaf brings back, or nil.
func originalIn(p mime.Part) *Original {
	body := p.Body
	if transfer := p.Header.Get("content-transfer-encoding"); transfer != "" {
		body = mime.DecodeTransfer(body, transfer, mime.MaxHeader)
	}
	return originalOf(body)
}

// originalInText returns the same of a mail inside a text, below
// whatever announces it. Long fields are often broken without any indent there.
func originalInText(text string) *Original {
	var head strings.Builder
	for line := range strings.Lines(text[:min(len(text), mime.MaxHeader)]) {
		trimmed := strings.TrimSpace(line)
		lower := strings.ToLower(trimmed[:min(len(trimmed), 40)])
		begins := lexicon.HasAnyPrefix(lower, originalFields) || lexicon.HasAnyPrefix(lower, commonFields)
		switch name, _ := mime.FieldName([]byte(trimmed)); {
		case trimmed == "" && head.Len() > 0:
			return originalOf([]byte(head.String()))
		case head.Len() == 0 && !begins:
		case head.Len() > 0 && line[0] <= ' ' && !begins:
			head.WriteString(" " + trimmed + "\n")
		case name != "":
			head.WriteString(trimmed + "\n")
		}
	}
	return originalOf([]byte(head.String()))
}

func originalOf(mail []byte) *Original {
	h := mime.ReadHeader(mail)
	o := &Original{
		MessageID:  mime.FirstMessageID(h.All("message-id")...),
		From:       mailaddr.First(h.Get("from")),
		To:         mailaddr.InFields(h.All("to")),
		Subject:    mime.DecodeWords(h.Get("subject")),
		ReturnPath: mailaddr.First(h.Get("return-path")),
	}
	if o.MessageID == "" && o.From == "" && o.Subject == "" && len(o.To) == 0 {
		return nil
	}
	return o
}
