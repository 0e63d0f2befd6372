package resolution

import (
	"fmt"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/subjectname"
	"supplierwatch/internal/view"
)

// Text returns how an alert ended, for a reader. A passed day and a subject that left the registry are never reported as a finished task.
func Text(v view.View, a model.Alert, clock prose.Clock) string {
	switch a.State {
	case model.StateLapsed:
		return "The deadline passed without a recorded action."
	case model.StateWithdrawn:
		return "No longer in the registry."
	}
	if f, ok := record(v, a); ok {
		return recorded(f, a, subjectname.Person(v.Registry, f.By()), clock)
	}
	if text := probed(v, a, clock); text != "" {
		return text
	}
	if text := written(v, a, clock); text != "" {
		return text
	}
	return "The problem was no longer found on " + clock.Instant(ended(v, a)) + ": the registry or the situation has changed."
}

func ended(v view.View, a model.Alert) time.Time {
	if a.EndedAt.IsZero() {
		return v.Now
	}
	return a.EndedAt
}

// settling are the kinds of facts that end an alert.
var settling = []model.FactKind{
	model.FactPlaced, model.FactRequested, model.FactWaived, model.FactKeep, model.FactNoticeGiven, model.FactRenewed, model.FactConfirmed, model.FactConfirmation,
	model.FactVerified, model.FactTold, model.FactReviewed, model.FactSessionHeld, model.FactChanged,
}

// record returns the last fact about the subject of an alert that was recorded while it was open.
func record(v view.View, a model.Alert) (last model.Fact, ok bool) {
	if v.Facts == nil {
		return model.Fact{}, false
	}
	for _, f := range v.Facts.Kind(a.Supplier, a.Subject, settling...) {
		other := !f.Window().IsZero() && a.Occurrence != "" && f.Window().String() != a.Occurrence
		if other || f.RecordedAt.Before(a.Since) || f.RecordedAt.After(ended(v, a)) {
			continue
		}
		last, ok = f, true
	}
	return last, ok
}

// recorded returns who recorded what, and when.
func recorded(f model.Fact, a model.Alert, by string, clock prose.Clock) string {
	when := clock.Instant(f.RecordedAt)
	if f.Actor == model.ActorWatchdog {
		if f.Kind == model.FactConfirmation || f.Kind == model.FactConfirmed {
			return "The confirmation" + inParentheses(f) + " arrived by mail on " + when + "."
		}
		return fmt.Sprintf("%s on %s.", prose.Capital(what(f, a, clock)), when)
	}
	return fmt.Sprintf("%s by %s on %s.", prose.Capital(what(f, a, clock)), by, when)
}

// what returns what a fact records, as the beginning of a sentence.
func what(f model.Fact, a model.Alert, clock prose.Clock) string {
	because := ""
	if f.Because() != "" {
		because = " (" + f.Because() + ")"
	}
	switch f.Kind {
	case model.FactPlaced:
		return "order" + named(f) + " was recorded"
	case model.FactRequested:
		return "purchase request" + named(f) + " was recorded"
	case model.FactWaived:
		return skipped(a) + " was recorded as skipped on purpose" + because
	case model.FactKeep:
		return "the decision to keep the contract" + because + " was recorded"
	case model.FactNoticeGiven:
		return "our notice, received by the supplier on " + clock.Day(dayOf(f)) + ", was recorded"
	case model.FactRenewed:
		return "the renewal until " + clock.Day(f.Until()) + " was recorded"
	case model.FactConfirmed, model.FactConfirmation:
		return "the confirmation" + inParentheses(f) + " was recorded"
	case model.FactVerified:
		return "a verification" + by(f) + " was recorded"
	case model.FactTold:
		return "the announcement of our mailbox addresses was recorded"
	case model.FactReviewed:
		return "the review of the entry was recorded"
	case model.FactSessionHeld:
		return "the session of " + clock.Day(dayOf(f)) + " was recorded"
	}
	return "the change was recorded"
}

func skipped(a model.Alert) string {
	if a.Subject.Kind == model.KindDelivery {
		return "the delivery"
	}
	return "the order"
}

// named returns the reference of a fact behind the word for it.
func named(f model.Fact) string { return behind(f.Reference()) }

// inParentheses returns the reference of a fact, which may be the number of the order or that of its confirmation.
func inParentheses(f model.Fact) string {
	if f.Reference() == "" {
		return ""
	}
	return " (" + f.Reference() + ")"
}

func by(f model.Fact) string {
	if f.How() == "" {
		return ""
	}
	return " by " + string(f.How())
}

// dayOf returns the day on which what a fact records happened.
func dayOf(f model.Fact) civil.Date {
	if !f.On().IsZero() {
		return f.On()
	}
	return civil.DateOf(f.ObservedAt)
}

// ownProbes are the subjects of the probes behind rules about this program, and what a success says.
var ownProbes = map[string]struct {
	subject model.Subject
	again   string
}{
	rulebook.MailRelayDown:   {model.SubjectRelay, "A mail relay accepted our mail again"},
	rulebook.VantageBlind:    {model.SubjectVantage, "The supplierwatch host had network access again"},
	rulebook.RegistryInvalid: {model.SubjectLoading, "The registry was read without errors again"},
}

// probed returns when a probe of the subject of an alert succeeded again, if one did.
func probed(v view.View, a model.Alert, clock prose.Clock) string {
	if v.Facts == nil {
		return ""
	}
	again := "The check succeeded again"
	subject := a.Subject
	if own, ok := ownProbes[a.Rule]; ok {
		subject, again = own.subject, own.again
	}
	s, known := v.Facts.Streak(a.Supplier, subject)
	if !known || s.LastGood == nil || s.Failures > 0 || s.LastGood.ObservedAt.Before(a.Since) {
		return ""
	}
	return again + " on " + clock.Instant(s.LastGood.ObservedAt) + "."
}
