package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: ignoreChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"ignore-expired":  ignoreExpired,
		"ignore-expiring": ignoreExpiring,
	},
})

// aboutIgnore begins a finding on an exception.
func aboutIgnore(e *supplierEval, x model.Ignore) model.Finding {
	f := e.about(model.KindIgnore.Subject(x.Rule), x.Pos, e.s.Supplies)
	f.Due = x.Until
	return f
}

func ignoreExpired(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, x := range e.s.Ignores {
		if x.Until.IsZero() || e.inForce(x) {
			continue
		}
		f := aboutIgnore(e, x)
		f.Message = fmt.Sprintf("The exception to %s for %s ended on %s%s.", x.Rule, e.s.Name, x.Until, reason(x))
		if !x.Until.Before(e.today) {
			f.Message = fmt.Sprintf("The exception to %s for %s does not count: it would last until %s, more than %s ahead%s.",
				x.Rule, e.s.Name, x.Until, longestIgnore, reason(x))
		}
		found = append(found, e.askAbout(f, "Renew or remove the exception", x.Rule, askAuthor(x),
			fmt.Sprintf("Set a day within %s, or remove the exception.", longestIgnore))...)
	}
	return found
}

func ignoreExpiring(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, x := range e.s.Ignores {
		if !e.inForce(x) || x.Until.After(e.horizon("ignore-expiring")) {
			continue
		}
		f := aboutIgnore(e, x)
		f.ExpiresOn = x.Until
		f.Message = fmt.Sprintf("The exception to %s for %s ends on %s%s.", x.Rule, e.s.Name, x.Until, reason(x))
		found = append(found, e.askAbout(f, "Renew the exception by "+e.short(x.Until), x.Rule, askAuthor(x),
			"Set another day, or let it end.")...)
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
		return "Find out whether the reason still holds."
	}
	return "Ask " + x.By + " whether the reason still holds."
}

// ignoreChanges notes when exceptions begin to count and when they end.
func ignoreChanges(t *nextChange) {
	for _, x := range t.eval.s.Ignores {
		t.after(x.Until)
		t.within(x.Until, longestIgnore, nil)
		t.within(x.Until, t.eval.limit("ignore-expiring"), t.eval.ownCalendar)
	}
}
