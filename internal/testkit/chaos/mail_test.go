package chaos

import (
	"slices"
	"testing"
)

func TestUnderstand(t *testing.T) {
	const digest = `The most urgent comes first.

  1. [CRITICAL] Decide today: E0001 (S0)
  2. [CRITICAL] Decide today: E0002 (S1)

ANSWER ALL (in a shell on the watchdog's machine)
  supplierwatch ack a3f09c b4c5d6   we have all of them

==============
  1. [CRITICAL] Decide today: E0001 (S0)
==============

DECIDE TODAY. The contract "E0001" renews.

WHO KNOWS
  Wed 2 Sep 08:00   Oncall            first; no answer
  Thu 17 Sep 08:00  Oncall            this mail
                    (acknowledgement expired)

HOW WE KNOW
  registry/s0.yaml:61, alert a3f09c, rule contract-notice-due

==============
DECIDE TODAY. The contract "E0002" renews.
  Thu 17 Sep 08:00  Oncall  this mail (first mail)
  registry/s1.yaml:12, alert b4c5d6, rule contract-notice-due

Our relay is down. this mail (first mail)
  registry/s1.yaml:1, alert c7d8e9, rule mail-relay-down

WORK
  3. [WARNING] Decide by Fri 9 Oct: E0003 (S1)
     registry/s1.yaml:42, alert d0e1f2, rule contract-notice-approaching
`
	want := []said{
		{contract: "E0001", alert: "a3f09c", reason: returned},
		{contract: "E0002", alert: "b4c5d6", reason: first},
		{contract: "E0003", alert: "d0e1f2"},
	}
	if got := understand(digest); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestUnderstandEnds(t *testing.T) {
	const list = `[ENDED] 2 alerts ended. E0001: contract (S0)

ENDED
  [RESOLVED] Resolved: 1
  1. E0001: contract (S0): No longer found on Thu 17 Sep, 08:00 CEST: the
     registry or the situation has changed. (a3f09c)

  [REMOVED] No longer in the registry: 1
  2. contract e0002 (S1) (b4c5d6)
`
	want := []said{{contract: "E0001", alert: "a3f09c", reason: ended}, {contract: "E0002", alert: "b4c5d6", reason: ended}}
	if got := understand(list); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
