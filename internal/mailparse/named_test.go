package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// An account is flagged; its digits are never taken for a number to call.
func TestTheDigitsOfAnAccountAreNoNumberToCall(t *testing.T) {
	for text, phones := range map[string]string{
		"Our new account: IBAN DE89 3704 0044 0532 0130 00.":                    "",
		"Account DE89370400440532013000, phone +49 89 1234567.":                 "+49 89 1234567",
		"IBAN GB29 NWBK 6016 1331 9268 19, and call me on 089 7654321, please.": "089 7654321",
	} {
		raw := "From: a@acme.test\r\nTo: b@buyer.test\r\nIn-Reply-To: <1@buyer.test>\r\nSubject: Re: x\r\n\r\n" + text + "\r\n"
		m := mailparse.Read([]byte(raw))
		if got := strings.Join(m.Phones, ", "); got != phones || !m.BankDetails("").Any() {
			t.Errorf("%q: numbers %q, want %q; bank details %v", text, got, phones, m.BankDetails(""))
		}
	}
}
