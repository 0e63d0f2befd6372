package sendrate_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/sendrate"
)

var start = time.Date(2026, time.November, 30, 8, 0, 0, 0, time.UTC)

// A relay that counts in any window of the length of the rate never counts too many, and no mail waits longer than needed.
func TestNoWindowHasMoreMailsThanTheRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := sendrate.Rate{Mails: rapid.IntRange(1, 5).Draw(t, "mails"), Per: time.Minute}
		l := sendrate.New(rate)
		now := start
		var arrived []time.Time
		for range rapid.IntRange(1, 60).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "pause")) * time.Second)
			recent := 0
			for _, at := range arrived {
				if now.Sub(at) < rate.Per {
					recent++
				}
			}
			if room := l.Room(now); room != rate.Mails-recent {
				t.Fatalf("room for %d, with %d mails in the last minute", room, recent)
			}
			if !l.Take(now) {
				continue
			}
			if recent >= rate.Mails {
				t.Fatalf("a mail leaves although %d did in the last minute", recent)
			}
			arrived = append(arrived, now)
			l.Done(now)
		}
	})
}

// The mails leave when Next says so, the urgent ones before the others.
func TestNextIsWhenMailsLeave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := sendrate.New(sendrate.Rate{Mails: rapid.IntRange(1, 8).Draw(t, "mails"), Per: time.Minute})
		now := start
		for range rapid.IntRange(0, 4).Draw(t, "sent before") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "pause")) * time.Second)
			if l.Take(now) {
				l.Done(now)
			}
		}
		if rapid.Bool().Draw(t, "paused") && l.Take(now) {
			l.Refused(now)
		}
		urgent := rapid.IntRange(0, 12).Draw(t, "urgent")
		for i, want := range (sendrate.Limiters{l}).Next(now, urgent, 12-urgent) {
			room := l.Room
			if i >= urgent {
				room = l.UnreservedRoom
			}
			if before := want.Add(-time.Second); !before.Before(now) && room(before) != 0 && want.After(now) {
				t.Fatalf("mail %d can leave before %v", i, want)
			}
			now = want
			if room(now) == 0 || !l.Take(now) {
				t.Fatalf("mail %d cannot leave at %v", i, want)
			}
			l.Done(now)
		}
	})
}

func TestAMailUnderWayTakesItsSlot(t *testing.T) {
	l := sendrate.New(sendrate.Rate{Mails: 1, Per: time.Minute})
	if !l.Take(start) || l.Take(start.Add(time.Hour)) {
		t.Fatal("two mails are under way at a time")
	}
	l.Done(start.Add(time.Hour))
	if l.Take(start.Add(time.Hour + 59*time.Second)) {
		t.Error("the window of a slow mail begins before the relay has answered")
	}
}

func TestARefusalPausesTheRelay(t *testing.T) {
	l := sendrate.New(sendrate.Rate{Mails: 30, Per: time.Minute})
	l.Take(start)
	if took := l.Refused(start); !took {
		t.Error("the first refusal counts as a failure of the relay")
	}
	if l.Room(start.Add(sendrate.Pause-time.Second)) != 0 || l.Room(start.Add(sendrate.Pause)) != 30 {
		t.Error("the pause has another length")
	}
	again := start.Add(sendrate.Pause)
	l.Take(again)
	if took := l.Refused(again); took {
		t.Error("a relay that takes nothing after a pause counts as one that works")
	}
	l.Take(again.Add(sendrate.Pause))
	l.Done(again.Add(sendrate.Pause))
	l.Take(again.Add(sendrate.Pause))
	if took := l.Refused(again.Add(sendrate.Pause)); !took {
		t.Error("after a mail was taken the relay still counts as failing")
	}
}

func TestARestartCausesNoBurst(t *testing.T) {
	l := sendrate.New(sendrate.Rate{Mails: 3, Per: time.Minute})
	l.Recall([]time.Time{start.Add(-10 * time.Second), start.Add(-50 * time.Second), start.Add(-2 * time.Minute)})
	if room := l.Room(start); room != 1 {
		t.Errorf("room for %d mails, want 1", room)
	}
}

func TestAClockThatRanAheadDelaysNoLongerThanAWindow(t *testing.T) {
	l := sendrate.New(sendrate.Rate{Mails: 1, Per: time.Minute})
	l.Recall([]time.Time{start.AddDate(1, 0, 0)})
	if l.Room(start) != 0 || l.Room(start.Add(time.Minute)) != 1 {
		t.Error("the mail of a clock that ran ahead counts for longer than a minute, or not at all")
	}
	l.Take(start.AddDate(1, 0, 0))
	l.Refused(start.AddDate(1, 0, 0))
	if l.Room(start) != 0 || l.Room(start.Add(time.Minute)) != 1 {
		t.Error("the pause of a clock that ran ahead lasts longer than a minute, or not at all")
	}
}

func TestWithoutARateThereIsNoLimit(t *testing.T) {
	l := sendrate.New(sendrate.Rate{})
	if l != nil || !l.Take(start) {
		t.Error("without a rate a mail has to wait")
	}
	l.Done(start)
	l.Recall([]time.Time{start})
	limited := sendrate.New(sendrate.Rate{Mails: 1, Per: time.Hour})
	if (sendrate.Limiters{}).Limited() || (sendrate.Limiters{limited, nil}).Limited() || !(sendrate.Limiters{limited}).Limited() {
		t.Error("one relay without a rate takes any number of mails")
	}
}

func TestSeveralRelaysTakeMailsTogether(t *testing.T) {
	minute, hour := sendrate.New(sendrate.Rate{Mails: 2, Per: time.Minute}), sendrate.New(sendrate.Rate{Mails: 1, Per: time.Hour})
	all := sendrate.Limiters{minute, hour}
	if room := all.Room(start); room != 3 || all.Longest() != time.Hour {
		t.Errorf("room for %d, longest window %v", room, all.Longest())
	}
	got := all.Next(start, 5, 0)
	if len(got) != 5 || !got[2].Equal(start) || !got[3].Equal(start.Add(time.Minute)) || !got[4].Equal(start.Add(time.Minute)) {
		t.Errorf("mails leave at %v", got)
	}
	all.Recall([]time.Time{start})
	if room := all.Room(start); room != 1 {
		t.Errorf("after a restart there is room for %d mails, want 1", room)
	}
}

func TestARateWithoutANumberOrALengthSetsNoLimit(t *testing.T) {
	for _, rate := range []sendrate.Rate{{Mails: 1}, {Per: time.Minute}, {Mails: -1, Per: time.Minute}, {Mails: 1, Per: -time.Minute}} {
		if l := sendrate.New(rate); l != nil {
			t.Errorf("%v is a limit", rate)
		}
	}
}

// A refused mail takes a slot as well: the relay may have counted it.
func TestARefusedMailTakesItsSlot(t *testing.T) {
	l := sendrate.New(sendrate.Rate{Mails: 1, Per: time.Hour})
	l.Take(start)
	l.Refused(start)
	if l.Room(start.Add(59*time.Minute)) != 0 || l.Room(start.Add(time.Hour)) != 1 {
		t.Error("a refused mail counts for another time than an hour")
	}
}

// Next counts the mails that are under way, and those from before a restart in whatever order they come.
func TestNextCountsEveryMail(t *testing.T) {
	l := sendrate.New(sendrate.Rate{Mails: 3, Per: time.Minute})
	l.Recall([]time.Time{start.Add(-10 * time.Second), start.Add(-50 * time.Second)})
	l.Take(start)
	for i, want := range []time.Duration{10 * time.Second, 50 * time.Second, time.Minute, 70 * time.Second} {
		if next := (sendrate.Limiters{l}).Next(start, 4, 0); !next[i].Equal(start.Add(want)) {
			t.Errorf("mail %d can leave at %v, want %v", i, next[i], start.Add(want))
		}
	}
}
