package daemon

import (
	"context"
	"io"
	"sync/atomic"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
)

// maskedWriter takes tokens out of what is written to it. A token that is split between two writes is not found: a log writes each record
// at once. Before the key is known there are no tokens.
type maskedWriter struct {
	out io.Writer
	key atomic.Pointer[token.Key]
}

// use sets the key.
func (m *maskedWriter) use(key token.Key) { m.key.Store(&key) }

// Write implements io.Writer.
func (m *maskedWriter) Write(text []byte) (int, error) {
	masked := text
	if key := m.key.Load(); key != nil {
		masked = key.MaskBytes(text)
	}
	if _, err := m.out.Write(masked); err != nil {
		return 0, err
	}
	return len(text), nil
}

// maskedSender takes the tokens of other mails out of every mail that it sends: a mail may quote what somebody wrote or what a server said. Its
// own tokens stay, since it is answered by them. Nobody answers a webhook, and what is posted has none.
type maskedSender struct {
	engine.Sender
	key token.Key
}

// Send implements engine.Sender.
func (m maskedSender) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	masked := make([]model.Mail, len(mails))
	for i, mail := range mails {
		masked[i] = m.mask(mail)
	}
	return m.Sender.Send(ctx, masked)
}

func (m maskedSender) mask(mail model.Mail) model.Mail {
	if !mail.To.ByMail() {
		mail.MessageID, mail.Payload = m.key.Mask(mail.MessageID), m.key.MaskBytes(mail.Payload)
		return mail
	}
	mail.Subject = m.key.MaskOthers(mail.Subject, mail.ID)
	mail.Text = m.key.MaskOthers(mail.Text, mail.ID)
	mail.HTML = m.key.MaskOthers(mail.HTML, mail.ID)
	return mail
}
