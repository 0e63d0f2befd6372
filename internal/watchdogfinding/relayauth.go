package watchdogfinding

import (
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// passwordsUntil is the last day on which Exchange Online accepts passwords at its relays by default:
// https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online
var passwordsUntil = civil.NewDate(2026, time.December, 31)

// exchangeRelays are the relays of Exchange Online that accept a login.
var exchangeRelays = []string{"smtp.office365.com", "smtp-legacy.office365.com"}

// RelayAuthRetiring returns a finding for each of our relays at Exchange Online into which we log in with a password, by host.
func RelayAuthRetiring(r *model.Registry, now time.Time) []model.Finding {
	places := map[string]model.Position{}
	for host, at := range r.PasswordRelays {
		host = strings.ToLower(strings.TrimSuffix(host, "."))
		if known, twice := places[host]; slices.Contains(exchangeRelays, host) && (!twice || at.Compare(known) < 0) {
			places[host] = at
		}
	}
	var found []model.Finding
	for _, host := range slices.Sorted(maps.Keys(places)) {
		found = append(found, retiring(r, host, places[host], r.Unowned.Today(now)))
	}
	return found
}

// RelayAuthChange returns the instant at which the text of RelayAuthRetiring changes; zero for never again.
func RelayAuthChange(r *model.Registry, now time.Time) time.Time {
	if len(r.PasswordRelays) == 0 || r.Unowned.Today(now).After(passwordsUntil) {
		return time.Time{}
	}
	return passwordsUntil.End(r.Unowned.Zone())
}

// retiring makes the finding about one relay. Its text follows the clock: no instruction names a day in the past.
func retiring(r *model.Registry, host string, at model.Position, today civil.Date) model.Finding {
	f := aboutLogin(r, host, at)
	when := "by " + prose.DayMonth(passwordsUntil)
	f.Message = "We log in to the mail relay " + host + " with a password. Microsoft 365 switches such logins off by default at the end of " +
		"December 2026, and then rejects our mails with 550 5.7.30. An administrator can switch them on again."
	enable := "Or ask the Microsoft 365 administrator to switch password logins (basic authentication for SMTP AUTH) on again once they are off."
	if today.After(passwordsUntil) {
		when = "now"
		f.Message = "We log in to the mail relay " + host + " with a password. In Microsoft 365 such logins have been off by default since the end of " +
			"December 2026: our mails are rejected with 550 5.7.30 unless an administrator has switched them on again."
		enable = "Or ask the Microsoft 365 administrator to switch password logins (basic authentication for SMTP AUTH) on again."
	}
	f.Advice = model.Advice{
		Headline: "Switch " + host + " to OAuth " + when,
		Lead:     strings.ToUpper("Switch the relay to OAuth "+when) + ". " + f.Message,
		Do: []string{
			"In the configuration, write `auth: xoauth2` and `oauth` for this relay instead of its password, and restart supplierwatch; docs/oauth.md has the steps.",
			enable,
		},
	}
	return f
}
