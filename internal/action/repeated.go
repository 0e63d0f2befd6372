package action

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

// checkRepeated returns a refusal if a fact does not record what a request with the same id asks for about an alert. What the request would record
// about a supplier is passed too.
func checkRepeated(known *model.Registry, f model.Fact, a model.Alert, r Request, asked record.Request) error {
	if f.Kind != FactKind(r.Verb) || f.Actor != r.By {
		return idTaken(r, "another action")
	}
	switch {
	case f.Supplier != "" && r.Verb == replycmd.Accept && (f.Supplier != a.Supplier || f.Subject != a.Subject):
		return idTaken(r, "another action")
	case f.Supplier != "" && r.Verb == replycmd.Accept:
		return nil
	case f.Supplier != "":
		return checkRecorded(known, f, r, asked)
	}
	recorded, err := f.AlertAction()
	if err != nil || recorded.Alert != a.ID || recorded.Note != r.Note {
		return idTaken(r, "another action")
	}
	switch {
	case !r.hasEnd() && recorded.Until.IsZero():
		return nil
	case !r.hasEnd():
		return idTaken(r, fmt.Sprintf("a%s until %s, and this one names no end", nounOf(r.Verb), recorded.Until.UTC().Format(time.RFC3339)))
	}
	return checkEnd(recorded, calendarOf(known, a), r)
}

// checkEnd returns a refusal if an acknowledgement or a snooze ends at another time than the one recorded. A period counts from when it was first asked for.
func checkEnd(recorded model.AlertAction, c *civil.Calendar, r Request) error {
	first := r
	first.At = recorded.At
	until, err := heldUntil(first, c, recorded.RecordedAt)
	if err != nil {
		return err
	}
	if recorded.Until.IsZero() {
		return idTaken(r, "a"+nounOf(r.Verb)+" without an end")
	}
	if was, is := recorded.Until.UTC().Format(time.RFC3339), until.UTC().Format(time.RFC3339); was != is {
		return idTaken(r, fmt.Sprintf("a%s until %s, and this one ends %s", nounOf(r.Verb), was, is))
	}
	return nil
}

// checkRecorded returns a refusal if a fact about a supplier does not record what a request asks for. What a request leaves out was completed when
// it was recorded, and is not compared.
func checkRecorded(known *model.Registry, f model.Fact, r Request, asked record.Request) error {
	about, occurrence, _ := strings.Cut(asked.Subject, "@")
	switch {
	case about != model.SubjectRef{Supplier: f.Supplier, Subject: f.Subject}.String(), occurrence != "" && occurrence != f.Window().String(),
		asked.Reference != f.Reference(), asked.How != string(f.How()), asked.Because != f.Because(), asked.Mailbox != f.Mailbox():
		return idTaken(r, "another action")
	case asked.Until != "" && asked.Until != f.Until().String():
		return idTaken(r, fmt.Sprintf("`%s` until %s, and this one is until %s", f.Kind, f.Until(), asked.Until))
	}
	if named := f.For().String(); asked.For != named {
		return idTaken(r, fmt.Sprintf("`%s` for %s, and this one is for %s", f.Kind, cmp.Or(named, "no end"), cmp.Or(asked.For, "no end")))
	}
	return checkDay(calendarOf(known, model.Alert{Supplier: f.Supplier}), f, r, asked.On)
}

// checkDay returns a refusal if a fact is recorded for another day than a request names, or than the day of a request that names none.
func checkDay(calendar *civil.Calendar, f model.Fact, r Request, asked string) error {
	on := f.On()
	if on.IsZero() || on.String() == asked {
		return nil
	}
	if asked == "" {
		if on == calendar.Today(r.At) || on == calendar.Today(f.RecordedAt) {
			return nil
		}
		asked = "today"
	}
	return idTaken(r, fmt.Sprintf("`%s` on %s, and this one is on %s", f.Kind, on, asked))
}

// idTaken returns the refusal of a request whose id is that of something else.
func idTaken(r Request, of string) error {
	return conflict("the id %q is that of %s; choose another id for this one", r.chosenID(), of)
}

// nounOf returns a pause of an alert as a noun, behind its article.
func nounOf(v replycmd.Verb) string {
	if v == replycmd.Ack {
		return "n acknowledgement"
	}
	return " snooze"
}
