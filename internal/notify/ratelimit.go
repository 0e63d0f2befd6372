package notify

import (
	"maps"
	"slices"
	"time"

	"supplierwatch/internal/model"
)

// rateLimit is how many mails every recipient got within the last hour.
type rateLimit struct {
	perHour int // zero or less: no limit
	now     time.Time
	sent    map[string][]time.Time // by recipient
	notices map[string]time.Time   // by recipient: when the last rate-limit notice was sent
}

func newRateLimit(perHour int, state model.NotificationState, now time.Time) *rateLimit {
	l := &rateLimit{perHour: perHour, now: now, sent: maps.Clone(state.Sent), notices: maps.Clone(state.RateLimitNotices)}
	if l.sent == nil {
		l.sent = map[string][]time.Time{}
	}
	if l.notices == nil {
		l.notices = map[string]time.Time{}
	}
	return l
}

// rollBackClock removes what the limit remembers of the future: a clock ran ahead and was set back.
func (l *rateLimit) rollBackClock(future func(time.Time) bool) {
	for name, sent := range l.sent {
		l.sent[name] = slices.DeleteFunc(slices.Clone(sent), future)
	}
	maps.DeleteFunc(l.notices, func(_ string, at time.Time) bool { return future(at) })
}

// reached reports whether a recipient got as many mails as it gets in an hour, and when it may get the next one.
func (l *rateLimit) reached(to string) (free time.Time, reached bool) {
	recent := l.lastHour(l.sent[to])
	if l.perHour <= 0 || len(recent) < l.perHour {
		return time.Time{}, false
	}
	return recent[len(recent)-l.perHour].Add(time.Hour), true
}

// lastHour returns the instants within the last hour.
func (l *rateLimit) lastHour(sent []time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(sent), func(t time.Time) bool { return !t.After(l.now.Add(-time.Hour)) })
}

// count counts a mail to a recipient.
func (l *rateLimit) count(to string) { l.sent[to] = append(l.lastHour(l.sent[to]), l.now) }

// store stores what the limit remembers, without what is older than an hour.
func (l *rateLimit) store(state *model.NotificationState) {
	state.Sent, state.RateLimitNotices = nil, nil
	for name, sent := range l.sent {
		if recent := l.lastHour(sent); len(recent) > 0 {
			l.sent[name] = recent
			state.Sent = l.sent
		} else {
			delete(l.sent, name)
		}
	}
	maps.DeleteFunc(l.notices, func(_ string, at time.Time) bool { return l.now.Sub(at) >= time.Hour })
	if len(l.notices) > 0 {
		state.RateLimitNotices = l.notices
	}
}
