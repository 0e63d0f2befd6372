package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

// ignoreRules watch the exceptions that people wrote, so that none outlives its reason.
func ignoreRules() []Rule {
	return []Rule{
		{
			Name: "ignore-expired", Needs: NeedsTime, Route: model.RouteWork, Severity: warnings, supplier: ignoreExpired,
			Doc: "An exception to a rule does not count: its last day is past, or lies more than twelve months ahead, so that nobody would ask " +
				"again whether its reason still holds. The rule is judged as if the exception were not there. Find out whether the reason " +
				"still holds; then set a day within twelve months, or remove the exception.",
		},
		{
			Name: "ignore-expiring", Needs: NeedsTime, Route: model.RouteWork, Severity: infos, supplier: ignoreExpiring,
			Doc: "An exception to a rule ends within a month; after that the rule is judged again. Ask whoever wrote it whether the reason still " +
				"holds. If it does, set another day; if it does not, mend what the rule is about or let the exception end.",
		},
	}
}

// aboutIgnore begins a finding on an exception.
func aboutIgnore(e *supplierEval, x model.Ignore) model.Finding {
	f := e.about("ignore/"+x.Rule, x.Pos, e.s.Supplies)
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
