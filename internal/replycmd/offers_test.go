package replycmd

import "testing"

func TestOurOffersAreNotCommands(t *testing.T) {
	const sent = "REPLY TO THIS MAIL\n  ack 1 2 3   I have all of them\n  ack 1                 I have it (holds until Mon 28 Sep 11:00)\n  placed 1 4500012345   the order is out\n"
	for text, want := range map[string]string{
		"ack 2\n\nack 1   I have it\nplaced 1 4500012345   the order is out": "ack 2\n",
		"snooze 4 3d\nack 1 2 3\nplaced 1 4500012345":                        "snooze 4 3d\nack 1 2 3\nplaced 1 4500012345",
		"\nack 1   I have it\nack 1   I have it":                             "\nack 1   I have it",
		"ack 2\nack 1 I have it too":                                         "ack 2\nack 1 I have it too",
		"ack 2":                                                              "ack 2",
		"":                                                                   "",
	} {
		if got := WithoutOffers(text, sent); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
