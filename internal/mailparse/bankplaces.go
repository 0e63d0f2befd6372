package mailparse

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	maxFiles  = 512 << 10 // of attached texts that are examined, in bytes of all
	maxTitle  = 4 << 10   // of the subject, in bytes
	maxOthers = 6         // alternatives beside the one that is read
)

// BankDetails returns what bank details a mail holds wherever they stand. What
// repeats a mail of ours, whose text is given if it is known, tells nothing.
func (m Message) BankDetails(sent string) Bank {
	return m.Bank.with(bankIn(without(m.Echo, sent), nearby))
}

// readBank looks for bank details in all places of a mail: what was written,
// the signature, the other alternative, names, files, and links. Places that may
// repeat our own mail are kept apart, since only who knows that mail can tell.
func (in incoming) readBank(m *Message) {
	title := decodeWords(in.header.get("subject"))
	m.Bank, m.Echo = Bank{}, strings.ToValidUTF8(title[:min(len(title), maxTitle)], "")
	m.readText(in.text, m.Own, m.Quoted)
	others := in.others()
	for _, p := range others[:min(len(others), maxOthers)] {
		text := p.text()
		own, quoted := separate(text)
		m.readText(text, own, quoted)
	}
	m.Bank.Partial = m.Bank.Partial || len(others) > maxOthers || len(title) > maxTitle || in.isCut()
	for _, field := range []string{"from", "reply-to", "to", "cc", "sender", "organization", "comments", "keywords"} {
		m.Bank = m.Bank.with(bankIn(decodeWords(in.header.get(field)), nearby))
	}
	in.readFiles(m, 0)
}

// readText looks into a text that is shown, of which the two parts are given.
func (m *Message) readText(text, own, quoted string) {
	m.Bank = m.Bank.with(bankIn(withoutSignature(own), nearby)).with(bankIn(own, strict))
	m.Echo += "\n" + withoutMarks(quoted)
	if len(text) > maxWritten {
		m.Echo += "\n" + withoutMarks(strings.ToValidUTF8(text[maxWritten-overlap:], ""))
	}
}

// overlap is how much of what was taken apart is examined once more, so that no
// number is cut in two.
const overlap = 300

// isCut reports whether a mail has more or deeper parts, or longer ones, than are read.
func (in incoming) isCut() bool {
	if len(in.parts) >= maxParts || len(in.text) > maxText-utf8.UTFMax {
		return true
	}
	return slices.ContainsFunc(in.parts, func(p part) bool {
		return strings.HasPrefix(p.mediaType, "multipart/") || p.isShown() && len(p.body) > maxSource
	})
}

// others returns the alternatives that are not read as the answer.
func (in incoming) others() []part {
	best := chosen(in.parts)
	var all []part
	for i, p := range in.parts {
		if p.group > 0 && p.isShown() && best[p.group] != i {
			all = append(all, p)
		}
	}
	return all
}

// readFiles looks into what is not the text of a mail that is shown.
func (in incoming) readFiles(m *Message, depth int) {
	left := maxFiles
	defer func() { m.Bank.Partial = m.Bank.Partial || left <= 0 }()
	for _, p := range in.parts {
		if p.name != "" {
			m.Bank = m.Bank.with(bankIn(named(p.name), nearby))
		}
		if described := decodeWords(p.header.get("content-description")); described != "" {
			m.Bank = m.Bank.with(bankIn(described[:min(len(described), maxTitle)], nearby))
		}
		switch {
		case p.mediaType == "message/rfc822" && depth < nested && left > 0:
			left -= len(p.body)
			content := p.content()
			h, body := parseHeader(withoutEnvelope(content))
			inner := incoming{header: h, parts: partsOf(h, body)}
			m.Echo += "\n" + decodeWords(h.get("subject")) + "\n" + withoutMarks(textOf(inner.parts))
			inner.readFiles(m, depth+1)
		case left > 0 && (p.isReadable() || p.looksReadable()):
			left -= len(p.body)
			text := p.readable()
			if p.isShown() {
				m.Echo += "\n" + text // our own mail may be quoted in it
				continue
			}
			m.Bank = m.Bank.with(bankIn(text, nearby))
		}
	}
}

// named returns the words of a file's name.
func named(file string) string {
	return strings.NewReplacer("_", " ", "+", " ", "%20", " ", "-", " ", ".", " ").Replace(file) + "\n" + strings.TrimSuffix(file, path.Ext(file))
}

// isReadable reports whether a leaf is text, whatever it is called.
func (p part) isReadable() bool {
	switch {
	case strings.HasPrefix(p.mediaType, "text/"), strings.HasSuffix(p.mediaType, "xml"), strings.HasSuffix(p.mediaType, "json"):
		return p.mediaType != "text/rfc822-headers"
	}
	switch strings.ToLower(path.Ext(p.name)) {
	case ".txt", ".csv", ".htm", ".html", ".xml", ".json", ".md", ".rtf", ".vcf", ".ics", ".eml", ".text", ".log":
		return true
	}
	return false
}

// readable returns the text of such a leaf. Of HTML that is shown it gives the
// source: what it shows is read elsewhere, where its links lead is not.
func (p part) readable() string {
	text := decodeText(decodeTransfer(p.body, p.header.get("content-transfer-encoding"), maxText), p.params["charset"])
	switch {
	case p.isShown() && p.mediaType == "text/html":
		return attributes(text) + visibleText(text)
	case p.isShown():
		return ""
	}
	return unpacked(text, p.mediaType, strings.ToLower(path.Ext(p.name)))
}

// attributes returns the attributes of HTML in which something can be told.
func attributes(source string) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	for out.Len() < maxText {
		switch tokens.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			if token.Data == "style" && tokens.Next() == html.TextToken {
				out.WriteString(numbersOf(string(tokens.Text()))) // style sheets show text too
			}
			for _, a := range token.Attr {
				switch a.Key {
				case "src", "srcset", "data", "poster", "background", "style":
					out.WriteString(numbersOf(a.Val))
				case "href", "alt", "title", "value", "placeholder", "aria-label", "content":
					out.WriteString(a.Val + "\n" + unescape(a.Val) + "\n")
				}
			}
		}
	}
	return out.String()
}

// shortEcho is how long a line must be, in letters and digits, to be known as
// one of ours.
const shortEcho = 12

// without leaves out the lines that repeat a mail of ours. Programs break lines
// anew, so the letters count and not the blanks; a piece of a line of ours is ours.
func without(echo, sent string) string {
	if echo == "" {
		return ""
	}
	known := squeezed(sent)
	var kept strings.Builder
	for line := range strings.Lines(echo) {
		line = strings.TrimLeft(line, "> \t")
		own := squeezed(line)
		ours := len(own) >= shortEcho && strings.Contains(known, own)
		if sent == "" {
			ours = isQuestion(strings.TrimSpace(line)) && len(detailsIn(line)) == 0
		}
		if !ours {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// squeezed returns the letters and digits of a text.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r < 0x80 && !isAlnum(byte(r)) {
			return -1
		}
		return r
	}, fold(text))
}

// BankOf returns what a text holds that may repeat a mail of ours.
func BankOf(text, sent string) Bank { return bankIn(without(text, sent), nearby) }
