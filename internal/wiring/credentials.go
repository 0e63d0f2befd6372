package wiring

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oauth"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
)

// credentialsEvery is how often our own credentials are checked: the alert about a renewed one should end soon.
const credentialsEvery = 10 * time.Minute

// credentialsProbe checks when our own certificates and secrets expire.
func (s *Logins) credentialsProbe() probe.Probe {
	return probe.Probe{Subject: model.SubjectCredentials, Kind: "credentials", Every: credentialsEvery, Run: s.credentials}
}

// credentials returns the last day of each credential that has one, and which of them the token servers refuse. What cannot be found out
// now is left out.
func (s *Logins) credentials(ctx context.Context) model.Fact {
	fact := model.Fact{Kind: model.FactProbeOK, Source: "credentials"}
	checked := model.Credentials{Ends: lastDays(s.settings), Refused: map[string]string{}}
	var said []string
	for key, last := range checked.Ends {
		said = append(said, key+" ends on "+last.String())
	}
	for use, source := range s.tokens {
		if _, err := source.Token(ctx, ""); errors.Is(err, oauth.ErrRefused) {
			key := credentialKey(use.entry, s.settings.OAuth[use.entry])
			fact.Kind, checked.Refused[key] = model.FactProbeFailed, err.Error()
			said = append(said, key+": "+err.Error())
		}
	}
	slices.Sort(said)
	fact.Evidence = strings.Join(said, "\n")
	return checked.Fact(fact)
}

// credentialKey returns the key in the configuration of what an entry under oauth logs in with.
func credentialKey(name string, o settings.OAuth) string {
	if !o.Key.IsZero() {
		return "oauth." + name + ".key"
	}
	return "oauth." + name + ".client_secret"
}

// lastDays returns the last day of each credential of the configuration that can be read here, in the time zone of the schedule, by its key in the
// configuration.
func lastDays(s *settings.Settings) map[string]civil.Date {
	days := map[string]civil.Date{}
	for name, o := range s.OAuth {
		days[credentialKey(name, o)] = o.Expires
	}
	if s.HTTP.Certificate != "" {
		days["http.tls.cert"] = firstEnds(s.HTTP.Certificate, s.Schedule.Timezone)
	}
	for i, r := range s.Relays {
		days[fmt.Sprintf("smtp[%d].ca_file", i)] = bundleEnds(r.Login, s.Schedule.Timezone)
	}
	for name, a := range s.Accounts {
		days["imap."+name+".ca_file"] = bundleEnds(a.Login, s.Schedule.Timezone)
	}
	maps.DeleteFunc(days, func(_ string, last civil.Date) bool { return last.IsZero() })
	return days
}

// firstEnds returns the last day of the first certificate in a file, which is the one that a server shows. It is zero if it cannot be read.
func firstEnds(file string, zone *time.Location) civil.Date {
	for _, c := range certificates(file) {
		return civil.TodayIn(zone, c.NotAfter)
	}
	return civil.Date{}
}

// bundleEnds returns the last day of the authority in a bundle that lasts longest. While a bundle has a new authority too, the end of the
// old one is nothing to worry about.
func bundleEnds(l settings.Login, zone *time.Location) civil.Date {
	var last civil.Date
	for _, c := range certificates(l.CAFile) {
		if ends := civil.TodayIn(zone, c.NotAfter); ends.After(last) {
			last = ends
		}
	}
	return last
}

// certificates returns the certificates of a PEM file, or none if the file is missing or unreadable.
func certificates(file string) []*x509.Certificate {
	if file == "" {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil // whoever needs the file reports the error
	}
	var all []*x509.Certificate
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if c, err := x509.ParseCertificate(block.Bytes); err == nil && block.Type == "CERTIFICATE" {
			all = append(all, c)
		}
	}
	return all
}
