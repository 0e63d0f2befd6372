package civil

import (
	"testing"

	"pgregory.net/rapid"
)

// noticeOracle answers about a contract the simple way: it writes all ends down, one after the other, and walks along them.
type noticeOracle struct {
	ends []Date // up to the last one, or to one far beyond all days asked about
	last bool   // the last of ends is the last that the contract can have
	a    Agreement
}

// newNoticeOracle writes down the ends up to the first one whose notice day is past a horizon.
func newNoticeOracle(a Agreement, horizon Date) noticeOracle {
	o := noticeOracle{a: a}
	for n := 0; ; n++ {
		end := TermEnd(a.Start, Period{Months: a.Term.Months + n*a.Renewal.Months, Days: a.Term.Days + n*a.Renewal.Days})
		o.ends = append(o.ends, end)
		if a.MaxRenewals != nil && n == *a.MaxRenewals {
			o.last = true
			return o
		}
		if o.notice(end).After(horizon) {
			return o
		}
	}
}

// notice returns the latest day from which the notice period still fits before an end, by trying each day.
func (o noticeOracle) notice(end Date) Date {
	day := end
	for day.Plus(o.a.Notice.Period, nil).After(end) {
		day = day.AddDays(-1)
	}
	return day
}

// reached returns the index of the first end that a notice received on a day reaches.
func (o noticeOracle) reached(day Date) int {
	for i, end := range o.ends {
		if o.last && i == len(o.ends)-1 || !day.After(o.notice(end)) {
			return i
		}
	}
	panic("the horizon is too near")
}

// inForce returns the index of the end of the term that holds a day.
func (o noticeOracle) inForce(day Date) int {
	for i, end := range o.ends {
		if !end.Before(day) || o.last && i == len(o.ends)-1 {
			return i
		}
	}
	panic("the horizon is too near")
}

func (o noticeOracle) isLast(i int) bool { return o.last && i == len(o.ends)-1 }

// drawLength draws a length of one day to five years, in days or months.
func drawLength(t *rapid.T, name string) Period {
	if rapid.Bool().Draw(t, name+" in months") {
		return Period{Months: rapid.IntRange(1, 60).Draw(t, name)}
	}
	return Period{Days: rapid.IntRange(1, 1826).Draw(t, name)}
}

// TestNoticeOverAllEnds compares ends, notice days and the end by a notice with what a walk along all ends finds.
func TestNoticeOverAllEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := NewDate(2020, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "start"))
		a := Agreement{
			Start: start, Term: drawLength(t, "term"), Renews: true, Renewal: drawLength(t, "renewal term"), Notice: &Notice{Period: drawLength(t, "notice")},
		}
		if rapid.Bool().Draw(t, "limited") {
			most := rapid.IntRange(0, 5).Draw(t, "max renewals")
			a.MaxRenewals = &most
		}
		day := start.AddDays(rapid.IntRange(-500, 3000).Draw(t, "day"))
		o := newNoticeOracle(a, day)
		compareState(t, a, o, day)
		compareNotice(t, a, o, day)
	})
}

func compareState(t *rapid.T, a Agreement, o noticeOracle, day Date) {
	now, reached := o.inForce(day), o.reached(day)
	s := a.On(day)
	if s.End != o.ends[now] || s.Renewals != now || s.Last != o.isLast(now) {
		t.Fatalf("on %s: %+v, want the end %s after %d renewals", day, s, o.ends[now], now)
	}
	if got := a.Reachable(day); got.End != o.ends[reached] || got.Nth != reached || got.Last != o.isLast(reached) {
		t.Fatalf("on %s: reachable is %+v, want %s", day, got, o.ends[reached])
	}
	locked := !o.isLast(now) && day.After(o.notice(o.ends[now]))
	if s.Locked != locked {
		t.Fatalf("on %s: locked is %v, want %v", day, s.Locked, locked)
	}
	if locked && s.Committed != o.ends[reached] {
		t.Fatalf("on %s: committed until %s, want %s", day, s.Committed, o.ends[reached])
	}
	if locked && !o.isLast(reached) && s.Next.LastNotice != o.notice(o.ends[reached]) {
		t.Fatalf("on %s: the next notice day is %s, want %s", day, s.Next.LastNotice, o.notice(o.ends[reached]))
	}
	if locked && o.isLast(reached) && s.Next != (NoticeDates{}) {
		t.Fatalf("on %s: the last end has the notice days %+v", day, s.Next)
	}
}

// compareNotice compares the end by a notice with the first one on the list that it reaches, or with the one that it names.
func compareNotice(t *rapid.T, a Agreement, o noticeOracle, day Date) {
	reached := o.reached(day)
	want, changes := o.ends[reached], !o.isLast(reached)
	r := NoticeReceived{On: day}
	if named := rapid.IntRange(-1, len(o.ends)-1).Draw(t, "named"); named >= 0 {
		r.For = o.ends[named]
		if changes && (o.isLast(named) || !day.After(o.notice(r.For))) {
			want = r.For
		}
	}
	end, ok := a.EndByNotice(r)
	if ok != changes || ok && end != want {
		t.Fatalf("a notice received on %s for %q leads to %s, %v; want %s, %v", day, r.For, end, ok, want, changes)
	}
}
