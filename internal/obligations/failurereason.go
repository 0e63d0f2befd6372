package obligations

import (
	"fmt"
	"strings"

	"supplierwatch/internal/factindex"
)

// reasonWords are texts for the reasons why a probe, a login or a relay failed. Any other reason is written as it is.
var reasonWords = map[string]string{
	"dns":                       "its name cannot be resolved",
	"nxdomain":                  "its name does not exist",
	"refused":                   "the connection was refused",
	"unreachable":               "its address cannot be reached",
	"timeout":                   "it does not answer in time",
	"cut":                       "the connection was interrupted",
	"protocol":                  "its answer is not valid",
	"tls":                       "no secure connection could be made",
	"certificate-expired":       "its certificate has expired",
	"certificate-not-yet-valid": "its certificate is not valid yet",
	"certificate-name":          "its certificate is for another host",
	"certificate-untrusted":     "its certificate comes from an issuer that we do not trust",
	"certificate-incomplete":    "its server does not send an intermediate certificate",
	"status":                    "it answers with an error",
	"redirects":                 "it redirects in a loop",
	"critical":                  "the check reports a failure",
	"login":                     "the login was rejected",
	"token":                     "no access token was issued for the login",
	"folder":                    "its folder cannot be opened",
}

// FailureReason returns why the last failure of a streak came about; nothing where that is not known.
func FailureReason(s factindex.Streak) string {
	reason := s.Last.Reason()
	if words, ok := reasonWords[reason]; ok {
		return ": " + words
	}
	if reason == "" {
		return ""
	}
	return ": " + strings.ReplaceAll(reason, "-", " ")
}

// Since returns how often and since when something has failed.
func Since(s factindex.Streak) string {
	text := "Failed at "
	if s.Failures > 1 {
		text = fmt.Sprintf("Failed %d times in a row since ", s.Failures)
	}
	text += s.First.ObservedAt.UTC().Format("2006-01-02 15:04 UTC")
	if s.Last.Evidence != "" {
		text += "; last error: " + strings.TrimRight(s.Last.Evidence, ".")
	}
	return text + "."
}

// EndpointRemedy returns what to do first where an endpoint is down, by the reason of the last failure.
func EndpointRemedy(s factindex.Streak) string {
	switch s.Last.Reason() {
	case "certificate-incomplete":
		return "Ask the supplier to install the intermediate certificate that its server does not send. Browsers fetch it, most programs do not."
	case "certificate-expired":
		return "Ask the supplier to renew the certificate. Do not disable its verification on our side."
	case "certificate-name":
		return "Check the host name in the registry, and ask the supplier for which name the certificate is issued."
	case "certificate-untrusted":
		return "Ask the supplier which authority issued the certificate, and whether its server sends the intermediate certificates."
	}
	return "Check whether the fault is on our side: try another network and another endpoint."
}

// MailboxRemedy returns what to check where a mailbox cannot be read, by the reason of the last failure.
func MailboxRemedy(s factindex.Streak) string {
	switch s.Last.Reason() {
	case "dns", "refused", "timeout":
		return "Check with the administrators of the mail server that it is up, and that the supplierwatch host can reach it."
	case "tls", "certificate-expired":
		return "Have the administrators of the mail server check its certificate."
	case "folder":
		return "Check that the folder exists and that the account may read it."
	case "protocol":
		return "Show the evidence below to the administrators of the mail server: the session with it broke off."
	}
	return "Check the account and its password with the administrators of the mail server."
}
