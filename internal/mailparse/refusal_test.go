package mailparse

import "testing"

func TestRefused(t *testing.T) {
	for answer, want := range map[string]Verdict{
		"550 5.1.1 <x@acme.example>: Recipient address rejected: User unknown in virtual mailbox table": Gone,
		"550 No such user here":                              Gone,
		"552 5.2.2 Mailbox full":                             Full,
		"556 5.1.10 Domain does not accept mail (nullMX)":    NoMailDomain,
		"554 5.7.1 Service unavailable; client host blocked": Ours,
		"550 5.7.1 message rejected due to content policy":   Ours,
		"450 4.7.1 greylisted, try again later":              Temporary,
		"550 I am not in the mood":                           Ambiguous,
		"":                                                   Ambiguous,
	} {
		if got := Refused(answer); got != want {
			t.Errorf("%q is %s, want %s", answer, got, want)
		}
	}
}
