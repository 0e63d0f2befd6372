package compose

import (
	"slices"
	"strings"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// stepsOf lists what to do, in order: what the rule says, with whom to call at the step that is a call, what is left when nobody answers, and last
// what to record of it.
func stepsOf(v View, a model.Alert, f model.Finding, r reader) []document.Step {
	var steps []document.Step
	add := func(text string, ways ...document.Way) {
		steps = append(steps, document.Step{Number: len(steps) + 1, Text: r.readable(text, v.Now), Ways: ways})
	}
	do, record := r.stepsFor(f.Advice), ""
	if last := len(do) - 1; last >= 0 && strings.HasPrefix(do[last], "Record ") {
		do, record = do[:last], do[last]
	}
	s, called := v.Supplier(a), !f.Advice.Call
	for _, text := range do {
		if s == nil || called || text != f.Advice.CallStep {
			add(text)
			continue
		}
		called = true
		addCalls(add, v, s, a, f, r, text)
	}
	if s != nil && !called {
		addCalls(add, v, s, a, f, r, sentence("Call "+envelope.Plain(s.Name)))
	}
	if record != "" {
		add(record)
	}
	return steps
}

// addCalls adds the step that is a call, and what is left when nobody answers.
func addCalls(add func(string, ...document.Way), v View, s *model.Supplier, a model.Alert, f model.Finding, r reader, step string) {
	found := reachableContacts(v, s, a, r)
	own, onFile := numberOnFile(v, s, a, f)
	if onFile {
		step = own.withNumber(step)
	}
	rounds := calls(s, found, step)
	if onFile && len(found) == 0 {
		rounds = []call{{text: sentence(step) + customer(s)}}
	}
	for _, c := range rounds {
		add(c.text, c.ways...)
	}
	if f.Advice.Fallback && s.Fallback != "" {
		add(sentence("Fallback: " + envelope.Plain(s.Fallback)))
	}
}

// stepsFor returns the steps of a finding for the reader. The people of a team are never asked to ask themselves.
func (r reader) stepsFor(x model.Advice) []string {
	do := slices.Clone(x.Do)
	if len(do) > 0 && r.team != nil && r.team == x.Team && x.OwnStep != "" {
		do[0] = x.OwnStep
	}
	return do
}

// call is one round of contacts, tried together.
type call struct {
	text string
	ways []document.Way
}

// calls parts sorted contacts into rounds: those who answer now, those for emergencies who answer now, those who open later, those without a
// telephone. The first round is the step that asks for the call.
func calls(s *model.Supplier, found []reachableContact, step string) []call {
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
	step = sentence(step) + customer(s)
	switch {
	case len(found) == 0:
		return []call{{text: step + lookFor(s, step)}}
	case len(now) > 0:
		return filled([]call{{step, now}, {"If nobody answers:", next}, {"Currently closed:", later}, {"By mail:", byMail}})
	case len(later) > 0:
		return filled([]call{{step + " Nobody answers there now; these open next:", later}, {"By mail:", byMail}})
	}
	return []call{{step + " No phone number is recorded; write:", byMail}}
}

// lookFor returns where to find a number of a supplier that cannot be reached by any way in the registry, unless the step says so itself.
func lookFor(s *model.Supplier, step string) string {
	if strings.Contains(step, " on a contract, an invoice or a delivery note") {
		return ""
	}
	return " No working phone number or address of " + envelope.Plain(s.Name) + " is recorded. Look for one on a contract, an invoice or a delivery note, not in a mail."
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
		text = " Our customer number at " + envelope.Plain(prose.ShortName(s.Name)) + ": " + s.CustomerNumber + "."
	}
	if s.Notes != "" {
		text += " Note: " + envelope.Shorten(envelope.Plain(s.Notes), 200)
	}
	return text
}
