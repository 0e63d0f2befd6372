package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// errUnstamped says why a command was not carried out that needs to be known to come from its sender.
var errUnstamped = errors.New("our mail server says nothing about who sent this mail, and this command needs that; use the link in the mail, or ask the operators about replies.unstamped")

// withoutProof lists the commands that are carried out although our mail server says nothing about who sent them, as is usual for mail inside
// a company. They only promise or escalate, and everybody who was notified gets the receipt.
var withoutProof = []replycmd.Verb{replycmd.None, replycmd.Ack, replycmd.Snooze, replycmd.NotMine, replycmd.NoAnswer, replycmd.Help}

// mayCommand says why nothing of a command is done, whatever alert it is about; nil if something may be.
func (y *answering) mayCommand() error {
	switch {
	case y.proof == mailauth.Failed:
		return errors.New("our mail server could not verify that you sent this")
	case y.late:
		return fmt.Errorf("what that mail was about is over; it is from %s", y.mail.CreatedAt.UTC().Format(time.DateOnly))
	case y.proof == mailauth.NotStamped && !slices.Contains(withoutProof, y.Verb):
		return errUnstamped
	}
	return nil
}

// witnesses are those who also get the receipt of a command whose sender is not proven: everybody who was notified of its alerts, or called by
// its drill. The sender is one of them where they get no answer, since the name may be that of a whole team.
func (y *answering) witnesses() []model.Recipient {
	if y.proof == mailauth.Proven {
		return nil
	}
	var notified, all []model.Recipient
	for _, a := range y.acted {
		notified = append(notified, y.recipients(a)...)
	}
	if y.drillCounted {
		notified = append(notified, y.mail.To)
	}
	for _, to := range notified {
		known := slices.ContainsFunc(all, func(r model.Recipient) bool { return mailaddr.Same(r.Address, to.Address) })
		if !known && (y.withheld || !mailaddr.Same(to.Address, y.Message.From)) {
			all = append(all, to)
		}
	}
	return all
}

// recipients are those who were told of an alert, with whoever got the mail that is answered.
func (y *answering) recipients(a model.Alert) []model.Recipient {
	all := []model.Recipient{y.mail.To}
	for _, n := range a.Notified {
		to := n.To()
		if n.Result != model.MailHeld && to.ByMail() && !slices.Contains(all, to) {
			all = append(all, to)
		}
	}
	return all
}

// isRecipient reports whether somebody was told of an alert of the mail, whatever the domain they write from.
func (y *answering) isRecipient() bool {
	if y.mayAct(model.Alert{}) == nil {
		return true
	}
	return slices.ContainsFunc(y.mail.Alerts, func(item model.DecisionItem) bool {
		return y.mayAct(y.view.State.Alerts[item.Alert]) == nil
	})
}

// mayAct sees that whoever answers was told of an alert, or staffs a team that was.
func (y *answering) mayAct(a model.Alert) error {
	var teams []string
	recipients := y.recipients(a)
	for _, to := range recipients {
		team := y.view.Registry.Teams[to.Team]
		if mailaddr.Same(to.Address, y.Message.From) || team != nil && staffs(team, y.Message.From) {
			return nil
		}
		if team != nil && !slices.Contains(teams, team.Name()) {
			teams = append(teams, team.Name())
		}
	}
	if len(teams) == 0 {
		return fmt.Errorf("you are not %s, who was notified", recipients[0].Address)
	}
	return fmt.Errorf("you are not in %s", strings.Join(teams, " or "))
}

// staffs reports whether an address is a team's, or that of one of its members.
func staffs(t *model.Team, address string) bool {
	return mailaddr.Same(address, t.Email) || slices.ContainsFunc(t.Members, func(m string) bool { return mailaddr.Same(m, address) })
}
