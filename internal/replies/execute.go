package replies

import (
	"context"
	"slices"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/token"
)

// Handled is what replies asked for.
type Handled struct {
	handler  *Handler
	replies  []*reply
	absences []model.Fact // automatic replies of our own people
}

// Execute carries out the replies among some messages. Nothing is recorded yet: Facts are to be recorded by an evaluation, and Report writes the
// receipts from it. After an error nothing was done, and the messages can be handled again.
func (h *Handler) Execute(ctx context.Context, messages []Message) (Handled, error) {
	handled := Handled{handler: h}
	var batch *action.Batch
	for _, m := range messages {
		if m.Mail == nil || m.Mail.Kind.ToSupplier() {
			continue
		}
		if !isAnswerable(m) {
			handled.absences = append(handled.absences, h.absence(m)...)
			continue
		}
		if batch == nil {
			var err error
			if batch, err = h.Actions.Begin(ctx); err != nil {
				return Handled{}, err
			}
		}
		r, err := h.execute(ctx, batch, m)
		if err != nil {
			return Handled{}, err
		}
		if r != nil {
			handled.replies = append(handled.replies, r)
		}
	}
	return handled, nil
}

// execute carries out one reply; nil if nobody is to be answered: a stranger wrote, or the reply was handled before.
func (h *Handler) execute(ctx context.Context, batch *action.Batch, m Message) (*reply, error) {
	mail, err := h.targetMail(ctx, m.Mail)
	if err != nil || mail == nil {
		return nil, err
	}
	r := &reply{handler: h, batch: batch, message: m, mail: *mail}
	if !h.IsOurs(m.Parsed.From) && !r.isRecipient() {
		h.Log.Warn("Somebody who was not notified answered our mail.", "from", m.Parsed.From, "mail", mail.ID)
		return nil, nil
	}
	_, known, err := h.Mails.MailByToken(ctx, h.Key.For(r.receiptID()))
	if err != nil || known {
		return nil, err // a message that is read again asks for nothing new
	}
	return r, r.execute(ctx)
}

// Empty reports whether no reply asked for anything.
func (x Handled) Empty() bool { return len(x.replies) == 0 }

// Facts returns what the replies record, and who is out of office.
func (x Handled) Facts() []model.Fact {
	facts := slices.Clone(x.absences)
	for _, r := range x.replies {
		facts = append(facts, r.facts...)
	}
	return facts
}

// WroteRegistry reports whether the files of the registry were written, which must be read again.
func (x Handled) WroteRegistry() bool {
	return slices.ContainsFunc(x.replies, func(r *reply) bool { return r.wrote })
}

// Report returns the receipts of the replies, by what an evaluation made of them. Withheld reports whether some are not answered, since there
// were too many.
func (x Handled) Report(evaluation engine.Evaluation) (receipts []model.Mail, withheld bool) {
	view := action.ViewOf(evaluation)
	for _, r := range x.replies {
		receipts = append(receipts, r.receipts(view)...)
		withheld = withheld || r.withheld
	}
	return receipts, withheld
}

// isAnswerable reports whether a message is one that a person wrote and that may be answered. An absence that only its words give away, and
// that begins with a command, was written by a person: "ack, I am away from Monday on, Joe takes over".
func isAnswerable(m Message) bool {
	if m.Parsed.NoReturn || m.Own {
		return false
	}
	if m.Parsed.Kind == mailparse.KindAutoReply && m.Parsed.Presumed {
		c, err := replycmd.Parse(m.Parsed.Reply, 0)
		return err == nil && slices.Contains(neverInAbsences, c.Verb)
	}
	return m.Parsed.Kind == mailparse.KindReply
}

// neverInAbsences are the commands with which no absence notice begins.
var neverInAbsences = []replycmd.Verb{replycmd.Ack, replycmd.Snooze, replycmd.NotMine, replycmd.NoAnswer}

// targetMail returns the mail whose alerts an answer is about: of a receipt, the mail that was answered first. It is nil if nothing can be asked
// for by answering it.
func (h *Handler) targetMail(ctx context.Context, mail *model.Mail) (*model.Mail, error) {
	switch {
	case mail.Kind == model.MailRoundTrip:
		return nil, nil
	case mail.Kind != model.MailReceipt:
		return mail, nil
	case len(mail.References) == 0:
		return nil, nil
	}
	tokens := mailparse.Tokens(mailparse.Message{References: mail.References[:1]})
	first, err := token.First(h.Key, tokens, func(t string) (model.Mail, bool, error) { return h.Mails.MailByToken(ctx, t) })
	if err != nil || first == nil || first.Kind == model.MailReceipt {
		return nil, err
	}
	return first, nil
}
