package reply

import (
	"slices"
	"strings"
	"sync"

	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// withoutSignature returns what a person says in a text without quotes: no
// greetings from the telephone, no signature, no legal notice. A postscript
// counts, and so does a sentence below the signature that would change the
// answer: hiding one would be worse than showing a signature.
func withoutSignature(own string) string {
	var kept []string
	ended, banner, any := false, false, false
	lines := strings.Split(own, "\n")
	lines = lines[gatewayBanner(lines):]
	prose := sync.OnceValue(func() []bool { return proseFrom(lines) })
	for i, line := range lines {
		folded := lexicon.Fold(line)
		switch {
		case folded == "":
			banner = false
		case isDisclaimer(lines[i:]) && any:
			return joined(kept)
		case banner || isDisclaimer(lines[i:]):
			banner = true
			continue
		case lexicon.SentFrom.Begins(folded):
			continue
		case lexicon.Postscript.Begins(folded) || ended && contradicts(folded+" "+lexicon.Fold(following(lines, i))):
			ended = false
		case isDelimiter(line) || any && (isClosing(folded) || isThanks(folded) && !prose()[i+1] || isCard(lines, i)):
			ended = true
		}
		if !ended {
			kept = append(kept, line)
			any = any || folded != "" && !lexicon.IsGreeting(folded)
		}
	}
	return joined(kept)
}

// joined puts lines together, with no more than one empty one between two.
func joined(lines []string) string {
	lines = slices.CompactFunc(lines, func(a, b string) bool { return strings.TrimSpace(a) == "" && strings.TrimSpace(b) == "" })
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// isDisclaimer recognizes the beginning of a legal notice.
func isDisclaimer(lines []string) bool {
	return lexicon.Disclaimer.Begins(lexicon.Fold(lines[0])) && lexicon.LegalNotice.In(lexicon.Fold(strings.Join(lines[:min(len(lines), 4)], " ")))
}

// isDelimiter recognizes the line above a signature (RFC 3676).
func isDelimiter(line string) bool {
	line = strings.TrimSpace(line)
	return line == "--" || line == "\u2014" || line == "\u2013" || line == mime.SignatureBelow || len(line) > 9 && strings.Trim(line, "_") == ""
}

// following returns the line behind the i-th, which may be the rest of a sentence.
func following(lines []string, i int) string {
	if i+1 < len(lines) {
		return lines[i+1]
	}
	return ""
}

// isThanks recognizes thanks in place of a closing.
func isThanks(folded string) bool { return lexicon.Thanks.Begins(folded) && lexicon.Words(folded) <= 4 }

// proseFrom returns for each line, and for the end, whether the lines from there on hold more than a name and an address, down to a legal notice.
// It goes through them once, from the end.
func proseFrom(lines []string) []bool {
	prose := make([]bool, len(lines)+1)
	for i := len(lines) - 1; i >= 0; i-- {
		prose[i] = !isDisclaimer(lines[i:]) && (lexicon.Words(lines[i]) > 6 || prose[i+1])
	}
	return prose
}

// isClosing recognizes "Kind regards, Jane".
func isClosing(folded string) bool {
	n, begins := lexicon.Closing.Prefix(folded)
	if !begins {
		return false
	}
	rest := folded[n:]
	return rest == "" || lexicon.Words(rest) <= 3 && (strings.ContainsAny(rest[:1], ",.!-") || strings.Contains(folded[:n], " "))
}

// isCard recognizes a business card without any delimiter: a paragraph of
// short lines, one of which is a number or a web address. One that was
// announced by a colon is what the mail is about.
func isCard(lines []string, i int) bool {
	if i == 0 || strings.TrimSpace(lines[i-1]) != "" || strings.HasSuffix(lastWritten(lines[:i]), ":") {
		return false
	}
	labelled, n := false, 0
	for _, line := range lines[i:] {
		line = strings.TrimSpace(line)
		if line == "" {
			break
		}
		if len(line) > 70 || strings.HasSuffix(line, ".") || strings.ContainsAny(line[len(line)-1:], "!?:") {
			return false
		}
		n++
		labelled = labelled || lexicon.BusinessCard.Begins(lexicon.Fold(line)) || lexicon.BusinessCard.In(lexicon.Fold(line))
	}
	return labelled && n > 1
}

func lastWritten(lines []string) string {
	for i := len(lines) - 1; i >= 0; i-- {
		if line := strings.TrimSpace(lines[i]); line != "" {
			return line
		}
	}
	return ""
}
