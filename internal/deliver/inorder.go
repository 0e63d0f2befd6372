package deliver

import (
	"context"

	"supplierwatch/internal/model"
)

// InOrder tries one channel after the other: what no server answered for, the next
// one tries. Whom a server put off is known to it, and waits for it.
type InOrder []Channel

// Send returns one attempt for each mail, in their order: the last one made. Without a channel every mail waits.
func (c InOrder) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	if len(c) == 0 {
		return waiting(mails)
	}
	attempts := c[0].Send(ctx, mails)
	for _, next := range c[1:] {
		var left []model.Mail
		var rows []int
		for i, a := range attempts {
			// One that a server may have taken already is not sent again
			// another way in the same breath. One that waits for a rate is no
			// sign that a server is down.
			if a.Result == model.MailQueued && a.Code == 0 && !a.Ambiguous && !a.Untried {
				left, rows = append(left, mails[i]), append(rows, i)
			}
		}
		if len(left) == 0 {
			break
		}
		for i, a := range next.Send(ctx, left) {
			attempts[rows[i]] = laterOf(attempts[rows[i]], a)
		}
	}
	return attempts
}

// laterOf joins two attempts at one mail, of which the later one counts. That no
// server answered for the mail is not forgotten over one that only keeps it.
func laterOf(before, then model.Attempt) model.Attempt {
	if then.Code == 0 && then.Result == model.MailAccepted {
		then.Unsent = before.Detail
	}
	return then
}

// waiting returns the attempts at mails for which there is no channel.
func waiting(mails []model.Mail) []model.Attempt {
	attempts := make([]model.Attempt, len(mails))
	for i, m := range mails {
		attempts[i] = model.Attempt{Mail: m.ID, Result: model.MailQueued, Detail: "no channel is configured"}
	}
	return attempts
}
