// Package bearerlogin writes the messages of logins by access token: XOAUTH2, which Google and Microsoft made, and OAUTHBEARER (RFC 7628), which
// replaced it at other providers.
package bearerlogin

import (
	"strconv"
	"strings"
)

// Mechanism is the SASL name of a login by access token.
type Mechanism string

// The mechanisms.
const (
	XOAUTH2     Mechanism = "XOAUTH2"
	OAUTHBEARER Mechanism = "OAUTHBEARER"
)

// Choose returns the mechanism for a server, or an empty one if it offers none. XOAUTH2 goes first: Google offers both, and documents that one.
func Choose(offered func(mechanism string) bool) Mechanism {
	for _, m := range []Mechanism{XOAUTH2, OAUTHBEARER} {
		if offered(string(m)) {
			return m
		}
	}
	return ""
}

// Client is who logs in, and where.
type Client struct {
	Username, Token string
	Host            string
	Port            int
}

// names escapes a user name as the header of OAUTHBEARER needs it (saslname in RFC 5801, section 4).
var names = strings.NewReplacer("=", "=3D", ",", "=2C")

// First returns the message that logs in.
func (c Client) First(m Mechanism) []byte {
	if m == XOAUTH2 {
		return []byte("user=" + c.Username + "\x01auth=Bearer " + c.Token + "\x01\x01")
	}
	return []byte("n,a=" + names.Replace(c.Username) + ",\x01host=" + c.Host + "\x01port=" + strconv.Itoa(c.Port) + "\x01auth=Bearer " + c.Token + "\x01\x01")
}

// AfterRefusal returns the answer to the reason of a refusal, which comes as a challenge. The server ends the dialogue only after it (RFC 7628,
// section 3.2.3).
func (m Mechanism) AfterRefusal() []byte {
	if m == OAUTHBEARER {
		return []byte{1}
	}
	return []byte{}
}
