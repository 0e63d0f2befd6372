package replycmd

import "testing"

func TestWhatSoundsLikeAnAcknowledgement(t *testing.T) {
	for text, want := range map[string]bool{
		"ok": true, "OK, will do!": true, "Thanks.": true, "got it": true, "I’m on it": true, "Please ack this for me": true, "akc": true, "Ack'd": false,
		"👍": true, "👍🏽 Jane reacted via Gmail": true, "Ich kümmere mich darum.": true, "bin dran": true, "je m'en occupe": true, "Sì, grazie": true, "noted": true,
		"": false, "They promised an offer by Friday.": false, "Who is on duty?": false, "back in an hour": false, "okonomiyaki": false,
		"thanks for the long mail, but I do not think that anybody here knows what has to be done about it": false,
	} {
		if got := SoundsLikeAck(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
		if c, err := Parse(text, 1); want && (c.Verb != None || err != nil) {
			t.Errorf("%q is a command: %v, %v", text, c.Verb, err)
		}
	}
}
