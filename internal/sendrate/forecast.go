package sendrate

import (
	"slices"
	"time"
)

// Next returns when the next mails can leave, first urgent ones and then others, over whichever relay takes them first.
func (l Limiters) Next(now time.Time, urgent, others int) []time.Time {
	relays := make([]forecast, 0, len(l))
	for _, limiter := range l {
		relays = append(relays, limiter.forecast(now))
	}
	starts := make([]time.Time, 0, urgent+others)
	for i := range urgent + others {
		soonest := 0
		for j := range relays {
			if relays[j].next(i < urgent).Before(relays[soonest].next(i < urgent)) {
				soonest = j
			}
		}
		at := relays[soonest].next(i < urgent)
		relays[soonest].window = append(relays[soonest].window, at)
		starts = append(starts, at)
	}
	return starts
}

// forecast is what will leave over one relay.
type forecast struct {
	rate   Rate
	first  time.Time   // before it nothing leaves
	window []time.Time // when mails were or will be handed over, the oldest first
}

func (l *Limiter) forecast(now time.Time) forecast {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	f := forecast{rate: l.rate, first: now, window: slices.Clone(l.slots)}
	if l.until.After(now) {
		f.first = l.until
	}
	for range l.underway {
		f.window = append(f.window, now)
	}
	return f
}

// next returns when the next mail can leave.
func (f *forecast) next(urgent bool) time.Time {
	most := f.rate.Mails
	if !urgent {
		most -= f.rate.Reserve()
	}
	if before := len(f.window) - most; before >= 0 && f.window[before].Add(f.rate.Per).After(f.first) {
		return f.window[before].Add(f.rate.Per)
	}
	return f.first
}
