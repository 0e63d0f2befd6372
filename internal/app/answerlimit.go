package app

import (
	"maps"
	"slices"
	"sync"
	"time"

	"supplierwatch/internal/message"
)

const (
	// subjectReplies is what facts about the mail that answers ours are about.
	subjectReplies = "replies"
	// answersAnHour is how many answers one sender gets within an hour. A person needs fewer; programs that answer each other would go on.
	answersAnHour = 60
	// sendersKept is how many senders are kept in mind; of more, the one that was quiet longest is forgotten.
	sendersKept = 1000
)

// answerLimit keeps two programs from answering each other for ever.
type answerLimit struct {
	mu   sync.Mutex
	sent map[string][]time.Time // by sender: when its last messages came that were answered
}

// allows reports whether a sender is answered whose message arrives then, and takes note of it.
func (l *answerLimit) allows(from string, at time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sent == nil {
		l.sent = map[string][]time.Time{}
	}
	from = message.CanonicalAddress(from)
	recent := slices.DeleteFunc(l.sent[from], func(t time.Time) bool { return at.Sub(t) >= time.Hour })
	if len(recent) >= answersAnHour {
		l.sent[from] = recent
		return false
	}
	l.sent[from] = append(recent, at)
	l.forget()
	return true
}

// forget drops the sender that was quiet longest, where too many are kept in mind.
func (l *answerLimit) forget() {
	if len(l.sent) <= sendersKept {
		return
	}
	last := func(from string) time.Time {
		if times := l.sent[from]; len(times) > 0 {
			return times[len(times)-1]
		}
		return time.Time{}
	}
	delete(l.sent, slices.MinFunc(slices.Collect(maps.Keys(l.sent)), func(a, b string) int { return last(a).Compare(last(b)) }))
}
