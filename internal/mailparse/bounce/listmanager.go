package bounce

import (
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
)

// listOpening is how much of a text may hold a list manager's words: they are at
// its beginning, before our mail or the list's rules.
const listOpening = 1500

// listManager recognizes how the program of a mailing list refuses or holds a mail.
// It may write in the name of the list or of its owner, and answers like a person.
func (in incoming) listManager(m *Report) bool {
	notice, _ := cutOriginal(in.mail.Text[:min(len(in.mail.Text), listOpening)])
	text, _ := withoutOwnWords(notice, "")
	folded := lexicon.Fold(text)
	refusal, refused := lexicon.ListRefusal.Find(folded)
	waiting, held := lexicon.ListHeld.Find(folded)
	if !refused && !held || in.quotes(refusal+waiting) {
		return false
	}
	m.Original = in.original()
	if m.Kind = Failed; refused {
		m.Verdict = Ours
		m.Evidence = append(m.Evidence, "list manager: "+quoted(text, refusal))
		return true
	}
	m.Kind, m.Verdict = Delayed, Temporary
	m.Evidence = append(m.Evidence, "list manager: "+quoted(text, waiting))
	return true
}

// quotes reports whether a phrase is in a line of a text only that quotes another one.
func (in incoming) quotes(phrase string) bool {
	for line := range strings.Lines(in.mail.Text[:min(len(in.mail.Text), listOpening)]) {
		if strings.HasPrefix(strings.TrimSpace(line), ">") && strings.Contains(lexicon.Fold(line), phrase) {
			return true
		}
	}
	return false
}
