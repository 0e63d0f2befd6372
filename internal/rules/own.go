package rules

import (
	"fmt"
	"slices"
	"strings"

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

func ownerMissing(e *entry) []model.Finding {
	if e.s.Owner != nil {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("No team of ours owns %s.", e.s.Name)
	return e.ask(f, "Name an owner", "Write the owner team into the entry, or one for all under defaults.")
}

// understaffedBelow is how many members a team needs at least.
const understaffedBelow = 2

func understaffed(sc *scene) []model.Finding {
	var found []model.Finding
	for id, team := range sc.Teams {
		if len(team.Members) >= understaffedBelow {
			continue
		}
		tier := sc.gravest(func(e *entry) bool { return serves(team, e.s) })
		do := "Name at least two members of " + team.Name()
		f := model.Finding{
			Subject: "team/" + id, Position: team.Pos, Owner: team, Policy: tier.Escalation, Severity: falling.Of(tier.Class),
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

// wantedPurposes are what critical suppliers need a mailbox of ours for.
var wantedPurposes = []model.Purpose{
	model.PurposeOrderConfirmation, model.PurposeLogistics, model.PurposeRegulatory, model.PurposeNotices, model.PurposeEscalation,
}

func purposeMissing(sc *scene) []model.Finding {
	critical := slices.ContainsFunc(sc.Suppliers, func(s *model.Supplier) bool { return s.Tier.Class == model.ClassCritical })
	if len(sc.Mailboxes) == 0 || !critical {
		return nil
	}
	var missing []string
	for _, p := range wantedPurposes {
		if !slices.ContainsFunc(sc.Mailboxes, func(m *model.Mailbox) bool { return m.Purpose == p }) {
			missing = append(missing, string(p))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	do := "Set up a mailbox for " + list(missing)
	f := model.Finding{Subject: subjectWatchdog, Position: sc.First, Severity: model.Warning}
	f.Message = fmt.Sprintf("There are critical suppliers, and no role mailbox of ours is there for %s.", list(missing))
	f.Advice = model.Advice{
		Headline: cut(do, headlineRoom), Lead: lead(do, f.Message),
		Do: []string{"Set up the address.", "List it under mailboxes.", "Tell the suppliers."},
	}
	return one(f)
}

func notTold(e *entry) []model.Finding {
	if len(e.Mailboxes) == 0 || len(e.told()) > 0 {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("%s was never told which mailbox of ours to use.", e.s.Name)
	return e.ask(f, "Tell them our mailboxes", "Write to them which address is for what.", "Record the day under they_know.")
}

func toldLongAgo(e *entry) []model.Finding {
	all := e.told()
	if len(e.Mailboxes) == 0 || len(all) == 0 {
		return nil
	}
	last := all[0].On
	for _, t := range all {
		last = later(last, t.On)
	}
	if !last.Plus(e.limit("told-long-ago"), e.ours).Before(e.today) {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("%s was last told on %s which mailbox of ours to use.", e.s.Name, last)
	return e.ask(f, "Tell them our mailboxes again", "Write to them which address is for what.", "Record the day under they_know.")
}

func authorizedLeft(e *entry) []model.Finding {
	var left []string
	for _, who := range e.authorized() {
		if !e.staffed(who) {
			left = append(left, who)
		}
	}
	if len(left) == 0 {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("%s accepts as authorized, and is in no team of ours: %s.", e.s.Name, strings.Join(left, ", "))
	return e.ask(f, "Have somebody else authorized", "Tell the supplier who took over.", "Correct the entry.")
}

func authorizedSingle(e *entry) []model.Finding {
	all := e.authorized()
	if len(all) != 1 {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("%s accepts only one person of ours as authorized: %s.", e.s.Name, all[0])
	return e.ask(f, "Have a second person authorized", "Ask the supplier to accept one more person.", "Add the person under authorized.")
}

// authorized lists each person whom the supplier accepts, once.
func (e *entry) authorized() []string {
	var all []string
	for _, a := range e.s.Authorized {
		if who := strings.ToLower(a.Who); !slices.Contains(all, who) {
			all = append(all, who)
		}
	}
	return all
}

// staffed reports whether an address belongs to a member of any team.
func (sc *scene) staffed(who string) bool {
	for _, t := range sc.Teams {
		if slices.ContainsFunc(t.Members, func(m string) bool { return strings.EqualFold(m, who) }) {
			return true
		}
	}
	return false
}

func fallbackMissing(e *entry) []model.Finding {
	if e.s.Fallback != "" {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("The entry of %s does not say what to do when nobody there answers.", e.s.Name)
	return e.ask(f, "Write down a fallback", "Find another way to the goods: a distributor, a sister plant, an emergency stock.",
		"Write it under fallback, with a number.")
}

func reviewDue(e *entry) []model.Finding {
	row := e.reviewRow()
	if row == nil || row.State != stateOverdue {
		return nil
	}
	f := e.aboutAll()
	f.Due = row.Due
	f.Message = fmt.Sprintf("The entry of %s was last reviewed on %s; it should have been reviewed by %s.", e.s.Name, e.reviewed(), row.Due)
	return e.ask(f, "Review the entry", "Read it from top to bottom and correct it.", "Record the day under reviewed.")
}
