package bearerlogin_test

import (
	"slices"
	"testing"

	"supplierwatch/internal/bearerlogin"
)

// The messages are those of RFC 7628, section 4.1, and of Google's description of XOAUTH2.
func TestMessages(t *testing.T) {
	const token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="
	c := bearerlogin.Client{Username: "user@example.com", Token: token, Host: "server.example.com", Port: 143}
	for mechanism, want := range map[bearerlogin.Mechanism]string{
		bearerlogin.OAUTHBEARER: "n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer " + token + "\x01\x01",
		bearerlogin.XOAUTH2:     "user=user@example.com\x01auth=Bearer " + token + "\x01\x01",
	} {
		if got := string(c.First(mechanism)); got != want {
			t.Errorf("%s: %q, want %q", mechanism, got, want)
		}
	}
	c = bearerlogin.Client{Username: "a,b=c@example.com", Token: "t", Host: "::1", Port: 993}
	if got := string(c.First(bearerlogin.OAUTHBEARER)); got != "n,a=a=2Cb=3Dc@example.com,\x01host=::1\x01port=993\x01auth=Bearer t\x01\x01" {
		t.Errorf("got %q", got)
	}
	if x, o := string(bearerlogin.XOAUTH2.AfterRefusal()), string(bearerlogin.OAUTHBEARER.AfterRefusal()); x != "" || o != "\x01" {
		t.Errorf("refusals are answered by %q and %q", x, o)
	}
}

func TestChoose(t *testing.T) {
	for want, offers := range map[bearerlogin.Mechanism][][]string{
		bearerlogin.XOAUTH2:     {{"PLAIN", "XOAUTH2"}, {"OAUTHBEARER", "XOAUTH2"}},
		bearerlogin.OAUTHBEARER: {{"PLAIN", "OAUTHBEARER"}},
		"":                      {{"PLAIN", "LOGIN"}, nil},
	} {
		for _, offer := range offers {
			if got := bearerlogin.Choose(func(m string) bool { return slices.Contains(offer, m) }); got != want {
				t.Errorf("%v: %q, want %q", offer, got, want)
			}
		}
	}
}
