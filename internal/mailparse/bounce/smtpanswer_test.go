package bounce_test

import (
	"testing"

	"supplierwatch/internal/mailparse/bounce"
)

func TestRefused(t *testing.T) {
	for answer, want := range map[string]bounce.Verdict{
		"550 5.1.1 <x@acme.example>: Recipient address rejected: User unknown in virtual mailbox table": bounce.Gone,
		"550 No such user here":                              bounce.Gone,
		"552 5.2.2 Mailbox full":                             bounce.Full,
		"556 5.1.10 Domain does not accept mail (nullMX)":    bounce.NoMailDomain,
		"554 5.7.1 Service unavailable; client host blocked": bounce.Ours,
		"550 5.7.1 message rejected due to content policy":   bounce.Ours,
		"450 4.7.1 greylisted, try again later":              bounce.Temporary,
		"550 I am not in the mood":                           bounce.Ambiguous,
		"":                                                   bounce.Ambiguous,
	} {
		if got := bounce.Refused(answer); got != want {
			t.Errorf("%q is %s, want %s", answer, got, want)
		}
	}
}
