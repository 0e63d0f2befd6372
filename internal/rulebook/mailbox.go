package rulebook

import (
	"supplierwatch/internal/model"
)

func init() {
	add(
		Rule{
			Name: "mailbox-unreachable", Needs: NeedsFacts, Route: model.RoutePage, Severity: CriticalElseWarning, Wakes: true,
			Doc: "One of our role mailboxes cannot be read: the server does not answer, rejects the login, or does not open the folder. " +
				"Confirmations and announcements of suppliers are not seen. Check the account and its password with the administrators of the " +
				"mail server. It is critical where a critical supplier was informed of the mailbox.",
		},
		Rule{
			Name: "mailbox-unattended", Needs: NeedsFacts, Route: model.RoutePage, Severity: CriticalElseWarning,
			Doc: "A mail in one of our role mailboxes has been unread for longer than its team agreed to, counted in the team's working time. " +
				"Nobody reads the mailbox: the person who did is on leave, or has left, and nobody was assigned. Read the unread mail, and " +
				"agree on who reads the mailbox from now on. Supplierwatch does not mark mail as read, and does not count its own mails.",
		},
		Rule{
			Name: "mailbox-nearly-full", Needs: NeedsFacts, Route: model.RouteWork, Severity: CriticalElseWarning, Share: 0.9,
			Doc: "One of our role mailboxes is about to be full; then mail from suppliers is rejected. Move old mail to an archive, or have the " +
				"quota raised. Where the mail server does not report the quota, nothing is raised.",
		},
		Rule{
			Name: "mailbox-round-trip-lost", Needs: NeedsFacts, Route: model.RoutePage, Severity: CriticalElseWarning,
			Doc: "Our test mail to one of our role mailboxes did not arrive within an hour, although a relay accepted it. Mail from suppliers " +
				"may get lost the same way: by a broken forwarding, a filter, or a server that accepts mail and drops it. Write to the mailbox " +
				"from outside, and look for the mail in its filters and in the mail server's log.",
		},
		Rule{
			Name: "mailbox-purpose-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: allWarning,
			Doc: "We have critical suppliers, but no role mailbox for some kinds of mail: order confirmations, logistics, regulatory matters, " +
				"notices or escalations. Such mail then goes to the person who happened to write last. Set up a mailbox for each purpose, and " +
				"list it under mailboxes.",
		},
	)
}
