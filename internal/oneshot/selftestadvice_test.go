package oneshot

import (
	"strings"
	"testing"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/neterror"
)

// Each kind of failure has advice of its own: a certificate is not to blame for a wrong port.
func TestAdviceFitsTheFailure(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		neterror.NotTLS:                     "tls: starttls",
		neterror.Outdated + "2026-08-01":    "renew its certificate",
		neterror.OtherHost + "a, not for b": "a name that the certificate is for",
		neterror.UnknownAuthority:           "ca_file",
		"protocol version not supported":    "Check tls under",
	} {
		got := afterLogin(imap.Attempt{Reason: imap.ReasonTLS, Failed: imap.StepTLS, Evidence: "begin TLS: " + words}, "imap.corp")
		if !strings.Contains(got, want) || !strings.Contains(got, "imap.corp") && want != "renew its certificate" {
			t.Errorf("%s: got %q, want %q", words, got, want)
		}
	}
	for words, want := range map[string]string{
		"log in: " + neterror.NotTLS:                                       "465",
		"log in: " + neterror.UnknownAuthority:                             "ca_file",
		"log in: the server offers no login":                               "Check port and tls",
		"log in: the server does not offer STARTTLS":                       "Check port and tls",
		"log in: the server does not offer the login method SCRAM-SHA-256": "Write another auth",
		`log in: the relay refuses the login: 535 "5.7.8 Error"`:           "Check auth, username and password",
		"log in: no answer in time":                                        "Check host, port and tls",
	} {
		if got := afterRelay(words, "smtp[0]"); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", words, got, want)
		}
	}
}
