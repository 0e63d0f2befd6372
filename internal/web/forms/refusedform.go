package forms

import (
	"errors"
	"net/http"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// Refused is a form that was sent and not recorded. It is shown again with everything that was typed.
type Refused struct {
	Sent  Sent
	Why   string // in a sentence
	field string // that is missing or wrong; empty: none alone is
}

// NewRefused returns a form that was refused, and the status of the response.
func NewRefused(sent Sent, err error, w response.Writer) (*Refused, int) {
	status, why := w.Status(err)
	refused := &Refused{Sent: sent, Why: sentenceOf(why)}
	if r, ok := errors.AsType[*model.Refusal](err); ok {
		refused.field, refused.Why = r.Field, fieldSentence(r.Field, why)
		switch r.Kind {
		case model.RefusedInvalid, model.RefusedUnfit, model.RefusedConflict:
			status = http.StatusUnprocessableEntity
		}
	}
	return refused, status
}

// fieldSentence returns why a field is wrong, without the name that only programs know it by.
func fieldSentence(field, why string) string {
	if field == "" {
		return sentenceOf(why)
	}
	for _, name := range []string{"`" + field + "`", field} {
		if rest, found := strings.CutPrefix(why, name+": "); found {
			return sentenceOf(rest)
		}
		if rest, found := strings.CutPrefix(why, "`"+field+"` "); found {
			return sentenceOf("this " + rest)
		}
	}
	return sentenceOf(why)
}

// sentenceOf returns a text as a sentence.
func sentenceOf(text string) string {
	text = prose.Capital(text)
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// TypedField is what was typed into a field of a form that the page does not show any more.
type TypedField struct{ Label, Text string }

// Typed returns everything that was typed into the form.
func (r Refused) Typed() []TypedField {
	var all []TypedField
	for _, field := range actionForms[content.Verbs[r.Sent.Do]].Fields {
		if text := r.Sent.field(field.Name); text != "" && field.Kind != "hidden" {
			label, _, _ := strings.Cut(field.Label, " (")
			all = append(all, TypedField{label, text})
		}
	}
	return all
}
