package model

import (
	"fmt"
	"hash/fnv"
	"time"
)

// A mail that no server answers for is tried again after half a minute, then after twice as long each time up to a quarter of an hour, until
// the waits add up to RetryFor. Time in which nothing was tried, because the daemon was down, does not count. A server that asks for more
// time is given at most RetryAsked.
const (
	RetryFirst = 30 * time.Second
	RetryMost  = 15 * time.Minute
	RetryAsked = time.Hour
	RetryFor   = 5 * 24 * time.Hour
)

// RetryAfter returns the wait after that many failed attempts, counted from one; ok is false if there are no more attempts.
func RetryAfter(attempts int) (wait time.Duration, ok bool) {
	wait = RetryFirst
	waited := time.Duration(0)
	for n := 1; n < attempts && waited <= RetryFor; n++ {
		waited += wait
		wait = min(2*wait, RetryMost)
	}
	return wait, waited+wait <= RetryFor
}

// Waits returns how long the mail waits after an attempt that deferred it: the wait of RetryAfter and up to a tenth more, so that mails that
// failed together do not all come back together. If the server asked for a longer wait, that one applies.
func (m Mail) Waits(a Attempt) time.Duration {
	wait, _ := RetryAfter(m.Attempts + 1)
	hash := fnv.New32a()
	fmt.Fprint(hash, m.ID, m.Attempts)
	wait += wait / 10 * time.Duration(hash.Sum32()%1000) / 1000
	return max(wait, min(a.Wait, RetryAsked))
}

// After returns the final result of an attempt: a deferred attempt counts as refused if there are no more attempts.
func (m Mail) After(a Attempt) Attempt {
	if a.Result != MailQueued || a.Untried {
		return a
	}
	if _, ok := RetryAfter(m.Attempts + 1); ok {
		return a
	}
	a.Result = MailRefused
	a.Detail = fmt.Sprintf("gave up after %d days: %s", RetryFor/(24*time.Hour), a.Detail)
	return a
}
