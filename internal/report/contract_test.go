package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
)

// TestNoticesOfAContractNameAnEndOnce has notices whose effect names the end that they are for, or another one.
func TestNoticesOfAContractNameAnEndOnce(t *testing.T) {
	received, end := civil.NewDate(2026, 2, 1), civil.NewDate(2026, 3, 31)
	clock := prose.Clock{Now: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), Zone: time.UTC}
	for effect, want := range map[string]string{
		"was too late for 2026-03-31; it ends the contract on 2027-03-31": "Our notice received on 2026-02-01 was too late for 2026-03-31; it ends the contract on 2027-03-31.",
		"ends the contract on 2026-03-31":                                 "Our notice received on 2026-02-01 ends the contract on 2026-03-31.",
		"has no effect":                                                   "Our notice received on 2026-02-01, for the end on 2026-03-31, has no effect.",
	} {
		var out bytes.Buffer
		contractNotices(&out, apidoc.ContractDetail{Notices: []apidoc.ContractNotice{{By: "us", Received: received, For: end, Effect: effect}}}, clock)
		if got := strings.Join(strings.Fields(out.String()), " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestANoticeOfADayToComeWasNotReceived has a notice that is recorded with a day after today, as where a year is mistyped.
func TestANoticeOfADayToComeWasNotReceived(t *testing.T) {
	clock := prose.Clock{Now: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), Zone: time.UTC}
	var out bytes.Buffer
	contractNotices(&out, apidoc.ContractDetail{Notices: []apidoc.ContractNotice{
		{By: "us", Received: civil.NewDate(2026, 3, 2), Effect: "does not count before that day"},
	}}, clock)
	const want = "Our notice, recorded as received on 2026-03-02, does not count before that day."
	if got := strings.Join(strings.Fields(out.String()), " "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
