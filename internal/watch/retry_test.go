package watch_test

import (
	"testing"
	"time"

	"supplierwatch/internal/watch"
)

func TestRetryAfter(t *testing.T) {
	for attempts, want := range map[int]time.Duration{
		1: 30 * time.Second, 2: time.Minute, 3: 2 * time.Minute, 7: 32 * time.Minute, 8: time.Hour, 9: time.Hour, 100: time.Hour,
	} {
		if wait, ok := watch.RetryAfter(attempts); wait != want || !ok {
			t.Errorf("after attempt %d: wait %v, %v; want %v, true", attempts, wait, ok, want)
		}
	}
}

func TestRetryEndsAfterFiveDays(t *testing.T) {
	var waited time.Duration
	attempts := 1
	for {
		wait, ok := watch.RetryAfter(attempts)
		if !ok {
			break
		}
		waited += wait
		attempts++
	}
	if waited <= 5*24*time.Hour-time.Hour || waited > 5*24*time.Hour {
		t.Errorf("retried for %v, want the last hour of five days", waited)
	}
	if _, ok := watch.RetryAfter(1 << 40); ok {
		t.Error("a mail with a huge number of attempts is still tried")
	}
}

func TestMailAfter(t *testing.T) {
	at := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	queued := watch.Attempt{Mail: "m", At: at, Result: watch.MailQueued, Detail: "connection refused"}
	if got := (watch.Mail{Attempts: 3}).After(queued); got != queued {
		t.Errorf("an early failure became %+v", got)
	}
	got := watch.Mail{Attempts: 1000}.After(queued)
	if got.Result != watch.MailRefused || got.Detail != "gave up after 5 days: connection refused" {
		t.Errorf("the last failure became %+v", got)
	}
	accepted := watch.Attempt{Mail: "m", At: at, Result: watch.MailAccepted}
	if got := (watch.Mail{Attempts: 1000}).After(accepted); got != accepted {
		t.Errorf("a late success became %+v", got)
	}
}
