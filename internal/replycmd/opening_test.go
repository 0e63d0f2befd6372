package replycmd

import (
	"fmt"
	"testing"
)

// TestTheNameBehindAGreeting reads commands behind a name without punctuation: only those that nobody is called end it.
func TestTheNameBehindAGreeting(t *testing.T) {
	for text, want := range map[string]string{
		"Hi Bob ack":                         "ack ",
		"Hi Bob Miller snooze 3 days":        "snooze 3 days",
		"Hello Jane Ann Doe, ack":            "ack ",
		"Hi Bob not mine":                    "not-mine ",
		"Hi placed 4500012345":               "placed 4500012345",
		"Hi Bob placed the order in the end": " ",
		"Bless you, ack":                     " ",
		"Thank you - ack":                    "ack ",
		"Hi Jane Ann Mary Doe, ack":          " ",
	} {
		c, err := Parse(text, 1)
		if got := fmt.Sprint(c.Verb, " ", c.Rest); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	if !MeansAck("\n\nok\n", "jane@buyer.example") {
		t.Error("empty lines above a word change what it means")
	}
}
