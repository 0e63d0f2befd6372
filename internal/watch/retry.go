package watch

import (
	"fmt"
	"time"
)

// A mail that no server answers for is tried again after half a minute, then after twice as long each time up to an hour, until the
// waits add up to RetryFor. Time in which nothing was tried, because the daemon was down, does not count.
const (
	RetryFirst = 30 * time.Second
	RetryMost  = time.Hour
	RetryFor   = 5 * 24 * time.Hour
)

// RetryAfter gives the wait after that many failed attempts, counted from one; ok is false when it was tried for long enough.
func RetryAfter(attempts int) (wait time.Duration, ok bool) {
	wait = RetryFirst
	waited := time.Duration(0)
	for n := 1; n < attempts && waited <= RetryFor; n++ {
		waited += wait
		wait = min(2*wait, RetryMost)
	}
	return wait, waited+wait <= RetryFor
}

// After gives what an attempt at the mail finally comes to: one that would be tried again is refused when the mail was tried for
// long enough.
func (m Mail) After(a Attempt) Attempt {
	if a.Result != MailQueued {
		return a
	}
	if _, ok := RetryAfter(m.Attempts + 1); ok {
		return a
	}
	a.Result = MailRefused
	a.Detail = fmt.Sprintf("gave up after %d days: %s", RetryFor/(24*time.Hour), a.Detail)
	return a
}
