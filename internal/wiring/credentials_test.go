package wiring

import (
	"encoding/pem"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/testkit"
)

// pemFile writes certificates that end on the given days and returns its path.
func pemFile(t *testing.T, ends ...string) string {
	t.Helper()
	var bundle []byte
	for _, day := range ends {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		cert := testkit.NewCA(t).Server(t, at, "mail.test")
		bundle = append(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})...)
	}
	path := filepath.Join(t.TempDir(), "certificates.pem")
	if err := os.WriteFile(path, bundle, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCredentials(t *testing.T) {
	tokens := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	s := NewLogins(&settings.Settings{
		HTTP: settings.HTTP{Certificate: pemFile(t, "2027-05-01", "2030-01-01")},
		OAuth: map[string]settings.OAuth{
			"m365":  {TokenURL: tokens.TokenURL, ClientID: testkit.ClientID, ClientSecret: settings.NewSecret(testkit.ClientSecret), Expires: civil.NewDate(2027, 6, 1)},
			"other": {TokenURL: tokens.TokenURL, ClientID: testkit.ClientID, ClientSecret: settings.NewSecret("wr0ng")},
			"gone":  {TokenURL: "http://127.0.0.1:1/", ClientID: "x", ClientSecret: settings.NewSecret("y")},
		},
		Relays:   []settings.Relay{{Directory: "x"}, {Login: settings.Login{CAFile: pemFile(t, "2026-01-01", "2028-01-01")}}},
		Accounts: map[string]settings.Account{"corp": {Login: settings.Login{CAFile: "missing.pem"}}},
	})
	fact := s.credentials(t.Context())
	want := map[string]string{
		"ends oauth.m365.client_secret": "2027-06-01", "ends http.tls.cert": "2027-05-01", "ends smtp[1].ca_file": "2028-01-01",
		"reason": "refused", "refused oauth.other.client_secret": fact.Data["refused oauth.other.client_secret"],
	}
	for key, value := range want {
		if fact.Data[key] != value || value == "" {
			t.Errorf("%s is %q, want %q", key, fact.Data[key], value)
		}
	}
	if len(fact.Data) != len(want) || fact.Kind != model.FactProbeFailed {
		t.Errorf("fact = %+v", fact)
	}
	if told := fact.Data["refused oauth.other.client_secret"]; !strings.Contains(told, "401 invalid_client") || strings.Contains(fact.Evidence, "wr0ng") {
		t.Errorf("the refusal is told as %q, the evidence as %q", told, fact.Evidence)
	}
	tokens.Answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	if fact := s.credentials(t.Context()); fact.Kind != model.FactProbeOK {
		t.Errorf("a token server that is out of order counts as a refusal: %+v", fact)
	}
}
