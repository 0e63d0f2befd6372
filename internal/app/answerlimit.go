package app

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
)

const (
	// subjectReplies is what facts about the mail that answers ours are about.
	subjectReplies = "replies"
	// answersAnHour is how many answers leave within an hour in all. Programs that answer each other would go on for ever.
	answersAnHour = 60
	// answersPerAlert is how many answers one person gets within an hour about one alert.
	answersPerAlert = 6
	// answersReserved of them go only to people who have had none within the hour: nobody else can use them up.
	answersReserved = 20
	// answersUnproven is how many of them may go to senders whom our mail server does not vouch for. Their addresses may be invented, and each
	// would have a claim to a first answer.
	answersUnproven = 20
	// answersKept bounds how many decisions are kept in mind. Of more, the oldest that answered nobody are forgotten.
	answersKept = 2000
)

// answerLimit decides who is answered, so that programs that answer each other come to rest and nobody fills the mailboxes of others.
type answerLimit struct {
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
	wantedAnswer
	at    time.Time
	given bool
}

// allows decides about one more answer. A message that is read again, because it could not be recorded, gets the same verdict. It does not
// decide whether witnesses are told: whoever used up the answers of a colleague could otherwise act in that name and nobody would know.
func (l *answerLimit) allows(w wantedAnswer, at time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	w.sender = mailaddr.Canonical(w.sender)
	l.recent = slices.DeleteFunc(l.recent, func(d decidedAnswer) bool { return at.Sub(d.at) >= time.Hour })
	for _, d := range l.recent {
		if d.id == w.id {
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
	l.recent = append(l.recent, decidedAnswer{w, at, given})
	if len(l.recent) > answersKept {
		oldest := slices.IndexFunc(l.recent, func(d decidedAnswer) bool { return !d.given })
		l.recent = slices.Delete(l.recent, oldest, oldest+1) // there is one: far fewer are answered than are kept
	}
	return given
}

// hasRoom reports whether one more answer may leave within the hour.
func (l *answerLimit) hasRoom(w wantedAnswer) bool {
	all, unproven, theirs := 0, 0, 0
	for _, d := range l.recent {
		if !d.given {
			continue
		}
		all++
		if !d.proven {
			unproven++
		}
		if d.isOf(w) {
			theirs++
		}
	}
	most := answersAnHour
	if theirs > 0 || !w.proven {
		most -= answersReserved
	}
	return all < most && (w.proven || unproven < answersUnproven)
}

// isExhausted reports whether a sender has got as many answers as they may about each of the alerts.
func (l *answerLimit) isExhausted(w wantedAnswer) bool {
	had := map[string]int{}
	for _, d := range l.recent {
		if d.isOf(w) {
			for _, alert := range d.about {
				had[alert]++
			}
		}
	}
	return !slices.ContainsFunc(w.about, func(alert string) bool { return had[alert] < answersPerAlert })
}

// isOf reports whether an answer went to the same sender. Whoever writes under a name with less proof takes no answers away from its owner.
func (d decidedAnswer) isOf(w wantedAnswer) bool {
	return d.sender == w.sender && d.proof == w.proof && d.proven == w.proven
}

func (l *answerLimit) withhold(at time.Time) {
	if day := at.UTC().Format(time.DateOnly); l.day != day {
		l.day, l.withheld = day, 0
	}
	l.withheld++
}

// withheldOn gives how many answers of a day were not given.
func (l *answerLimit) withheldOn(at time.Time) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.day != at.UTC().Format(time.DateOnly) {
		return 0
	}
	return l.withheld
}

// mayAnswer decides whether the sender of a reply is answered.
func (y *answering) mayAnswer() bool {
	w := wantedAnswer{id: y.id, sender: y.Message.From, proof: y.proof, proven: y.isVouchedFor()}
	for _, item := range y.mail.Alerts {
		w.about = append(w.about, item.Alert)
	}
	if len(y.acted) > 0 { // numbers in the reply say which ones it is about
		w.about = nil
		for _, a := range y.acted {
			w.about = append(w.about, a.ID)
		}
	}
	if len(w.about) == 0 || y.mail.Kind == model.MailDrill {
		w.about = []string{y.mail.ID}
	}
	given := y.answerLimit.allows(w, y.daemon.clock())
	if !given {
		y.daemon.Log.Warn("a reply is not answered, since there were too many within an hour; what it asked for was done", "from", y.Message.From)
		y.daemon.metrics.Mail(model.MailReceipt, model.MailHeld, "limit")
	}
	return given
}

// isVouchedFor reports whether a sender is known to be one of us: our mail server says so, or it says nothing, as is usual for mail inside a
// company, and the sender is somebody who was notified.
func (y *answering) isVouchedFor() bool {
	return y.proof == mailauth.Proven || y.proof == mailauth.NotStamped && y.isRecipient()
}

// withheldNotice tells the operators, once a day, that replies are not answered.
func (x *intake) withheldNotice() []model.Mail {
	now := x.daemon.clock()
	return x.daemon.operatorsNotice("unanswered-replies-"+now.UTC().Format(time.DateOnly), "Some replies are not answered", []string{
		fmt.Sprintf("More replies came within an hour than are answered: %d in all, or %d by one person about one alert.", answersAnHour, answersPerAlert), "",
		"Commands in them were carried out and notes were saved, but their senders get no receipt.",
		"Usually two programs answer each other. The log names the senders, and the status page counts the replies.", "",
		"This notification is sent at most once a day.",
	})
}
