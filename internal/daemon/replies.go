package daemon

import (
	"context"
	"fmt"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
)

// newActions returns what carries out what people ask for about alerts.
func (d *Daemon) newActions() *action.Service {
	return &action.Service{
		Store: d.store, Index: d.engine, Recorder: d.loop, Registry: d.registry.Load, Latest: d.pass.Load, Clock: d.clock, Machine: d.machine,
		Files: action.Files{Paths: d.options.Paths, Writable: d.settings.Run.RegistryWritable}, Log: d.Log,
	}
}

// newReplies returns what handles replies of our own people.
func (d *Daemon) newReplies() *replies.Handler {
	return &replies.Handler{
		Actions: d.actions, Mails: d.store, Key: d.key, Identity: d.incoming.Identity, IsOurs: d.incoming.IsOurs,
		PerDay: d.settings.Verification.PerDay, Metrics: d.metrics, Log: d.Log,
	}
}

// replyRecorder commits what incoming messages mean, and carries out what our own people ask for in them.
type replyRecorder struct{ daemon *Daemon }

// Record records what some messages mean, and carries out what our own people ask for in them. The receipts and the position behind the
// messages are committed with the evaluation that has acted on it: after a failure before that, the messages are read again.
func (x *replyRecorder) Record(ctx context.Context, some []incoming.InboundMail, change model.Change) error {
	handled, err := x.daemon.replies.Execute(ctx, messagesOf(some))
	if err != nil {
		return err
	}
	if handled.Empty() {
		return x.daemon.store.Commit(ctx, change)
	}
	if handled.WroteRegistry() {
		x.daemon.reload(ctx, false)
	}
	facts := append(change.Facts, handled.Facts()...)
	change.Facts = nil
	_, err = x.daemon.loop.Record(ctx, facts, func(pass engine.Evaluation) model.Change {
		receipts, withheld := handled.Report(pass)
		change.Outbox = append(change.Outbox, receipts...)
		if withheld {
			change.Outbox = append(change.Outbox, x.daemon.withheldNotice()...)
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

// withheldNotice returns the mails that notify the operators, once a day, that replies are not answered.
func (d *Daemon) withheldNotice() []model.Mail {
	now := d.clock()
	return d.incoming.OperatorsNotice("unanswered-replies-"+now.UTC().Format(time.DateOnly), "Some replies are not answered", []string{
		fmt.Sprintf("More replies came within an hour than are answered: %d in all, or %d by one person about one alert.", replies.AnswersAnHour, replies.AnswersPerAlert), "",
		"Commands in them were carried out and notes were saved, but their senders get no receipt.",
		"Usually two programs answer each other. The log names the senders, and the status page counts the replies.", "",
		"This notification is sent at most once a day.",
	})
}
