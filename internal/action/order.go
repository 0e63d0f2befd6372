package action

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

// addOrder adds to what is to be recorded the number of an order, a request or a confirmation, and its day if one is named.
func addOrder(t *record.Request, r Request, today civil.Date) error {
	t.Reference = r.Reference
	if r.Text != "" {
		text, on, err := cutDay(r.Text, today)
		if err != nil {
			return err
		}
		t.Reference, t.On = cmp.Or(t.Reference, referenceIn(text)), cmp.Or(t.On, on)
	}
	isNumber := r.Reference != "" || strings.ContainsAny(t.Reference, "0123456789")
	if missing := replycmd.Missing(r.Verb); !isNumber && missing != nil {
		return invalid("%v", missing)
	}
	return nil
}

// onWords precede the day of an order, in six languages.
var onWords = []string{"on", "am", "vom", "le", "du", "il", "del", "el", "op"}

// cutDay takes the day out of what follows the verb of a reply: at its beginning, or behind a word such as "on".
func cutDay(text string, today civil.Date) (rest, on string, err error) {
	if day, rest, err := dateinput.Read(text, today, dateinput.Past); err == nil {
		return rest, day.String(), nil
	}
	words := strings.Fields(text)
	for i, word := range words {
		if !slices.Contains(onWords, strings.ToLower(word)) {
			continue
		}
		day, rest, err := dateinput.Read(strings.Join(words[i+1:], " "), today, dateinput.Past)
		switch {
		case err == nil:
			return strings.TrimSpace(strings.Join(words[:i], " ") + " " + rest), day.String(), nil
		case !errors.Is(err, dateinput.ErrNoDay):
			return text, "", invalid("%v", err)
		}
	}
	return text, "", nil
}

// referenceIn returns the number of an order in what follows the verb: the words up to the first one with a digit, else all.
func referenceIn(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if strings.ContainsAny(w, "0123456789") {
			return strings.TrimRight(strings.Join(words[:i+1], " "), ".,;:!")
		}
	}
	return strings.TrimRight(text, ".,;:!")
}
