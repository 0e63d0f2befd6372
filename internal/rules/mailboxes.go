package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

// mailboxRules watch the role mailboxes of ours that suppliers were told to use.
func mailboxRules() []Rule {
	return []Rule{
		{
			Name: "mailbox-unreachable", Needs: NeedsFacts, Route: model.RoutePage, Severity: firstOnly, Wakes: true, registry: mailboxUnreachable,
			Doc: "Nobody can get at one of our role mailboxes: the server does not answer, refuses the login, or does not open the folder. What " +
				"suppliers confirm or announce there is not seen. Check the account and the password with whoever runs the mail server. It is " +
				"critical where a critical supplier was told to use the mailbox.",
		},
		{
			Name: "mailbox-unattended", Needs: NeedsFacts, Route: model.RoutePage, Severity: firstOnly, registry: mailboxUnattended,
			Doc: "A mail in one of our role mailboxes has been unread for longer than its team agreed to, counted in the team's working time. Nobody " +
				"reads the mailbox: the person who did is on leave, or has left, and nobody was assigned. Read what is there, and name somebody. " +
				"The watchdog reads without marking anything as read, and does not count its own mails.",
		},
		{
			Name: "mailbox-nearly-full", Needs: NeedsFacts, Route: model.RouteWork, Severity: firstOnly, registry: mailboxNearlyFull,
			Doc: "One of our role mailboxes is about to be full; then what suppliers write is refused. Empty it, or have its quota raised. Where the " +
				"mail server does not tell the quota, nobody can know.",
		},
		{
			Name: "mailbox-round-trip-lost", Needs: NeedsFacts, Route: model.RoutePage, Severity: firstOnly, registry: roundTripLost,
			Doc: "A mail that the watchdog sent to one of our role mailboxes did not arrive within an hour, although a relay took it. Mail from " +
				"suppliers may get lost the same way: by a forwarding that broke, a filter, or a server that accepts and drops. Write to the " +
				"mailbox from outside, and look for the mail in its filters and in the mail server's log.",
		},
	}
}

// aboutMailbox begins a finding on a mailbox of ours, as grave as the gravest supplier that was told to use it.
func (sc *scene) aboutMailbox(m *model.Mailbox) model.Finding {
	tier := sc.gravest(func(e *entry) bool { return e.knows(m) })
	return model.Finding{
		Subject: "mailbox/" + m.ID, Position: m.Pos, Owner: m.Team, Policy: tier.Escalation, Severity: firstOnly.Of(tier.Class),
	}
}

// advise tells what to do about a mailbox.
func advise(f model.Finding, do, rest string, steps ...string) model.Finding {
	f.Advice.Headline = cut(do+": "+rest, headlineRoom)
	f.Advice.Lead = lead(do, f.Message)
	f.Advice.Do = steps
	return f
}

func mailboxUnreachable(sc *scene) []model.Finding {
	var found []model.Finding
	for _, m := range sc.Mailboxes {
		s, ok := sc.facts.Streak("", "mailbox/"+m.ID)
		if !ok || s.Failures == 0 {
			continue
		}
		f := sc.aboutMailbox(m)
		f.Pending, f.Wakes = sc.damped(s), true
		f.Message = fmt.Sprintf("Our mailbox %s (%s) cannot be read%s.", m.ID, m.Address, reasonOf(s))
		f.Advice.How = []string{since(s)}
		found = append(found, advise(f, "Check now", "our mailbox "+m.ID+" cannot be read",
			"Log in to the mailbox by hand.",
			"Check the account and its password with whoever runs the mail server.",
			"Until then look for confirmations elsewhere."))
	}
	return found
}
