package judge

import (
	"fmt"

	"supplierwatch/internal/watch"
)

// mailboxRules watch the role mailboxes of ours that suppliers were told to use.
func mailboxRules() []Rule {
	return []Rule{
		{
			Name: "mailbox-unreachable", Needs: NeedsFacts, Route: watch.RoutePage, Severity: firstOnly, Wakes: true, registry: mailboxUnreachable,
			Doc: "Nobody can get at one of our role mailboxes: the server does not answer, refuses the login, or does not open the folder. What " +
				"suppliers confirm or announce there is not seen. Check the account and the password with whoever runs the mail server. It is " +
				"critical where a critical supplier was told to use the mailbox.",
		},
	}
}

func mailboxUnreachable(sc *scene) []watch.Finding {
	var found []watch.Finding
	for _, m := range sc.Mailboxes {
		s, ok := sc.facts.Streak("", "mailbox/"+m.ID)
		if !ok || s.Failures == 0 {
			continue
		}
		tier := sc.gravest(func(e *entry) bool { return e.knows(m) })
		f := watch.Finding{
			Subject: "mailbox/" + m.ID, Position: m.Pos, Owner: m.Team, Policy: tier.Escalation,
			Severity: firstOnly.Of(tier.Class), Pending: sc.damped(s), Wakes: true,
		}
		f.Message = fmt.Sprintf("Our mailbox %s (%s) cannot be read%s.", m.ID, m.Address, reasonOf(s))
		f.Advice = watch.Advice{
			Headline: cut("Check now: our mailbox "+m.ID+" cannot be read", headlineRoom), Lead: lead("Check now", f.Message),
			Do: []string{
				"Log in to the mailbox by hand.",
				"Check the account and its password with whoever runs the mail server.",
				"Until then look for confirmations elsewhere.",
			},
			How: []string{since(s)},
		}
		found = append(found, f)
	}
	return found
}
