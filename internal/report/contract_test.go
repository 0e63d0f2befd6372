package report

import (
	"bytes"
	"strings"
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
)

// TestNoticesOfAContractNameAnEndOnce has notices whose effect names the end that they are for, or another one.
func TestNoticesOfAContractNameAnEndOnce(t *testing.T) {
	received, end := civil.NewDate(2026, 2, 1), civil.NewDate(2026, 3, 31)
	for effect, want := range map[string]string{
		"is too late for 2026-03-31; ends the contract on 2027-03-31": "Our notice received on 2026-02-01 is too late for 2026-03-31; ends the contract on 2027-03-31.",
		"ends the contract on 2026-03-31":                             "Our notice received on 2026-02-01 ends the contract on 2026-03-31.",
		"has no effect":                                               "Our notice received on 2026-02-01, for the end on 2026-03-31, has no effect.",
	} {
		var out bytes.Buffer
		contractNotices(&out, apidoc.ContractDetail{Notices: []apidoc.ContractNotice{{By: "us", Received: received, For: end, Effect: effect}}})
		if got := strings.Join(strings.Fields(out.String()), " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
