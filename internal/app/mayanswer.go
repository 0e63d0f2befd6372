package app

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/watch"
)

// recipients are those who were told of an alert, with whoever got the mail that is answered.
func (y *answering) recipients(a watch.Alert) []watch.Recipient {
	all := []watch.Recipient{y.mail.To}
	for _, n := range a.Notified {
		to := watch.Recipient{Team: n.Team, Address: n.Recipient}
		if n.Result != watch.MailHeld && !strings.HasPrefix(n.Recipient, watch.WebhookPrefix) && !slices.Contains(all, to) {
			all = append(all, to)
		}
	}
	return all
}

// isRecipient reports whether somebody was told of an alert of the mail, whatever the domain they write from.
func (y *answering) isRecipient() bool {
	if y.mayAct(watch.Alert{}) == nil {
		return true
	}
	return slices.ContainsFunc(y.mail.Alerts, func(item watch.DecisionItem) bool {
		return y.mayAct(y.view.State.Alerts[item.Alert]) == nil
	})
}

// mayAct sees that whoever answers was told of an alert, or staffs a team that was.
func (y *answering) mayAct(a watch.Alert) error {
	var teams []string
	recipients := y.recipients(a)
	for _, to := range recipients {
		team := y.view.Registry.Teams[to.Team]
		if strings.EqualFold(to.Address, y.Message.From) || team != nil && staffs(team, y.Message.From) {
			return nil
		}
		if team != nil && !slices.Contains(teams, team.Name()) {
			teams = append(teams, team.Name())
		}
	}
	if len(teams) == 0 {
		return fmt.Errorf("you are somebody else than %s, who was told", recipients[0].Address)
	}
	return fmt.Errorf("you are not in %s", strings.Join(teams, " or "))
}

// staffs reports whether an address is a team's, or that of one of its members.
func staffs(t *watch.Team, address string) bool {
	return strings.EqualFold(address, t.Email) || slices.ContainsFunc(t.Members, func(m string) bool { return strings.EqualFold(m, address) })
}
