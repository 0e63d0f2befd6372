package watchdogfinding

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// ExpiringCredentials returns the findings on credentials that are refused, have ended, or end within the threshold.
func ExpiringCredentials(r *model.Registry, credentials model.Credentials, today civil.Date, within civil.Period) []model.Finding {
	var found []model.Finding
	for _, key := range slices.Sorted(maps.Keys(credentials.Ends)) {
		if credentials.Refused[key] == "" {
			found = append(found, expiring(r, key, credentials.Ends[key], today, within)...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(credentials.Refused)) {
		found = append(found, credential(r, key, "was rejected: "+credentials.Refused[key], "now"))
	}
	return found
}

// expiring finds a credential that ends within the threshold or has ended.
func expiring(r *model.Registry, key string, last, today civil.Date, within civil.Period) []model.Finding {
	switch {
	case last.IsZero() || last.After(today.Plus(within, nil)):
		return nil
	case last.Before(today):
		return []model.Finding{credential(r, key, fmt.Sprintf("expired on %s", last), "now")}
	}
	return []model.Finding{credential(r, key, fmt.Sprintf("expires on %s", last), "by "+prose.DayMonth(last))}
}

// credential makes a finding about a key of the configuration.
func credential(r *model.Registry, key, what, when string) model.Finding {
	f := aboutLogin(r, key, r.First)
	f.OverrideQuietHours = true
	f.Message = fmt.Sprintf("Our credential `%s` %s.", key, what)
	f.Advice = model.Advice{
		Headline: "Renew " + key + " " + when, Lead: strings.ToUpper("Renew the credential "+when) + ". " + f.Message,
		Do: []string{renewal(key), "Store it where `" + key + "` points, and restart supplierwatch."},
	}
	return f
}

// aboutLogin begins a finding on one of our own logins.
func aboutLogin(r *model.Registry, occurrence string, at model.Position) model.Finding {
	return model.Finding{
		Subject: model.SubjectWatchdog, Occurrence: occurrence, Position: at, Severity: model.Warning, Policy: r.Policies["critical"],
	}
}

// renewal returns how to get a new credential, by what its key in the configuration names.
func renewal(key string) string {
	switch key[strings.LastIndexByte(key, '.')+1:] {
	case "key":
		return "Create a new key of the service account, and write its last day as `expires`."
	case "client_secret":
		return "Create a new secret of the OAuth client, and write its last day as `expires`."
	case "ca_file":
		return "Get the new certificate of the authority from the administrators of the server."
	}
	return "Get a new certificate."
}
