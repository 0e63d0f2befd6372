package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	globalChange: credentialChange,
	global: map[string]func(*evalContext) []model.Finding{
		"own-credential-expiring": credentialsExpiring,
	},
})

// credentialsExpiring finds what the watchdog itself lives on and soon can no more. Days are those of UTC: certificates end by its clock.
func credentialsExpiring(ec *evalContext) []model.Finding {
	s, _ := ec.facts.Streak("", model.SubjectCredentials)
	var found []model.Finding
	for _, name := range slices.Sorted(maps.Keys(s.Last.Data)) {
		if key, ok := strings.CutPrefix(name, model.DataRefused); ok {
			found = append(found, credentialFinding(ec, key, "is refused: "+s.Last.Data[name], "now"))
		}
		if key, ok := strings.CutPrefix(name, model.DataEnds); ok && s.Last.Data[model.DataRefused+key] == "" {
			found = append(found, expiringCredential(ec, key, day(s.Last, name))...)
		}
	}
	return found
}

// expiringCredential finds a credential that ends within the threshold or has ended.
func expiringCredential(ec *evalContext, key string, last civil.Date) []model.Finding {
	today := civil.DateOf(ec.now.UTC())
	switch {
	case last.IsZero() || last.After(today.Plus(ec.limit("own-credential-expiring"), nil)):
		return nil
	case last.Before(today):
		return one(credentialFinding(ec, key, fmt.Sprintf("ended on %s", last), "now"))
	}
	return one(credentialFinding(ec, key, fmt.Sprintf("ends on %s", last), "by "+short(last)))
}

// credentialFinding makes a finding on what stands under a key of the configuration.
func credentialFinding(ec *evalContext, key, what, when string) model.Finding {
	f := model.Finding{
		Subject: subjectWatchdog, Occurrence: key, Position: ec.registry.First, Severity: model.Warning, OverrideQuietHours: true, Policy: ec.registry.Policies["critical"],
		Message: fmt.Sprintf("Our own credential under %s %s.", key, what),
	}
	f.Advice = model.Advice{
		Headline: cut("Renew "+key+" "+when, headlineRoom), Lead: lead("Renew it "+when, f.Message),
		Do: []string{"Get a new one.", "Put it where " + key + " points, and restart the watchdog."},
	}
	return f
}

// credentialChange returns the end of the day, once a credential with a date is known.
func credentialChange(ec *evalContext) time.Time {
	if _, dated := ec.facts.Streak("", model.SubjectCredentials); !dated {
		return time.Time{}
	}
	return civil.DateOf(ec.now.UTC()).End(time.UTC)
}
