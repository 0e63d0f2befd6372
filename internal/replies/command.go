package replies

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// execute carries out what the reply asks for.
func (r *reply) execute(ctx context.Context) error {
	commands, unread := r.commands()
	switch {
	case r.cannotBeRead():
		r.unreadable, r.usage = true, true
		return nil
	case r.mail.Kind == model.MailDrill:
		return r.answerDrill(ctx, firstVerb(commands))
	case len(commands) == 0:
		return r.keepNotes(ctx)
	}
	r.unread = unread
	for place, c := range commands {
		if err := r.executeCommand(ctx, c, place); err != nil {
			return err
		}
	}
	return nil
}

// firstVerb returns the verb of the first command; None if there is none.
func firstVerb(commands []replycmd.Read) replycmd.Verb {
	if len(commands) == 0 {
		return replycmd.None
	}
	return commands[0].Verb
}

// commands returns what the reply asks for: its commands, or an acknowledgement in other words.
func (r *reply) commands() (commands []replycmd.Read, unread []string) {
	text := replycmd.WithoutOffers(r.message.Parsed.Reply, r.mail.Text+"\n"+r.message.Mail.Text)
	if r.answersLatest() && replycmd.MeansAck(text, r.message.Parsed.From) {
		return []replycmd.Read{{Command: replycmd.Command{Verb: replycmd.Ack}}}, nil
	}
	return replycmd.ParseAll(text, r.message.Parsed.From, len(r.mail.Alerts))
}

// answersLatest reports whether the reply answers the latest mail of one open alert that nobody has acknowledged. Only there "ok" leaves no doubt.
func (r *reply) answersLatest() bool {
	if len(r.mail.Alerts) != 1 || r.message.Cut || r.message.Mail.ID != r.mail.ID {
		return false
	}
	a, known := r.batch.View.State.Alerts[r.mail.Alerts[0].Alert]
	if !known || !isUnacknowledged(a) {
		return false
	}
	var latest time.Time
	answered := false
	for _, n := range a.Notified {
		if n.Result == model.MailHeld || !n.To().ByMail() || n.At.Before(latest) {
			continue
		}
		answered = n.Mail == r.mail.ID || answered && n.At.Equal(latest)
		latest = n.At
	}
	return answered
}

// executeCommand carries out the command at a place among those of the reply, from 0.
func (r *reply) executeCommand(ctx context.Context, c replycmd.Read, place int) error {
	err := r.authorize(c.Verb)
	if err == nil {
		err = c.Err
	}
	switch {
	case err != nil:
		r.say("NOT " + c.Verb.Done() + ": " + fullStop(err.Error()))
		r.usage = r.usage || c.Err != nil
		return nil
	case c.Verb == replycmd.Help:
		r.usage = true
		return nil
	case c.Verb == replycmd.Send:
		r.releaseVerifications()
		return nil
	}
	return r.actOnAlerts(ctx, c.Command, place)
}

// actOnAlerts carries out a command about each of the alerts that it means, with a line for each.
func (r *reply) actOnAlerts(ctx context.Context, c replycmd.Command, place int) error {
	numbers := c.AlertNumbers(len(r.mail.Alerts))
	if len(numbers) == 0 {
		r.say("NOT " + c.Verb.Done() + ": that mail is not about an alert.")
	}
	for _, n := range numbers {
		if err := r.act(ctx, n, c, place); err != nil {
			return err
		}
	}
	return nil
}

// act carries out a command about one alert of the mail, by its number there.
func (r *reply) act(ctx context.Context, n int, c replycmd.Command, place int) error {
	item := r.mail.Alerts[n-1]
	a, known := r.batch.View.State.Alerts[item.Alert]
	if !known {
		r.say(r.numbered(n, "", "NOT "+c.Verb.Done()+": it ended long ago and is not stored any more."))
		return nil
	}
	headline := compose.Headline(r.batch.View, a, r.mail.To)
	if err := r.authorizeAlert(a); err != nil {
		r.say(r.numbered(n, headline, fmt.Sprintf("NOT %s: %v; %s.", c.Verb.Done(), err, r.state(a))))
		return nil
	}
	outcome, err := r.batch.Do(ctx, completed(r.request(item, c.Verb, place), c))
	if refused, ok := errors.AsType[*model.Refusal](err); ok {
		r.say(r.numbered(n, headline, "NOT "+c.Verb.Done()+": "+fullStop(refused.Why)))
		return nil
	}
	if err != nil {
		return fmt.Errorf("do what %s asks about alert %s: %w", r.message.Parsed.From, a.ID, err)
	}
	r.keep(a, outcome)
	r.lines = append(r.lines, line{outcome: len(r.outcomes), number: n, headline: headline})
	return nil
}

// completed returns a request with what follows the verb of a command. Of many lines below it the beginning is kept.
func completed(request action.Request, c replycmd.Command) action.Request {
	request.Text, request.Note = c.Text(), c.Note()
	if c.Verb.Holds() {
		request.Text = ""
		request.For, _ = c.End()
	}
	if c.Below != "" {
		request.Text, request.Note = shortened(request.Text), shortened(request.Note)
	}
	return request
}

// keep remembers what a request came to.
func (r *reply) keep(a model.Alert, outcome action.Outcome) {
	r.outcomes = append(r.outcomes, outcome)
	r.facts = append(r.facts, outcome.Fact)
	r.acted = append(r.acted, a)
	r.wrote = r.wrote || outcome.Wrote
}

// releaseVerifications lets the suppliers be written to whom a weekly summary listed.
func (r *reply) releaseVerifications() {
	if err := r.authorizeAlert(model.Alert{}); err != nil {
		r.say(fmt.Sprintf("NOT released: %v.", err))
		return
	}
	if len(r.mail.About) == 0 {
		r.say("NOT released: that mail lists no contact to write to.")
		return
	}
	r.say(fmt.Sprintf("Released by %s. They are written to within their working hours, %d mails a day at most:", r.message.Parsed.From, r.handler.PerDay), "")
	for _, about := range r.mail.About {
		r.facts = append(r.facts, model.Fact{
			ID: strings.Join([]string{"released", r.mail.ID, about.Supplier, about.Subject.String()}, "-"), Supplier: about.Supplier, Subject: about.Subject,
			Kind: model.FactReleased, ObservedAt: r.message.Arrived, RecordedAt: r.batch.View.Now, Actor: r.message.Parsed.From, Source: "mail",
			Evidence: "answered: send",
		})
		r.say("  " + about.Supplier + "/" + about.Subject.ID)
	}
}
