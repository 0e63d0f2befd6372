package action

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/dateinput"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

// addNotice adds to what is to be recorded the day on which the supplier received our notice, and the end that the notice names. Both are fields of
// the request or, in a reply, follow the verb.
func addNotice(t *record.Request, a model.Alert, r Request, today civil.Date) error {
	received, rest, err := dateinput.Read(cmp.Or(r.On, r.Text), today, dateinput.Past)
	switch {
	case errors.Is(err, dateinput.ErrNoDay):
		return inField("on", invalid("%s", noDayOfReceipt(a, today)))
	case err != nil:
		return inField("on", invalid("%v", err))
	case r.On != "" && rest != "":
		return inField("on", invalid("`on`: %q is not a day; write it as %s", r.On, today))
	}
	t.On = received.String()
	named, found := cutNamed(rest, today)
	if !found && namesDay(rest, today) {
		return invalid("write \"for\" before the end that the notice names, for example %q", replycmd.NoticeExample(received, a.Occurrence))
	}
	if !found {
		named = r.For
	}
	if found || named != "" {
		t.For, err = namedEnd(named, today, replycmd.NoticeExample(received, a.Occurrence))
		err = inField("for", err)
	}
	return err
}

// cutNamed returns the end that a notice names behind a word for "for", and whether one is named. "Per" and "por" also say how the notice was sent.
func cutNamed(text string, today civil.Date) (named string, found bool) {
	named, found = replycmd.CutFor(text)
	word := strings.ToLower(text[:min(len(text), 3)])
	if found && (word == "per" || word == "por") && !startsWithDay(named, today) {
		return text, false
	}
	return named, found
}

// namesDay reports whether a text holds a day in digits. One that is not understood must not be left out: the notice may name another end.
func namesDay(text string, today civil.Date) bool {
	words := strings.Fields(text)
	for i := range words {
		inDigits := strings.ContainsAny(words[i]+strings.Join(words[i+1:min(i+2, len(words))], ""), "0123456789")
		if inDigits && startsWithDay(strings.Join(words[i:], " "), today) {
			return true
		}
	}
	return false
}

func startsWithDay(text string, today civil.Date) bool {
	_, _, err := dateinput.Read(text, today, dateinput.Coming)
	return !errors.Is(err, dateinput.ErrNoDay)
}

// namedEnd reads the end that a notice names.
func namedEnd(text string, today civil.Date, example string) (string, error) {
	day, _, err := dateinput.Read(text, today, dateinput.Coming)
	switch {
	case errors.Is(err, dateinput.ErrNoDay):
		return "", invalid("say for which end the notice is, for example %q", example)
	case err != nil:
		return "", invalid("%v", err)
	}
	return day.String(), nil
}

// noDayOfReceipt returns why a notice without the day of its receipt is not recorded, with what to write.
func noDayOfReceipt(a model.Alert, today civil.Date) string {
	why := fmt.Sprintf("say on which day the supplier received it, for example %q", replycmd.NoticeExample(today, ""))
	if a.Occurrence != "" {
		why += fmt.Sprintf(", or %q if it names the end", replycmd.NoticeExample(today, a.Occurrence))
	}
	return why
}
