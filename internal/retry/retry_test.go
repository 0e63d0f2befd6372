package retry_test

import (
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
)

func TestRetryAfter(t *testing.T) {
	for attempts, want := range map[int]time.Duration{
		1: 30 * time.Second, 2: time.Minute, 3: 2 * time.Minute, 5: 8 * time.Minute, 6: 15 * time.Minute, 7: 15 * time.Minute, 100: 15 * time.Minute,
	} {
		if wait, ok := retry.WaitAfter(attempts); wait != want || !ok {
			t.Errorf("after attempt %d: wait %v, %v; want %v, true", attempts, wait, ok, want)
		}
	}
}

func TestGuarantee4ARelayThatIsDownIsRetriedForDays(t *testing.T) {
	var waited time.Duration
	attempts := 1
	for {
		wait, ok := retry.WaitAfter(attempts)
		if !ok {
			break
		}
		waited += wait
		attempts++
	}
	if waited <= 5*24*time.Hour-retry.Most || waited > 5*24*time.Hour {
		t.Errorf("retried for %v, want five days but for one wait", waited)
	}
	if _, ok := retry.WaitAfter(1 << 40); ok {
		t.Error("a mail with a huge number of attempts is still tried")
	}
}

func TestMailAfter(t *testing.T) {
	at := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	queued := model.Attempt{Mail: "m", At: at, Result: model.MailQueued, Detail: "connection refused"}
	if got := retry.Result(model.Mail{Attempts: 3}, queued); got != queued {
		t.Errorf("an early failure became %+v", got)
	}
	got := retry.Result(model.Mail{Attempts: 1000}, queued)
	if got.Result != model.MailRefused || got.Detail != "gave up after 5 days: connection refused" {
		t.Errorf("the last failure became %+v", got)
	}
	accepted := model.Attempt{Mail: "m", At: at, Result: model.MailAccepted}
	if got := retry.Result(model.Mail{Attempts: 1000}, accepted); got != accepted {
		t.Errorf("a late success became %+v", got)
	}
}

func TestMailsThatFailedTogetherDoNotComeBackTogether(t *testing.T) {
	waits := map[time.Duration]bool{}
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		wait := retry.Wait(model.Mail{ID: id, Attempts: 2}, model.Attempt{})
		if wait < 2*time.Minute || wait > 2*time.Minute+12*time.Second {
			t.Errorf("%s waits %v, want two minutes and up to a tenth more", id, wait)
		}
		waits[wait] = true
	}
	if len(waits) < 4 {
		t.Errorf("eight mails wait only %d different times", len(waits))
	}
}

func TestAServerMayAskForMoreTime(t *testing.T) {
	m := model.Mail{ID: "m"}
	for asked, want := range map[time.Duration]time.Duration{
		0: retry.Wait(m, model.Attempt{}), time.Second: retry.Wait(m, model.Attempt{}), 10 * time.Minute: 10 * time.Minute, 48 * time.Hour: time.Hour,
	} {
		if got := retry.Wait(m, model.Attempt{Wait: asked}); got != want {
			t.Errorf("asked for %v it waits %v, want %v", asked, got, want)
		}
	}
}
