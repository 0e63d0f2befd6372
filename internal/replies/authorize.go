package replies

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/action"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// authorize returns why nothing of a command is done, whatever alert it is about; nil if something may be.
func (r *reply) authorize(verb replycmd.Verb) error {
	if r.message.Late && r.message.Proof != mailauth.Failed {
		sent := r.batch.View.ClockOf(r.mail.To)
		sent.Now = r.mail.CreatedAt
		return fmt.Errorf("what that mail was about is over; it is from %s", sent.Today())
	}
	return action.Allowed(verb, r.proof())
}

// authorizeAlert returns why whoever answers may not act on an alert: they were not notified of it, and staff no team that was.
func (r *reply) authorizeAlert(a model.Alert) error {
	var teams []string
	recipients := r.recipients(a)
	for _, to := range recipients {
		team := r.batch.View.Registry.Teams[to.Team]
		if mailaddr.Same(to.Address, r.message.Parsed.From) || team != nil && staffs(team, r.message.Parsed.From) {
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

// recipients returns those who were notified of an alert, with whoever got the mail that is answered.
func (r *reply) recipients(a model.Alert) []model.Recipient {
	all := []model.Recipient{r.mail.To}
	for _, n := range a.Notified {
		to := n.To()
		if n.Result != model.MailHeld && to.ByMail() && !slices.Contains(all, to) {
			all = append(all, to)
		}
	}
	return all
}

// isRecipient reports whether the sender was notified of an alert of the mail, whatever the domain they write from.
func (r *reply) isRecipient() bool {
	if r.authorizeAlert(model.Alert{}) == nil {
		return true
	}
	return slices.ContainsFunc(r.mail.Alerts, func(item model.DecisionItem) bool {
		return r.authorizeAlert(r.batch.View.State.Alerts[item.Alert]) == nil
	})
}

// witnesses returns those who also get the receipt of a command whose sender is not proven: everybody who was notified of its alerts, or called
// by its drill. The sender is one of them where they get no receipt, since the name may be that of a whole team.
func (r *reply) witnesses() []model.Recipient {
	if r.message.Proof == mailauth.Proven {
		return nil
	}
	var notified, all []model.Recipient
	for _, a := range r.acted {
		notified = append(notified, r.recipients(a)...)
	}
	if r.drillCounted {
		notified = append(notified, r.mail.To)
	}
	for _, to := range notified {
		known := slices.ContainsFunc(all, func(other model.Recipient) bool { return mailaddr.Same(other.Address, to.Address) })
		if !known && (r.withheld || !mailaddr.Same(to.Address, r.message.Parsed.From)) {
			all = append(all, to)
		}
	}
	return all
}
