package compose

import (
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// stepsOf lists what to do, in order: what the rule says, whom to call, what is
// left when nobody answers, and last what to write down of it.
func stepsOf(v View, a model.Alert, f model.Finding, r reader) []document.Step {
	var steps []document.Step
	add := func(text string, ways ...document.Way) {
		steps = append(steps, document.Step{Number: len(steps) + 1, Text: r.readable(text, v.Now), Ways: ways})
	}
	do, record := f.Advice.Do, ""
	if last := len(do) - 1; last >= 0 && strings.HasPrefix(do[last], "Record ") {
		do, record = do[:last], do[last]
	}
	for _, text := range do {
		add(text)
	}
	if s := v.Supplier(a); s != nil && f.Advice.Call {
		for _, c := range calls(s, reachableContacts(v, s, a, r)) {
			add(c.text, c.ways...)
		}
		if s.Fallback != "" {
			add(sentence("Still nobody? " + prose.Capital(envelope.Plain(s.Fallback))))
		}
	}
	if record != "" {
		add(record)
	}
	return steps
}

// call is one round of contacts, tried together.
type call struct {
	text string
	ways []document.Way
}

// calls parts sorted contacts into rounds: those who answer now, those for
// emergencies who answer now, those who open later, those without a telephone.
func calls(s *model.Supplier, found []reachableContact) []call {
	var now, next, later, byMail []document.Way
	for _, x := range found {
		switch {
		case x.way.Phone == "":
			byMail = append(byMail, x.way)
		case !x.open:
			later = append(later, x.way)
		case x.escalation && len(now) > 0:
			next = append(next, x.way)
		default:
			now = append(now, x.way)
		}
	}
	name := envelope.Plain(s.Name)
	if len(found) == 0 {
		return []call{{text: sentence("The registry has no way left to reach "+name) +
			" Look for a number on their last invoice or delivery note, not in a new mail." + customer(s)}}
	}
	rounds := []call{
		{sentence("Call "+name) + customer(s), now},
		{"Nobody answers?", next},
		{"Not there now:", later},
		{"By mail:", byMail},
	}
	if len(now) == 0 {
		rounds[2].text = "Nobody at " + name + " answers now; these open next." + customer(s)
		if len(later) == 0 {
			rounds[3].text = "No telephone of " + name + " is left; write." + customer(s)
		}
	}
	return filled(rounds)
}

// filled leaves out rounds without anybody in them.
func filled(rounds []call) []call {
	var kept []call
	for _, c := range rounds {
		if len(c.ways) > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// customer is what a caller is asked for first, and what the entry notes.
func customer(s *model.Supplier) string {
	text := ""
	if s.CustomerNumber != "" {
		text = " Our customer number there: " + s.CustomerNumber + "."
	}
	if s.Notes != "" {
		text += " Note: " + envelope.Shorten(envelope.Plain(s.Notes), 200)
	}
	return text
}
