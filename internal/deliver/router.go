package deliver

import (
	"context"
	"sync"

	"supplierwatch/internal/model"
)

// Sender tries to send mails and gives one attempt for each, in their order.
type Channel interface {
	Send(ctx context.Context, mails []model.Mail) []model.Attempt
}

// Router hands what is meant for a webhook to Hooks and everything else to Mail.
// The two work side by side: neither waits for the other's servers longer than
// for the end of the batch.
type Router struct {
	Mail  Channel
	Hooks Channel
}

// Send gives one attempt for each mail, in their order.
func (r Router) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	attempts := make([]model.Attempt, len(mails))
	var posts, letters []int
	for i, m := range mails {
		if !m.To.ByMail() {
			posts = append(posts, i)
		} else {
			letters = append(letters, i)
		}
	}
	var sending sync.WaitGroup
	sending.Go(func() { through(ctx, r.Hooks, posts, mails, attempts) })
	sending.Go(func() { through(ctx, r.Mail, letters, mails, attempts) })
	sending.Wait()
	return attempts
}

// through sends the mails at rows with one sender.
func through(ctx context.Context, sender Channel, rows []int, mails []model.Mail, attempts []model.Attempt) {
	if len(rows) == 0 {
		return
	}
	own := make([]model.Mail, len(rows))
	for i, row := range rows {
		own[i] = mails[row]
	}
	for i, attempt := range sender.Send(ctx, own) {
		attempts[rows[i]] = attempt
	}
}
