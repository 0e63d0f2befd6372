package cache

import (
	"errors"
	"reflect"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
	"supplierwatch/internal/structcodec"
)

// Text is a text of the registry with its place.
type Text = strictyaml.Value[string]

// TextOf returns a text of a type of its own.
func TextOf[T ~string](v strictyaml.Value[T]) Text {
	return Text{V: string(v.V), Place: v.Place, Set: v.Set, From: v.From}
}

// Supplier is a supplier that was checked by itself without any problem, with what is checked against the others.
type Supplier struct {
	Supplier     *model.Supplier
	IDAt         strictyaml.Place // zero where there is no valid id
	Was          []Text
	Alternatives []Text
}

// referenced are the types of what suppliers refer to and files define together.
var referenced = []reflect.Type{
	reflect.TypeFor[*model.Tier](), reflect.TypeFor[*model.Team](), reflect.TypeFor[*model.Line](), reflect.TypeFor[*model.Mailbox](), reflect.TypeFor[*civil.Calendar](),
}

// supplierCodec encodes suppliers. What the positions of a supplier have in common is the file.
func supplierCodec() (*structcodec.Codec[Supplier], error) {
	return structcodec.New[Supplier](referenced,
		structcodec.By(encodePosition, decodePosition),
		structcodec.By(encodeDate, decodeDate),
		structcodec.Through(
			func(w civil.Window) (civil.WindowParts, error) { return w.Parts(), nil },
			func(p civil.WindowParts) (civil.Window, error) { return p.Window(), nil },
		),
		structcodec.Through(
			func(r civil.Recurrence) (ruleText, error) { return ruleText{r.String(), r.From()}, nil },
			ruleText.parse,
		),
		structcodec.Through(
			func(t time.Time) (string, error) { return t.Format(time.RFC3339Nano), nil },
			func(s string) (time.Time, error) { return time.Parse(time.RFC3339, s) },
		),
	)
}

var errPlace = errors.New("a supplier has a place in another file")

func encodePosition(e *structcodec.Encoder, p *model.Position) {
	if p.File != e.Common {
		e.Fail(errPlace)
	}
	e.Int(int64(p.Line))
	e.Int(int64(p.Column))
}

func decodePosition(d *structcodec.Decoder, p *model.Position) {
	*p = model.Position{File: d.Common, Line: int(d.Int()), Column: int(d.Int())}
}

// encodeDate encodes a day by its year, month and day, and the zero Date by a year that there is not.
func encodeDate(e *structcodec.Encoder, d *civil.Date) {
	e.Int(int64(d.Year()))
	if !d.IsZero() {
		e.Int(int64(d.Month()))
		e.Int(int64(d.Day()))
	}
}

func decodeDate(d *structcodec.Decoder, to *civil.Date) {
	*to = civil.Date{}
	if year := int(d.Int()); year != 0 {
		*to = civil.NewDate(year, time.Month(d.Int()), int(d.Int()))
	}
}

// ruleText is a recurrence as it is written.
type ruleText struct {
	Text string
	From civil.Date
}

func (r ruleText) parse() (civil.Recurrence, error) {
	if r.Text == "" {
		return civil.Recurrence{}, nil
	}
	return civil.ParseRecurrence(r.Text, r.From)
}
