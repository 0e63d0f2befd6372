package daemon

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
)

// replyRecorder commits what incoming messages mean, and carries out what our own people ask for in them.
type replyRecorder struct {
	replies *replies.Handler
	store   interface {
		Commit(ctx context.Context, change model.Change) error
	}
	loop     *engine.Loop
	reloader *reloader
	notice   withheldNotice
}

// Record records what some messages mean, and carries out what our own people ask for in them. The receipts and the position behind the
// messages are committed with the evaluation that has acted on it: after a failure before that, the messages are read again.
func (x *replyRecorder) Record(ctx context.Context, some []incoming.InboundMail, change model.Change) error {
	handled, err := x.replies.Execute(ctx, messagesOf(some))
	if err != nil {
		return err
	}
	if handled.Empty() {
		change.Facts = append(change.Facts, handled.Facts()...)
		return x.store.Commit(ctx, change)
	}
	if handled.WroteRegistry() {
		x.reloader.reload(ctx, false)
	}
	facts := append(change.Facts, handled.Facts()...)
	change.Facts = nil
	_, err = x.loop.Record(ctx, facts, func(evaluation engine.Evaluation) model.Change {
		receipts, withheld := handled.Report(evaluation)
		change.Outbox = append(change.Outbox, receipts...)
		if withheld {
			change.Outbox = append(change.Outbox, x.notice.mails()...)
		}
		return change
	})
	return err
}

// messagesOf returns messages as the handler of replies reads them.
func messagesOf(some []incoming.InboundMail) []replies.Message {
	messages := make([]replies.Message, len(some))
	for i, a := range some {
		messages[i] = replies.Message{
			ID: a.ID, Parsed: a.Message, Arrived: a.Arrived, Cut: a.Cut, Mail: a.Answers, Own: a.Own, Late: a.Late, Proof: a.Proof,
		}
	}
	return messages
}

// withheldNotice notifies the operators that replies are not answered.
type withheldNotice struct {
	incoming *incoming.Reader
	clock    func() time.Time
}

// mails returns the mails that notify the operators, once a day, that replies are not answered.
func (n withheldNotice) mails() []model.Mail {
	now := n.clock()
	return n.incoming.OperatorsNotice("unanswered-replies-"+now.UTC().Format(time.DateOnly), "Some replies are not answered", []string{
		fmt.Sprintf("More replies came within an hour than are answered: %d in all, or %d by one person about one alert.", replies.AnswersAnHour, replies.AnswersPerAlert), "",
		"Commands in them were carried out and notes were saved, but their senders get no receipt.",
		"Usually two programs answer each other. The log names the senders, and the status page counts the replies.", "",
		"This notification is sent at most once a day.",
	})
}
