package probe

import (
	"cmp"
	"hash/fnv"
	"time"
)

// Due reports whether a probe that last ran at last, and should run each every,
// is due at now. One that never ran is due at once, and one without an interval
// whenever it is asked for. From then on each key has its own fixed point
// within the interval, so that probes which began together spread out and stay
// apart, and those with the same key stay together. The first repeat may come
// early, never late. A last run in the future, which a clock that was set back
// leaves behind, counts as none.
func Due(last time.Time, every time.Duration, now time.Time, key string) bool {
	if every <= 0 || last.IsZero() || last.After(now) {
		return true
	}
	return jitterSlot(now, every, key) > jitterSlot(last, every, key)
}

// Due reports whether the probe is due at now if it last ran at last: by its
// interval, but never before its Pause is over, and then at once if something
// was left open.
func (p Probe) Due(last, now time.Time) bool {
	if p.Pause > 0 && !last.IsZero() && !last.After(now) {
		rested := now.Sub(last) >= p.Pause
		if !rested || p.RetryEarly {
			return rested
		}
	}
	return Due(last, p.Every, now, cmp.Or(p.Cohort, p.Key))
}

// jitterSlot numbers the interval of the key that t falls into.
func jitterSlot(t time.Time, every time.Duration, key string) int64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	seconds := max(int64(every/time.Second), 1)
	phase := int64(h.Sum64() % uint64(seconds))
	return (t.Unix() - phase) / seconds
}
