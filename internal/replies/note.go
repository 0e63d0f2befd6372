package replies

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// alertsWithNote is on how many alerts of one mail a reply is kept that names none.
const alertsWithNote = 10

// keepNotes keeps what is not a command on the alerts of the mail.
func (r *reply) keepNotes(ctx context.Context) error {
	_, answered, err := r.handler.Mails.MailByToken(ctx, r.handler.Key.For(r.noteID()))
	if err != nil {
		return err
	}
	r.note, r.usage = &noted{answered: answered, refused: reason(r.authorize(replycmd.None))}, true
	if r.note.refused != "" {
		return nil
	}
	text := shortened(strings.Join(strings.Fields(r.message.Parsed.Reply), " "))
	for _, item := range r.mail.Alerts {
		a, known := r.batch.View.State.Alerts[item.Alert]
		if !known || text == "" || r.note.kept == alertsWithNote {
			continue
		}
		if err := r.keepNote(ctx, a, item, text); err != nil {
			return err
		}
	}
	return nil
}

// reason returns the words of an error; empty for none.
func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// keepNote keeps a text on one alert, or why it does not.
func (r *reply) keepNote(ctx context.Context, a model.Alert, item model.DecisionItem, text string) error {
	if err := r.authorizeAlert(a); err != nil {
		r.note.refused = fmt.Sprintf("%v; %s", err, r.state(a))
		return nil
	}
	request := r.request(item, action.Note, 0)
	request.Note = text
	outcome, err := r.batch.Do(ctx, request)
	if refused, ok := errors.AsType[*model.Refusal](err); ok {
		r.note.refused = refused.Why
		return nil
	}
	if err == nil {
		r.facts = append(r.facts, outcome.Fact)
		r.note.kept++
	}
	return err
}
