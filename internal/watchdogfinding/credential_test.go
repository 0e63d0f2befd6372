package watchdogfinding

import (
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestRenewalNamesWhatExpires holds that the steps name a key where a key expires, and nothing that the configuration does not have.
func TestRenewalNamesWhatExpires(t *testing.T) {
	last := civil.NewDate(2026, 12, 9)
	for key, want := range map[string]string{
		"oauth.google.key":         "new key of the service account",
		"oauth.m365.client_secret": "new secret of the OAuth client",
		"http.tls.cert":            "new certificate",
		"smtp[0].ca_file":          "certificate of the authority",
		"imap.corp.ca_file":        "certificate of the authority",
	} {
		found := ExpiringCredentials(&model.Registry{}, model.Credentials{Ends: map[string]civil.Date{key: last}}, last.AddDays(-9), civil.Period{Days: 30})
		if len(found) != 1 || !strings.Contains(found[0].Advice.Do[0], want) || !strings.Contains(found[0].Advice.Do[1], key) {
			t.Errorf("%s: %+v", key, found)
		}
	}
}
