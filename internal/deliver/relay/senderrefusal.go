package relay

import (
	"regexp"
	"strings"
)

// senderRefusedCode is an enhanced status code (RFC 3463) with which a relay refuses us and not the recipient, also behind RCPT or DATA: Exchange Online
// does not let the login send as the address (5.7.60, 5.2.252), knows no login (5.7.57), has blocked the sender (5.1.8), the tenant or the address
// of the host (5.7.5xx, 5.7.7xx), or finds no tenant for it (5.7.64).
var senderRefusedCode = regexp.MustCompile(`\b5[05]\d[ -]"?(?:5\.7\.(?:57|60|64|5\d\d|7\d\d)|5\.2\.252|5\.1\.8)\b`)

// senderRefusedWords are what relays write in place of a code of its own, in lower case. Postfix refuses clients and senders behind RCPT (smtpd_delay_reject).
var senderRefusedWords = []string{"sendasdenied", "send as this sender", "send on behalf of", "sender address rejected", "not owned by user", "client host rejected", "helo command rejected"}

// refusesSender reports whether an error is a relay's lasting refusal of us: of our address, our login or our host. It says nothing about the recipient.
func refusesSender(err error) bool {
	answer := err.Error()
	if senderRefusedCode.MatchString(answer) {
		return true
	}
	answer = strings.ToLower(answer)
	for _, words := range senderRefusedWords {
		if strings.Contains(answer, words) {
			return true
		}
	}
	return false
}
