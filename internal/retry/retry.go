// Package retry decides when a mail that could not be delivered is tried again,
// and when it is given up.
package retry

import (
	"fmt"
	"hash/fnv"
	"time"

	"supplierwatch/internal/model"
)

// A mail that no server answers for is tried again after half a minute, then after twice as long each time up to a quarter of an hour, until
// the waits add up to Total. Time in which nothing was tried, because the daemon was down, does not count. A server that asks for more
// time is given at most MaxAsked.
const (
	First    = 30 * time.Second
	Most     = 15 * time.Minute
	MaxAsked = time.Hour
	Total    = 5 * 24 * time.Hour
)

// WaitAfter returns the wait after that many failed attempts, counted from one; ok is false if there are no more attempts.
func WaitAfter(attempts int) (wait time.Duration, ok bool) {
	wait = First
	waited := time.Duration(0)
	for n := 1; n < attempts && waited <= Total; n++ {
		waited += wait
		wait = min(2*wait, Most)
	}
	return wait, waited+wait <= Total
}

// Wait returns how long the mail waits after an attempt that deferred it: the wait of WaitAfter and up to a tenth more, so that mails that
// failed together do not all come back together. If the server asked for a longer wait, that one applies.
func Wait(m model.Mail, a model.Attempt) time.Duration {
	wait, _ := WaitAfter(m.Attempts + 1)
	hash := fnv.New32a()
	fmt.Fprint(hash, m.ID, m.Attempts)
	wait += wait / 10 * time.Duration(hash.Sum32()%1000) / 1000
	return max(wait, min(a.Wait, MaxAsked))
}

// Result returns the final result of an attempt: a deferred attempt counts as refused if there are no more attempts.
func Result(m model.Mail, a model.Attempt) model.Attempt {
	if a.Result != model.MailQueued || a.Untried {
		return a
	}
	if _, ok := WaitAfter(m.Attempts + 1); ok {
		return a
	}
	a.Result = model.MailRefused
	a.Detail = fmt.Sprintf("gave up after %d days: %s", Total/(24*time.Hour), a.Detail)
	return a
}
