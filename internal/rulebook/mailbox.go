package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "mailbox-unreachable", Needs: NeedsFacts, Route: model.RoutePage, Severity: CriticalElseWarning, Wakes: true,
			Doc: "Nobody can get at one of our role mailboxes: the server does not answer, refuses the login, or does not open the folder. What " +
				"suppliers confirm or announce there is not seen. Check the account and the password with whoever runs the mail server. It is " +
				"critical where a critical supplier was told to use the mailbox.",
		},
		Rule{
			Name: "mailbox-unattended", Needs: NeedsFacts, Route: model.RoutePage, Severity: CriticalElseWarning,
			Doc: "A mail in one of our role mailboxes has been unread for longer than its team agreed to, counted in the team's working time. Nobody " +
				"reads the mailbox: the person who did is on leave, or has left, and nobody was assigned. Read what is there, and name somebody. " +
				"The watchdog reads without marking anything as read, and does not count its own mails.",
		},
		Rule{
			Name: "mailbox-nearly-full", Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning, Share: 0.9,
			Doc: "One of our role mailboxes is about to be full; then what suppliers write is refused. Empty it, or have its quota raised. Where the " +
				"mail server does not tell the quota, nobody can know.",
		},
		Rule{
			Name: "mailbox-round-trip-lost", Needs: NeedsFacts, Route: model.RoutePage, Severity: CriticalElseWarning,
			Doc: "A mail that the watchdog sent to one of our role mailboxes did not arrive within an hour, although a relay took it. Mail from " +
				"suppliers may get lost the same way: by a forwarding that broke, a filter, or a server that accepts and drops. Write to the " +
				"mailbox from outside, and look for the mail in its filters and in the mail server's log.",
		},
		Rule{
			Name: "mailbox-purpose-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "There are critical suppliers, and for some kinds of mail we have no role mailbox to tell them of: order confirmations, logistics, " +
				"regulatory matters, notices or escalations. Such mail then goes to whoever happened to write last. Set up a role address for " +
				"each purpose and list it under mailboxes.",
		},
	)
}
