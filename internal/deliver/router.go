package deliver

import (
	"context"
	"sync"

	"supplierwatch/internal/model"
)

// Channel sends mails to the recipients of one kind, and returns one attempt for each mail, in their order.
type Channel interface {
	Send(ctx context.Context, mails []model.Mail) []model.Attempt
}

// Route is a channel with what the rest of the program must know of it.
type Route struct {
	Channel Channel
	Noun    string // what a log calls a mail over this channel, with its article and a capital letter
	Replies bool   // its recipients can reply, so that a mail needs the token in its own Message-ID
}

// ByMail returns the route of emails.
func ByMail(channel Channel) Route { return Route{Channel: channel, Noun: "An email", Replies: true} }

// Router sends each mail over the channel of its recipient. The channels work side by side: none waits for the servers of another longer than
// for the end of the batch.
type Router map[model.Channel]Route

// Send returns one attempt for each mail, in their order.
func (r Router) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	attempts := make([]model.Attempt, len(mails))
	byChannel := map[model.Channel][]int{}
	for i, m := range mails {
		byChannel[m.To.Channel] = append(byChannel[m.To.Channel], i)
	}
	var sending sync.WaitGroup
	for name, rows := range byChannel {
		sending.Go(func() { sendRows(ctx, r[name].Channel, rows, mails, attempts) })
	}
	sending.Wait()
	return attempts
}

// sendRows sends the mails of some rows over one channel. Where there is no such channel they are refused.
func sendRows(ctx context.Context, channel Channel, rows []int, mails []model.Mail, attempts []model.Attempt) {
	if channel == nil {
		for _, row := range rows {
			m := mails[row]
			attempts[row] = model.Attempt{Mail: m.ID, At: m.CreatedAt, Result: model.MailRefused, Detail: "there is no channel for " + m.To.String()}
		}
		return
	}
	own := make([]model.Mail, len(rows))
	for i, row := range rows {
		own[i] = mails[row]
	}
	for i, attempt := range channel.Send(ctx, own) {
		attempts[rows[i]] = attempt
	}
}
