package timerqueue

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestAQueueReturnsWhatIsDue compares a queue with a plain map.
func TestAQueueReturnsWhatIsDue(t *testing.T) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		var q Queue
		plain := map[string]time.Time{}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			at := start.Add(time.Duration(rapid.IntRange(0, 20).Draw(rt, "minutes")) * time.Minute)
			name := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(rt, "name")
			switch rapid.IntRange(0, 4).Draw(rt, "action") {
			case 0:
				delete(plain, name)
				q.Set(name, time.Time{})
			case 1:
				if got, want := q.Take(at), due(plain, at); !slices.Equal(got, want) {
					rt.Fatalf("got %q, want %q", got, want)
				}
			default:
				plain[name] = at
				q.Set(name, at)
			}
			if got, want := q.Next(), first(plain); !got.Equal(want) {
				rt.Fatalf("next is %s, want %s", got, want)
			}
		}
	})
}

// due removes and returns the names that are due.
func due(plain map[string]time.Time, now time.Time) []string {
	var names []string
	for name, at := range plain {
		if !at.After(now) {
			names = append(names, name)
			delete(plain, name)
		}
	}
	slices.Sort(names)
	return names
}

func first(plain map[string]time.Time) time.Time {
	var first time.Time
	for _, at := range plain {
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}
