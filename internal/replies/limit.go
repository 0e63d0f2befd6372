package replies

import (
	"slices"
	"sync"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
)

const (
	// AnswersAnHour is how many answers leave within an hour in all. Programs that answer each other would go on for ever.
	AnswersAnHour = 60
	// AnswersPerAlert is how many answers one person gets within an hour about one alert.
	AnswersPerAlert = 6
	// AnswersReserved of them go only to people who have had none within the hour: nobody else can use them up.
	AnswersReserved = 20
	// AnswersUnproven is how many of them may go to senders whom our mail server does not vouch for. Their addresses may be invented, and each
	// would have a claim to a first answer.
	AnswersUnproven = 20
	// answersKept bounds how many decisions are kept in mind. Of more, the oldest that answered nobody are forgotten.
	answersKept = 2000
)

// AnswerLimit decides who is answered, so that programs that answer each other come to rest and nobody fills the mailboxes of others.
type AnswerLimit struct {
	mu       sync.Mutex
	recent   []decidedAnswer // of the last hour
	day      string          // UTC, of withheld
	withheld int             // answers of that day that were not given
}

// wantedAnswer is an answer that somebody would get.
type wantedAnswer struct {
	id     string // the same when a message is read again
	sender string // an address
	proof  mailauth.Proof
	proven bool     // our mail server vouches for the sender
	about  []string // alerts; else the mail that was answered
}

// decidedAnswer is one that was decided about.
type decidedAnswer struct {
	answer wantedAnswer
	at     time.Time
	given  bool
}

// allows decides about one more answer. A message that is read again, because it could not be recorded, gets the same verdict. It does not
// decide whether witnesses are notified: whoever used up the answers of a colleague could otherwise act in that name and nobody would know.
func (l *AnswerLimit) allows(w wantedAnswer, at time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	w.sender = mailaddr.Canonical(w.sender)
	l.recent = slices.DeleteFunc(l.recent, func(d decidedAnswer) bool { return at.Sub(d.at) >= time.Hour })
	for _, d := range l.recent {
		if d.answer.id == w.id {
			return d.given
		}
	}
	exhausted := l.isExhausted(w)
	given := !exhausted && l.hasRoom(w)
	if !given {
		l.withhold(at)
	}
	if exhausted {
		w.about = nil // counts nowhere
	}
	l.recent = append(l.recent, decidedAnswer{answer: w, at: at, given: given})
	if len(l.recent) > answersKept {
		oldest := slices.IndexFunc(l.recent, func(d decidedAnswer) bool { return !d.given })
		l.recent = slices.Delete(l.recent, oldest, oldest+1) // there is one: far fewer are answered than are kept
	}
	return given
}

// hasRoom reports whether one more answer may leave within the hour.
func (l *AnswerLimit) hasRoom(w wantedAnswer) bool {
	all, unproven, theirs := 0, 0, 0
	for _, d := range l.recent {
		if !d.given {
			continue
		}
		all++
		if !d.answer.proven {
			unproven++
		}
		if d.isOf(w) {
			theirs++
		}
	}
	most := AnswersAnHour
	if theirs > 0 || !w.proven {
		most -= AnswersReserved
	}
	return all < most && (w.proven || unproven < AnswersUnproven)
}

// isExhausted reports whether a sender has got as many answers as they may about each of the alerts.
func (l *AnswerLimit) isExhausted(w wantedAnswer) bool {
	had := map[string]int{}
	for _, d := range l.recent {
		if d.isOf(w) {
			for _, alert := range d.answer.about {
				had[alert]++
			}
		}
	}
	return !slices.ContainsFunc(w.about, func(alert string) bool { return had[alert] < AnswersPerAlert })
}

// isOf reports whether an answer went to the same sender. Whoever writes under a name with less proof takes no answers away from its owner.
func (d decidedAnswer) isOf(w wantedAnswer) bool {
	return d.answer.sender == w.sender && d.answer.proof == w.proof && d.answer.proven == w.proven
}

func (l *AnswerLimit) withhold(at time.Time) {
	if day := at.UTC().Format(time.DateOnly); l.day != day {
		l.day, l.withheld = day, 0
	}
	l.withheld++
}

// WithheldOn returns how many answers of a day were not given.
func (l *AnswerLimit) WithheldOn(at time.Time) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.day != at.UTC().Format(time.DateOnly) {
		return 0
	}
	return l.withheld
}
