package chaos

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func after(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

// told returns a mail about E0001.
func told(id, reason string, seconds int) mail {
	return mail{id: id, written: after(seconds), says: []said{{contract: "E0001", alert: "a3f09c", reason: reason}}}
}

// well is a campaign in which one contract was due, became worse, was acknowledged and kept, and everybody was notified of it.
func well() (*campaign, received) {
	e := &episode{contract: "E0001", since: noon, worse: 1, seen: true, acked: after(60), ended: after(100), over: after(110)}
	c := &campaign{ledger: ledger{episodes: []*episode{e}}, relay: &relay{}, tally: newTally(), log: &journal{}}
	came := received{}
	for _, who := range reached {
		came[who] = []mail{
			told("<1>", first, 1), told("<2>", escalated, 10), told("<3>", worse, 30), told("<4>", escalated, 40), told("<5>", ended, 111),
		}
	}
	return c, came
}

func wantEvidence(t *testing.T, got []evidence, words ...string) {
	t.Helper()
	if len(got) != len(words) {
		t.Errorf("got %+v, want %d", got, len(words))
		return
	}
	for i, w := range words {
		if !strings.Contains(got[i].guarantee+": "+got[i].what, w) {
			t.Errorf("got %+v, want %q", got[i], w)
		}
	}
}

func TestAllIsWell(t *testing.T) {
	c, came := well()
	for _, found := range [][]evidence{c.lost(came), c.duplicated(came), c.idle(came), c.missing(came), c.repeated().beyond} {
		wantEvidence(t, found)
	}
}

func TestLost(t *testing.T) {
	c, came := well()
	e := c.ledger.episodes[0]
	came[reached[1]] = nil
	wantEvidence(t, c.lost(came), "lost: bob@buyer.test was never told of s0/contract/e0001")
	came[reached[1]] = []mail{told("<5>", ended, 111)}
	wantEvidence(t, c.lost(came)) // it was soon over, and bob was notified of that
	e.ended = after(1000)
	wantEvidence(t, c.lost(came), "lost: bob@buyer.test was never told of s0/contract/e0001")
	e.ended = time.Time{}
	wantEvidence(t, c.lost(came), "lost: bob@buyer.test was never told of s0/contract/e0001")
	e.seen = false // no daemon that knew of it was ever ready
	wantEvidence(t, c.lost(came))
}

func TestDuplicated(t *testing.T) {
	c, came := well()
	who := reached[0]
	came[who] = append(came[who], told("<1>", first, 1)) // the same mail again is for another eye
	wantEvidence(t, c.duplicated(came))
	came[who] = append(came[who], told("<6>", first, 2))
	wantEvidence(t, c.duplicated(came), `ann@buyer.test was notified of s0/contract/e0001 in 2 mails for the reason "first", at most 1 are due: <1> <6>`)
	c, came = well()
	came[who] = append(came[who], told("<7>", worse, 31), told("<8>", reminder, 31))
	wantEvidence(t, c.duplicated(came), "worse")
}

func TestIdleMails(t *testing.T) {
	c, came := well()
	came[reached[2]] = append(came[reached[2]], told("<6>", escalated, 70))
	wantEvidence(t, c.idle(came), "after it had been acknowledged")
	c, came = well()
	came[reached[2]] = append(came[reached[2]], told("<6>", worse, 120))
	wantEvidence(t, c.idle(came), "after it had ended")
}

func TestUnclearReason(t *testing.T) {
	c, came := well()
	wantEvidence(t, c.unclear(came))
	came[reached[0]] = append(came[reached[0]], told("<6>", "it became worse", 31))
	wantEvidence(t, c.unclear(came), `unclear: the campaign knows no mail with the reason "it became worse"`)
}

func TestMissing(t *testing.T) {
	c, came := well()
	c.boxes = map[string]*testkit.Mailbox{reached[0]: nil}
	c.relay.deliveries = []delivery{{to: reached[0], id: "<9>"}, {to: reached[0], id: "<1>"}, {to: operators, id: "<10>"}}
	wantEvidence(t, c.missing(came), "Postfix accepted <9>")
}

// TestRepeated: the same mail comes twice, for each reason that there may be.
func TestRepeated(t *testing.T) {
	for name, test := range map[string]struct {
		answered bool
		deaths   []int
		full     []span
		spans    []span
		want     string // of again: lost, killed or beyond
	}{
		"the answer was lost":                  {answered: false, want: "lost"},
		"killed while the mail was taken":      {answered: true, deaths: []int{9}, want: "killed"},
		"killed right after the answer":        {answered: true, deaths: []int{11}, want: "killed"},
		"killed while its batch was under way": {answered: true, deaths: []int{60}, spans: []span{{after(5), after(58)}}, want: "killed"},
		"killed long after its batch":          {answered: true, deaths: []int{60}, spans: []span{{after(5), after(12)}}, want: "beyond"},
		"killed while the disk was full":       {answered: true, deaths: []int{60}, full: []span{{after(11), after(61)}}, want: "killed"},
		"killed when there was room again":     {answered: true, deaths: []int{60}, full: []span{{after(11), after(40)}}, want: "beyond"},
		"without a kill":                       {answered: true, deaths: []int{5, 200}, want: "beyond"},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := well()
			for _, d := range test.deaths {
				c.deaths = append(c.deaths, after(d))
			}
			c.relay.spans, c.full = test.spans, test.full
			c.relay.deliveries = []delivery{
				{to: "x", id: "<1>", since: after(8), at: after(10), answered: test.answered},
				{to: "y", id: "<1>", at: after(11), answered: true},
				{to: "x", id: "<1>", at: after(100), answered: true},
			}
			a := c.repeated()
			got := map[string]int{"lost": a.lost, "killed": a.killed, "beyond": len(a.beyond)}
			if a.copies != 1 || got[test.want] != 1 || a.lost+a.killed+len(a.beyond) != 1 {
				t.Errorf("got %+v, want one %s", a, test.want)
			}
		})
	}
}

// TestLedgerKnowsWhatADaemonKnew: a ready daemon certainly knows only what was in the registry before it started.
func TestLedgerKnowsWhatADaemonKnew(t *testing.T) {
	before, later := &episode{since: after(1)}, &episode{since: after(20)}
	ended, coming := &episode{since: after(1), ended: after(2)}, &episode{}
	l := ledger{episodes: []*episode{before, later, ended, coming}}
	l.ready(after(10), after(30))
	if !before.seen || later.seen || coming.seen || ended.seen || !ended.over.Equal(after(30)) {
		t.Errorf("got %+v %+v %+v %+v", before, later, ended, coming)
	}
}
