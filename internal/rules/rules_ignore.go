package rules

import (
	"fmt"

	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: ignoreChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"ignore-expired":  ignoreExpired,
			"ignore-expiring": ignoreExpiring,
		},
	})
}

// aboutIgnore begins a finding on an exception.
func aboutIgnore(e *obligations.Supplier, x model.Ignore) model.Finding {
	f := about(e, model.KindIgnore.Subject(x.Rule), x.Pos, e.Entry.Supplies)
	f.Due = x.Until
	return f
}

func ignoreExpired(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Ignores {
		if x.Until.IsZero() || obligations.IgnoreInForce(e, x) {
			continue
		}
		f := aboutIgnore(e, x)
		f.Message = fmt.Sprintf("The exception to `%s` for %s expired on %s%s.", x.Rule, e.Entry.Name, x.Until, reason(x))
		if !x.Until.Before(e.OwnToday) {
			f.Message = fmt.Sprintf("The exception to `%s` for %s is not valid: it runs until %s, more than %s ahead%s.",
				x.Rule, e.Entry.Name, x.Until, obligations.LongestIgnore, reason(x))
		}
		found = append(found, askAbout(e, f, "Renew or remove the exception", x.Rule, askAuthor(x),
			fmt.Sprintf("Set an end date within %s, or remove the exception.", obligations.LongestIgnore))...)
	}
	return found
}

func ignoreExpiring(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, x := range e.Entry.Ignores {
		if !obligations.IgnoreInForce(e, x) || x.Until.After(e.Horizon("ignore-expiring")) {
			continue
		}
		f := aboutIgnore(e, x)
		f.ExpiresOn = x.Until
		f.Message = fmt.Sprintf("The exception to `%s` for %s expires on %s%s.", x.Rule, e.Entry.Name, x.Until, reason(x))
		found = append(found, askAbout(e, f, "Renew the exception "+findingtext.BeforeEnd(e, x.Until), x.Rule, askAuthor(x),
			"Set a new end date, or let the exception expire.")...)
	}
	return found
}

// reason adds to a sentence why the exception was written, if that is written too.
func reason(x model.Ignore) string {
	if x.Because == "" {
		return ""
	}
	return " (" + x.Because + ")"
}

func askAuthor(x model.Ignore) string {
	if x.By == "" {
		return "Find out whether the reason still applies."
	}
	return "Ask " + x.By + " whether the reason still applies."
}

// ignoreChanges notes when exceptions begin to count and when they end.
func ignoreChanges(t *nextChange) {
	for _, x := range t.eval.Entry.Ignores {
		t.onAndAfter(x.Until)
		t.within(x.Until, obligations.LongestIgnore, nil)
		t.within(x.Until, t.eval.Limit("ignore-expiring"), t.eval.OwnCalendar)
	}
}
