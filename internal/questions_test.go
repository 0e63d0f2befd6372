package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	questionRow = regexp.MustCompile("(?m)^\\| ([^|`]+\\?) \\| `([^`]+)` \\|$")
	ruleName    = regexp.MustCompile(`the rule ([a-z-]+)`)
	letters     = regexp.MustCompile(`[a-z]+`)
	endings     = regexp.MustCompile(`(ations?|ements?|ions?|ings?|ers?|ors?|ised?|ized?|ies|ed|es|s|e|y)$`)
)

// TestQuestionsFindTheirFiles checks the table of questions in docs/design.md: each file exists, and a reader finds it by its name, since the name or
// the path of its package shares a word with the question.
func TestQuestionsFindTheirFiles(t *testing.T) {
	rows := questionRow.FindAllStringSubmatch(documents(t)["docs/design.md"], -1)
	if len(rows) < 40 {
		t.Errorf("docs/design.md answers %d questions, want at least 40", len(rows))
	}
	for _, row := range rows {
		question, file := row[1], row[2]
		text, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Errorf("%s %s is not there: name the file that answers it now", question, file)
			continue
		}
		if !shareWord(question, strings.TrimPrefix(file, "internal/")) {
			t.Errorf("%s Nobody finds %s by its name: it shares no word with the question", question, file)
		}
		if rule := ruleName.FindStringSubmatch(question); rule != nil && !strings.Contains(string(text), `"`+rule[1]+`"`) {
			t.Errorf("%s It is not in %s", question, file)
		}
	}
}

// shareWord reports whether a question and a path have a word in common, whatever its ending.
func shareWord(question, path string) bool {
	stems := map[string]bool{}
	for _, word := range letters.FindAllString(strings.ToLower(question), -1) {
		if stem := endings.ReplaceAllString(word, ""); len(stem) >= 3 {
			stems[stem] = true
		}
	}
	for _, word := range letters.FindAllString(strings.TrimSuffix(strings.ToLower(path), ".go"), -1) {
		for stem := range stems {
			if part := endings.ReplaceAllString(word, ""); part == stem || len(stem) >= 4 && strings.Contains(word, stem) {
				return true
			}
		}
	}
	return false
}
