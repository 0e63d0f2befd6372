package rules

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		globalChange: credentialChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			"own-credential-expiring": credentialsExpiring,
		},
	})
}

// credentialsExpiring finds credentials of the watchdog itself that end soon, in the days of what no team owns.
func credentialsExpiring(ec *obligations.Context) []model.Finding {
	s, _ := ec.Facts.Streak("", model.SubjectCredentials)
	var found []model.Finding
	credentials := s.Last.Credentials()
	for _, key := range slices.Sorted(maps.Keys(credentials.Ends)) {
		if credentials.Refused[key] == "" {
			found = append(found, expiringCredential(ec, key, credentials.Ends[key])...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(credentials.Refused)) {
		found = append(found, credentialFinding(ec, key, "is refused: "+credentials.Refused[key], "now"))
	}
	return found
}

// expiringCredential finds a credential that ends within the threshold or has ended.
func expiringCredential(ec *obligations.Context, key string, last civil.Date) []model.Finding {
	today := ec.Today()
	switch {
	case last.IsZero() || last.After(today.Plus(ec.Limit("own-credential-expiring"), nil)):
		return nil
	case last.Before(today):
		return one(credentialFinding(ec, key, fmt.Sprintf("ended on %s", last), "now"))
	}
	return one(credentialFinding(ec, key, fmt.Sprintf("ends on %s", last), "by "+prose.Short(last)))
}

// credentialFinding makes a finding about a key of the configuration.
func credentialFinding(ec *obligations.Context, key, what, when string) model.Finding {
	f := model.Finding{
		Subject: model.SubjectWatchdog, Occurrence: key, Position: ec.Registry.First, Severity: model.Warning, OverrideQuietHours: true, Policy: ec.Registry.Policies["critical"],
		Message: fmt.Sprintf("Our own credential under %s %s.", key, what),
	}
	f.Advice = model.Advice{
		Headline: prose.Cut("Renew "+key+" "+when, headlineRoom), Lead: lead("Renew it "+when, f.Message),
		Do: []string{"Get a new one.", "Put it where " + key + " points, and restart the watchdog."},
	}
	return f
}

// credentialChange returns the end of the day, once a credential with a date is known.
func credentialChange(ec *obligations.Context) time.Time {
	if _, dated := ec.Facts.Streak("", model.SubjectCredentials); !dated {
		return time.Time{}
	}
	return ec.Today().End(ec.Registry.Unowned.Zone())
}
