package mailparse

import "strings"

// originalFields are those that only the header of a mail has, never the
// summary that a server's notice gives of it.
var originalFields = []string{
	"received:", "message-id:", "return-path:", "mime-version:", "content-type:", "x-mailer:", "dkim-signature:",
	"content-transfer-encoding:",
}

// commonFields stand in headers and in summaries.
var commonFields = []string{
	"from:", "to:", "subject:", "date:", "cc:", "reply-to:", "sender:", "x-", "references:", "in-reply-to:", "user-agent:", "importance:",
	"organization:",
}

// returnedWords are what servers write on the line above the mail they return.
var returnedWords = tableOf([]string{
	"original message follows", "original message", "original mail as follows", "original mail info", "below this line is a copy",
	"enclosed is a copy", "copy of the message", "copy of your message", "copy of the original message", "header of the original message",
	"original message headers", "message headers follow", "unsent message follows", "returned message", "message header",
	"undelivered message", "copie du message", "kopie der nachricht", "en-têtes de message d'origine",
	"ursprüngliche nachrichtenkopfzeilen",
})

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
		return returnedWords.in(fold(line))
	}
	_, begins := returnedWords.begins(fold(line))
	return begins && strings.HasSuffix(line, ".")
}

func cutHeader(text string) (notice, original string) {
	start, certain, fields := -1, false, 0
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		switch lower := strings.ToLower(line[:min(len(line), 40)]); {
		case beginsWithAny(lower, originalFields):
			certain = true
			fields++
		case beginsWithAny(lower, commonFields):
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

func beginsWithAny(s string, words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// originalIn gives what is known of the mail that a leaf brings back, or nil.
func originalIn(p part) *Original {
	body := p.body
	if transfer := p.header.get("content-transfer-encoding"); transfer != "" {
		body = decodeTransfer(body, transfer, maxHeader)
	}
	return originalOf(body)
}

// originalInText gives the same of a mail that stands inside a text, below
// whatever announces it. Long fields are often broken without any indent there.
func originalInText(text string) *Original {
	var head strings.Builder
	for line := range strings.Lines(text[:min(len(text), maxHeader)]) {
		trimmed := strings.TrimSpace(line)
		lower := strings.ToLower(trimmed[:min(len(trimmed), 40)])
		begins := beginsWithAny(lower, originalFields) || beginsWithAny(lower, commonFields)
		switch name, _ := fieldName([]byte(trimmed)); {
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
	h, _ := parseHeader(withoutEnvelope(mail))
	o := &Original{
		MessageID:  first(messageIDs(h.all("message-id"))),
		From:       firstAddress(h.get("from")),
		To:         addressesOf(h.all("to")),
		Subject:    decodeWords(h.get("subject")),
		ReturnPath: firstAddress(h.get("return-path")),
	}
	if o.MessageID == "" && o.From == "" && o.Subject == "" && len(o.To) == 0 {
		return nil
	}
	return o
}
