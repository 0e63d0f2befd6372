package replycmd

import (
	"slices"
	"strings"
)

// commandInNote returns what is a complete command behind the free text of another one: "ack 1 I called, placed 2 4500012345". It may be part of
// that text, so that it is not carried out; its author must learn that.
func (c Command) commandInNote(words []string, alerts int) []string {
	for i := 1; i < len(words); i++ {
		_, tail, divided := dividedAt(words, i)
		if !divided {
			tail = words[i:]
		}
		further, err := read(tail, alerts)
		switch {
		case further.Verb == None, further.Verb == Help, further.repeats(c):
		case divided && err == nil && further.isPlain(alerts), namesNumber(tail) && (divided || further.Verb == Ack || further.Verb == Snooze):
			return []string{strings.Join(tail, " ")}
		}
	}
	return nil
}

// repeats reports whether a command says nothing but what another one says already.
func (c Command) repeats(other Command) bool {
	return c.Verb == other.Verb && c.All == other.All && slices.Equal(c.Alerts, other.Alerts) && bare(c.Rest) == ""
}
