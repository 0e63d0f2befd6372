package rules

import (
	"fmt"

	"supplierwatch/internal/model"
)

// ownRules ask whether our own side is in order.
func ownRules() []Rule {
	return []Rule{
		{
			Name: "owner-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: falling, supplier: ownerMissing,
			Doc: "No team of ours owns the supplier, so that nobody is told when something is wrong with it; until somebody does, its mails go " +
				"to the operators of the watchdog. Write the owner into the entry, or one for all under defaults.",
		},
		{
			Name: "team-understaffed", Needs: NeedsRegistry, Route: model.RouteWork, Severity: falling, registry: understaffed,
			Doc: "A team of ours has fewer than two members written down. One person on leave and nobody answers its alerts; and only members may " +
				"answer them. List the people who staff the team. The severity is that of the gravest supplier the team looks after.",
		},
		{
			Name: "mailbox-purpose-missing", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, registry: purposeMissing,
			Doc: "There are critical suppliers, and for some kinds of mail we have no role mailbox to tell them of: order confirmations, logistics, " +
				"regulatory matters, notices or escalations. Such mail then goes to whoever happened to write last. Set up a role address for " +
				"each purpose and list it under mailboxes.",
		},
		{
			Name: "not-told", Needs: NeedsTime, Route: model.RouteWork, Severity: warnings, supplier: notTold,
			Doc: "We have role mailboxes, and the supplier was never told which of them to use. Its confirmations and notices go to persons " +
				"or nowhere. Tell it, and record the mailbox and the day under they_know.",
		},
		{
			Name: "told-long-ago", Needs: NeedsTime, Route: model.RouteWork, Severity: warnings, supplier: toldLongAgo,
			Doc: "The supplier was last told more than a year ago which mailboxes of ours to use. The people there have changed since. Tell it " +
				"again, and record the day under they_know.",
		},
		{
			Name: "authorized-left", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: authorizedLeft,
			Doc: "The supplier accepts a person as authorized who is in none of our teams any more. Whoever needs to place a support call finds " +
				"out only then that our side has to be authorized anew. Tell the supplier who took over, and correct the entry.",
		},
		{
			Name: "authorized-single", Needs: NeedsRegistry, Route: model.RouteWork, Severity: warnings, supplier: authorizedSingle,
			Doc: "The supplier accepts only one person of ours as authorized. On that person's first day of leave nobody of ours can open a case " +
				"or release an order. Have a second person authorized.",
		},
		{
			Name: "fallback-missing", Needs: NeedsRegistry, Route: model.RouteWork,
			Severity: Severities{model.Warning, "", ""}, supplier: fallbackMissing,
			Doc: "The entry of a critical supplier does not say what to do when nobody there answers. At three in the morning that line of the " +
				"alert mail is the one that is needed. Write down a distributor, a sister plant or an emergency stock, with a number.",
		},
		{
			Name: "entry-review-due", Needs: NeedsTime, Route: model.RouteWork, Severity: infoBelow, supplier: reviewDue,
			Doc: "Nobody has read the supplier's whole entry for longer than its tier allows. Entries rot quietly: people, quantities and contracts " +
				"change while nothing here does. Read it from top to bottom, correct it, and record the day under reviewed.",
		},
	}
}

func ownerMissing(e *supplierEval) []model.Finding {
	if e.s.Owner != nil {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("No team of ours owns %s.", e.s.Name)
	return e.ask(f, "Name an owner", "Write the owner team into the entry, or one for all under defaults.")
}

// understaffedBelow is how many members a team needs at least.
const understaffedBelow = 2

func understaffed(ec *evalContext) []model.Finding {
	var found []model.Finding
	for id, team := range ec.registry.Teams {
		if len(team.Members) >= understaffedBelow {
			continue
		}
		tier := highestTier(ec, func(e *supplierEval) bool { return serves(team, e.s) })
		do := "Name at least two members of " + team.Name()
		f := model.Finding{
			Subject: model.KindTeam.Subject(id), Position: team.Pos, Owner: team, Policy: tier.Escalation, Severity: falling.Of(tier.Class),
			Message: fmt.Sprintf("The team %s has %s; two are needed so that somebody can answer.", team.Name(), members(len(team.Members))),
		}
		f.Advice = model.Advice{Headline: cut(do, headlineRoom), Lead: lead(do, f.Message), Do: []string{"List the people who staff it under members."}}
		found = append(found, f)
	}
	return found
}

func members(n int) string {
	if n == 0 {
		return "no members written down"
	}
	return count(n, "member") + " only"
}
