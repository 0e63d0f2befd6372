package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/command"
	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// obey does what somebody asks for by answering a mail of ours, and answers whether it was done. A nil answer means that nothing was asked,
// or that whoever asked is nobody of ours.
func (x *intake) obey(ctx context.Context, a arrival) ([]watch.Fact, *watch.Mail) {
	asked := a.row != nil && !a.own && !a.row.Kind.ToSupplier() && a.row.Kind != watch.MailRoundTrip && a.row.Kind != watch.MailReceipt
	if !asked || a.Message.Kind != message.KindReply || a.Message.NoReturn {
		return nil, nil
	}
	c, err := command.Parse(a.Message.Reply, len(a.row.Alerts))
	if c.Verb != command.Send && c.Verb != command.Accept {
		return nil, nil
	}
	if !x.ours(a.Message.From) {
		x.Log.Warn("a stranger answered a mail of ours", "from", a.Message.From, "mail", a.row.ID)
		return nil, nil
	}
	var facts []watch.Fact
	var said []string
	if err == nil {
		err = x.mayAnswer(a)
	}
	if err == nil {
		facts, said, err = x.do(ctx, a, c)
	}
	if err != nil {
		said = append([]string{fmt.Sprintf("NOT done (%s): %v.", c.Verb, err)}, said...)
	}
	answer := x.receipt(a, said)
	return facts, &answer
}

// mayAnswer sees that whoever answers is the recipient of the mail or staffs the recipient's team, and that our own server did not find the
// sender forged.
func (x *intake) mayAnswer(a arrival) error {
	if a.late {
		return fmt.Errorf("what that mail was about is over; it is from %s", a.row.CreatedAt.UTC().Format(time.DateOnly))
	}
	if x.forged(a.Message) {
		return fmt.Errorf("our mail server could not verify that %s sent this (DMARC)", a.Message.From)
	}
	who := a.row.To
	if strings.EqualFold(a.Message.From, who.Address) {
		return nil
	}
	team := x.registry.Load().Teams[who.Team]
	if team == nil {
		return fmt.Errorf("the mail went to %s, and %s is somebody else", who.Address, a.Message.From)
	}
	if strings.EqualFold(a.Message.From, team.Email) || slices.ContainsFunc(team.Members, func(m string) bool { return strings.EqualFold(m, a.Message.From) }) {
		return nil
	}
	return fmt.Errorf("%s is not in %s", a.Message.From, team.Name())
}

func (x *intake) do(ctx context.Context, a arrival, c command.Command) ([]watch.Fact, []string, error) {
	if c.Verb == command.Send {
		return x.release(a)
	}
	var facts []watch.Fact
	var said []string
	for _, n := range c.Meant(len(a.row.Alerts)) {
		done, err := x.accept(ctx, a, a.row.Alerts[n-1].Alert)
		if err != nil {
			return facts, said, fmt.Errorf("alert %d: %w", n, err)
		}
		done.Fact.ID = "accepted-" + a.id + "-" + done.Fact.Supplier + "-" + done.Fact.Subject
		facts, said = append(facts, done.Fact), append(said, done.Says()...)
	}
	return facts, said, nil
}

// release lets the suppliers be written to whom a letter listed.
func (x *intake) release(a arrival) ([]watch.Fact, []string, error) {
	if len(a.row.About) == 0 {
		return nil, nil, errors.New("that mail lists nobody who would be written to")
	}
	now := x.clock()
	said := []string{fmt.Sprintf("Released by %s. They are written to within their working hours, %d mails a day at most:", a.Message.From, x.Verification.PerDay), ""}
	var facts []watch.Fact
	for _, about := range a.row.About {
		facts = append(facts, watch.Fact{
			ID: strings.Join([]string{"released", a.row.ID, about.Supplier, about.Subject}, "-"), Supplier: about.Supplier, Subject: about.Subject,
			Kind: watch.FactReleased, ObservedAt: now, RecordedAt: now, Actor: a.Message.From, Source: "mail",
			Evidence: "answered: send",
		})
		said = append(said, "  "+about.Supplier+"/"+strings.TrimPrefix(about.Subject, "contact/"))
	}
	return facts, said, nil
}

// accept takes a change of a contact for true, by the word of whoever answers.
func (x *intake) accept(ctx context.Context, a arrival, id string) (done Accepted, err error) {
	state, err := x.store.State(ctx)
	if err != nil {
		return Accepted{}, err
	}
	alert, known := state.Alerts[id]
	if !known || !alert.State.Open() {
		return Accepted{}, errors.New("it is over")
	}
	recorded, err := x.store.FactsAfter(ctx, 0) // of our own: passes must not wait until files are written
	if err != nil {
		return Accepted{}, err
	}
	facts := watch.NewFacts(recorded...)
	if last := announced(facts, alert.Supplier, alert.Subject); last != nil && last.RecordedAt.After(a.row.CreatedAt) {
		return Accepted{}, fmt.Errorf("another change was announced after that mail was written; see what it says, ask about it on the phone, "+
			"and use `supplierwatch accept %s`", alert.ID)
	}
	done, err = x.accepted(x.registry.Load(), x.Paths, facts, alert, a.Message.From, x.clock())
	if err != nil {
		return Accepted{}, err
	}
	done.Fact.Source = "mail"
	if done.Written != (watch.Position{}) {
		x.reload(ctx, false)
	}
	return done, nil
}

// receipt answers an answer, in its thread.
func (x *intake) receipt(a arrival, said []string) watch.Mail {
	sum := sha256.Sum256([]byte(a.id))
	return x.identity.Receipt("receipt-"+hex.EncodeToString(sum[:10]), watch.Recipient{Team: a.row.To.Team, Address: a.Message.From},
		a.Message.Subject, a.Message.MessageID, said, x.clock())
}
