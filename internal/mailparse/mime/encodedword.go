package mime

import (
	"strings"
)

// DecodeWords decodes the encoded words (RFC 2047) of a field value. Broken
// ones are common and forgiven: blanks inside, missing padding, an end that
// is cut off, characters split between two words.
func DecodeWords(value string) string {
	if !strings.Contains(value, "=?") {
		return DecodeText([]byte(value), "")
	}
	var out strings.Builder
	var pending encodedWord // text of neighbours is joined before it is decoded
	for value != "" {
		before, word, rest, ok := cutWord(value)
		if !ok {
			break
		}
		if strings.TrimSpace(before) != "" || word.charset != pending.charset {
			pending.flush(&out)
			if strings.TrimSpace(before) != "" || out.Len() == 0 {
				out.WriteString(DecodeText([]byte(before), ""))
			}
		}
		pending.charset = word.charset
		pending.text = append(pending.text, word.text...)
		value = rest
	}
	pending.flush(&out)
	out.WriteString(DecodeText([]byte(value), ""))
	return out.String()
}

// encodedWord is the content of an encoded word, not yet decoded from its charset.
type encodedWord struct {
	charset string
	text    []byte
}

func (w *encodedWord) flush(out *strings.Builder) {
	out.WriteString(DecodeText(w.text, w.charset))
	*w = encodedWord{}
}

// cutWord finds the next encoded word.
func cutWord(value string) (before string, word encodedWord, rest string, ok bool) {
	for from := 0; ; {
		start := strings.Index(value[from:], "=?")
		if start < 0 {
			return "", word, "", false
		}
		start += from
		fields := strings.SplitN(value[start+2:], "?", 3)
		if len(fields) < 3 || len(fields[1]) != 1 || !strings.Contains("bBqQ", fields[1]) {
			from = start + 2
			continue
		}
		charset, _, _ := strings.Cut(fields[0], "*")
		text, rest, closed := strings.Cut(fields[2], "?=")
		if !closed {
			text = strings.TrimRight(text, "?=")
		}
		return value[:start], encodedWord{strings.ToLower(charset), decodeWord(fields[1], text)}, rest, true
	}
}

func decodeWord(encoding, text string) []byte {
	if strings.EqualFold(encoding, "b") {
		return decodeBase64([]byte(text), len(text))
	}
	return decodeQuotedPrintable([]byte(strings.ReplaceAll(text, "_", " ")), len(text))
}
