package reply

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// inlineAnswers reads what was written between quoted questions. To "is anything coming?" a bare no says nothing else, and a bare yes does not
// affirm that something is still right. It returns the text without the former, and whether the latter is there.
func inlineAnswers(text string) (own string, comes bool) {
	var kept strings.Builder
	for _, p := range passages(text) {
		kept.WriteString(p.quoted)
		words := strings.Trim(lexicon.Fold(p.written), " .!,")
		switch {
		case !lexicon.AsksWhatComes.In(p.asked):
		case lexicon.NothingComes.IsWhole(words):
			continue
		case lexicon.BareYes.IsWhole(words):
			comes = true
		}
		kept.WriteString(p.written)
	}
	return kept.String(), comes
}

// passage is what was written below some quoted lines.
type passage struct {
	quoted  string // the quoted lines
	asked   string // the last of them, folded, without their marks
	written string
}

// maxAsked is how much of what is quoted is looked at for the question, in bytes.
const maxAsked = 400

// passages cuts a text at its quoted lines.
func passages(text string) []passage {
	var found []passage
	var quoted, asked, written strings.Builder
	end := func() {
		words := asked.String()
		found = append(found, passage{quoted.String(), lexicon.Fold(strings.ToValidUTF8(words[max(0, len(words)-maxAsked):], "")), written.String()})
		quoted.Reset()
		asked.Reset()
		written.Reset()
	}
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, ">"):
			if strings.TrimSpace(written.String()) != "" {
				end()
			}
			quoted.WriteString(line)
			asked.WriteString(strings.TrimLeft(trimmed, "> ") + "\n")
		default:
			written.WriteString(line)
		}
	}
	end()
	return found
}
