package oneshot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sendrate"
)

// awaitRate waits until the rate of a relay leaves room for a test mail beside what the daemon has sent over it. It returns why there is no room
// in time; empty: there is.
func (t *selfTest) awaitRate(ctx context.Context, limit *sendrate.Limiter) string {
	if limit == nil {
		return ""
	}
	at := sendrate.Limiters{limit}.Next(time.Now(), 0, 1)[0]
	wait := time.Until(at)
	if wait > t.timeout {
		return fmt.Sprintf("not tried: the relay takes %s, and the daemon has used that up until %s", limit.Rate(), at.In(t.settings.Schedule.Timezone).Format("15:04:05 MST"))
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return ""
}

// notSent writes the row of a test mail that a relay did not accept. A mail that waits for the rate says nothing about the relay.
func (t *selfTest) notSent(item, where string, m *testMail) {
	next := afterExchange(m.attempt.Detail, false)
	switch {
	case next != "":
		t.add(apidoc.TriedFailed, item, m.attempt.Detail, next)
	case m.attempt.Untried:
		t.add(apidoc.TriedUnknown, item, m.attempt.Detail, "Run the check again in a few minutes.")
	case strings.Contains(m.attempt.Detail, "SMTPUTF8"):
		t.add(apidoc.TriedFailed, item, m.attempt.Detail, "See the row of addresses.")
	case strings.Contains(m.attempt.Detail, "4.3.2"):
		t.add(apidoc.TriedFailed, item, m.attempt.Detail, "The relay accepts no more mails for now. Write its limit as rate, such as rate: 30/minute for Exchange Online, and run the check again in a few minutes.")
	default:
		t.add(apidoc.TriedFailed, item, m.attempt.Detail, "Ask whoever runs "+where+" why it takes no mail from us to "+m.to+".")
	}
}

// untried returns the attempt of a mail for which there was no room.
func untried(row, why string) model.Attempt {
	return model.Attempt{Mail: row, At: time.Now(), Result: model.MailQueued, Untried: true, Detail: why}
}
