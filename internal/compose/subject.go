package compose

import (
	"strings"
	"unicode/utf8"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/subjectname"
)

// badge is the severity as it precedes a subject.
func badge(s model.Severity) string { return strings.ToUpper(string(s)) }

// headlineOf returns what an alert is called: the headline of its finding, else its subject and its rule.
func headlineOf(v View, a model.Alert, f model.Finding) string {
	if h := envelope.Plain(f.Advice.Headline); h != "" {
		return h
	}
	return labelOf(v, a, envelope.ValueLimit)
}

// labelOf returns the name of an alert when nothing has to be done any more, or no rule says what: Supply agreement: renewal decision (ACME
// Photoresist GmbH). A label that is longer than the limit keeps the short name of the supplier, then the rule, and as much of the subject as fits.
func labelOf(v View, a model.Alert, limit int) string {
	thing, rule := subjectName(v, a), rulebook.Topic(a.Rule)
	supplier := supplierNameOf(v, a)
	if supplier == "" || supplier == thing {
		return envelope.Plain(thing + ": " + rule)
	}
	if whole := envelope.Plain(thing + ": " + rule + " (" + supplier + ")"); utf8.RuneCountInString(whole) <= limit {
		return whole
	}
	tail := " (" + shortNameOf(v, a) + ")"
	rule = envelope.Shorten(rule, max(shortest, limit-utf8.RuneCountInString(tail)))
	room := limit - utf8.RuneCountInString(": "+rule+tail)
	if room < shortest {
		return envelope.Plain(rule + tail)
	}
	return envelope.Plain(envelope.Shorten(thing, room) + ": " + rule + tail)
}

// shortest is how many characters of a thing's name still tell something.
const shortest = 8

// shortNameOf is how a supplier is called where there is little room.
func shortNameOf(v View, a model.Alert) string {
	if s := v.Supplier(a); s != nil {
		return envelope.Plain(prose.ShortName(s.Name))
	}
	return envelope.Plain(a.Supplier)
}

func supplierNameOf(v View, a model.Alert) string {
	if s := v.Supplier(a); s != nil {
		return envelope.Plain(s.Name)
	}
	return envelope.Plain(a.Supplier)
}

// subjectName returns the name of the subject of an alert as people know it.
func subjectName(v View, a model.Alert) string {
	s := v.Supplier(a)
	if s == nil {
		return envelope.Plain(subjectname.OfOurs(v.Registry, a.Subject))
	}
	if name := subjectname.Of(s, a.Subject); name != "" {
		return envelope.Plain(name)
	}
	return envelope.Plain(s.Name)
}
