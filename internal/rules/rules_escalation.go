package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

func init() {
	register(subject{
		globalChange: escalationChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			"escalation-untested":       escalationUntested,
			"escalation-bounced":        escalationBounced,
			"escalation-unacknowledged": escalationUnacknowledged,
		},
	})
}

// usedPolicies returns the policies by which an alert about any supplier may escalate, sorted by id.
func usedPolicies(ec *obligations.Context) []*model.Policy {
	used := map[string]*model.Policy{}
	for _, e := range ec.Suppliers {
		if p := e.Entry.Tier.Escalation; p != nil {
			used[p.ID] = p
		}
	}
	return slices.SortedFunc(maps.Values(used), func(a, b *model.Policy) int { return strings.Compare(a.ID, b.ID) })
}

// aboutPolicy begins a finding on an escalation policy. A built-in one has no place of its own.
func aboutPolicy(ec *obligations.Context, id string) model.Finding {
	f := model.Finding{Subject: model.KindPolicy.Subject(id), Position: ec.Registry.First}
	if p := ec.Registry.Policies[id]; p != nil && p.Pos.Line > 0 {
		f.Position = p.Pos
	}
	return f
}

func escalationUntested(ec *obligations.Context) []model.Finding {
	last := map[string]civil.Date{}
	var untested []string
	for _, p := range usedPolicies(ec) {
		if last[p.ID] = lastDrill(ec, p.ID); last[p.ID].IsZero() || testedUntil(ec, last[p.ID]).Before(ec.Today()) {
			untested = append(untested, p.ID)
		}
	}
	if len(untested) == 0 {
		return nil
	}
	f := aboutPolicy(ec, untested[0])
	f.Subject, f.Severity = model.SubjectWatchdog, model.Warning
	findingtext.Untested(&f, ec, untested, last)
	return one(f)
}

// testedUntil returns the last day on which a path counts as tried out.
func testedUntil(ec *obligations.Context, last civil.Date) civil.Date {
	return last.Plus(ec.Limit("escalation-untested"), nil)
}

// untestedFrom returns the first instant to come at which a path no longer counts as tried out; zero for none.
func untestedFrom(ec *obligations.Context) time.Time {
	var first time.Time
	for _, p := range usedPolicies(ec) {
		if last := lastDrill(ec, p.ID); !last.IsZero() {
			first = ec.Sooner(first, testedUntil(ec, last).End(ec.Registry.Unowned.Zone()))
		}
	}
	return first
}

// lastDrill returns the day on which somebody last answered a drill of a path; zero if nobody ever did.
func lastDrill(ec *obligations.Context, policy string) civil.Date {
	var last civil.Date
	for _, f := range ec.Facts.Kind("", model.KindPolicy.Subject(policy), model.FactDrilled) {
		last = obligations.Later(last, ec.Registry.Unowned.Today(f.ObservedAt))
	}
	return last
}

// settledAfter is how long a mail must have been with a server before it counts that it has not come back: most do within minutes.
const settledAfter = 10 * time.Minute

// returnedMail returns the last mail to a recipient that came back; ok is false if none did, or a later one was taken for good.
func returnedMail(ec *obligations.Context, recipient string) (f model.Fact, ok bool) {
	p, known := ec.Facts.DeliveryStatus(recipient)
	if !known || p.Accepted != nil && !ec.Now.Before(p.Accepted.ObservedAt.Add(settledAfter)) {
		return model.Fact{}, false
	}
	return p.Returned, true
}

func escalationBounced(ec *obligations.Context) []model.Finding {
	var found []model.Finding
	for _, id := range slices.Sorted(maps.Keys(ec.Registry.Teams)) {
		var back []string
		var how []string
		for _, address := range ec.Registry.Teams[id].Addresses() {
			if f, ok := returnedMail(ec, address); ok {
				back, how = append(back, address), append(how, cameBack(address, f))
			}
		}
		if len(back) == 0 {
			continue
		}
		f := model.Finding{Subject: model.KindTeam.Subject(id), Position: ec.Registry.Teams[id].Pos}
		f.Message = fmt.Sprintf("Alert mail to %s of %s bounced: nobody was notified there.", prose.List(back), ec.Registry.Teams[id].Name())
		f = advise(f, "Correct the address", prose.List(back),
			"Call "+findingtext.TeamPhone(ec.Registry.Teams[id])+", and ask what is wrong with the mailbox.", "Correct the address in the registry, or have the mailbox repaired.",
			"Run `supplierwatch drill` to test the address.")
		found = append(found, ofOperators(ec, f, how))
	}
	for _, p := range usedPolicies(ec) {
		found = append(found, postsRefused(ec, p)...)
	}
	return found
}

// cameBack returns of one address what its last mail came to.
func cameBack(address string, f model.Fact) string {
	text := fmt.Sprintf("%s: %s on %s", address, f.Delivery().Result, f.ObservedAt.UTC().Format("2006-01-02 15:04 UTC"))
	if f.Evidence != "" {
		text += ": " + strings.TrimRight(f.Evidence, ".")
	}
	return text + "."
}

// postsRefused finds the webhooks on a path that refused what was posted to them.
func postsRefused(ec *obligations.Context, p *model.Policy) []model.Finding {
	var back []string
	var how []string
	for _, step := range p.Steps {
		for _, to := range step.Notify {
			f, ok := returnedMail(ec, to)
			if !model.ParseRecipient(to).ByMail() && ok && !slices.Contains(back, to) {
				back, how = append(back, to), append(how, cameBack(to, f))
			}
		}
	}
	if len(back) == 0 {
		return nil
	}
	f := aboutPolicy(ec, p.ID)
	f.Message = fmt.Sprintf("The server of %s on escalation policy %q rejected our message: nobody is notified that way.", prose.List(back), p.ID)
	f = advise(f, "Repair the webhook", prose.List(back), "Check what its server answered.", "Correct its `url` or `format` in the configuration.")
	return one(ofOperators(ec, f, how))
}

// ofOperators completes a finding that goes to those who run the watchdog.
func ofOperators(ec *obligations.Context, f model.Finding, how []string) model.Finding {
	f.Severity, f.Policy, f.Advice.How = model.Critical, ec.Registry.Policies["critical"], how
	return f
}

func escalationUnacknowledged(ec *obligations.Context) []model.Finding {
	all := slices.SortedFunc(maps.Values(ec.Facts.Unacknowledged()), func(a, b model.Fact) int {
		return cmp.Or(a.ObservedAt.Compare(b.ObservedAt), a.Subject.Compare(b.Subject))
	})
	if len(all) == 0 {
		return nil
	}
	f := model.Finding{Subject: model.SubjectWatchdog, Position: ec.Registry.First}
	policies := map[string]bool{}
	for _, x := range all {
		f.Members = append(f.Members, x.Subject.ID)
		if id := x.Unacknowledged().Policy; ec.Registry.Policies[id] != nil {
			policies[id] = true
		}
	}
	paths := slices.Sorted(maps.Keys(policies))
	f.Message = findingtext.Exhausted(paths, aboutAlerts(all))
	f = advise(f, "Call the teams", fmt.Sprintf("%s (%s)", prose.Count(len(all), "unacknowledged alert"), cmp.Or(prose.List(paths), "operators")),
		findingtext.CallTeams(ec.Registry, paths), "Make sure that one person acknowledges each alert.",
		"Run `supplierwatch drill` to test whether the teams read our mails.")
	return one(ofOperators(ec, f, unheard(all)))
}

// fewListed is how many alerts are named; `status` lists all.
const fewListed = 5

// aboutAlerts returns what some alerts are about, in the words of their headlines.
func aboutAlerts(all []model.Fact) []string {
	var about []string
	for _, f := range all {
		about = append(about, f.Unacknowledged().About)
	}
	return about
}

// unheard returns when each alert was found to be one that nobody acknowledges.
func unheard(all []model.Fact) []string {
	var how []string
	for _, f := range all[:min(len(all), fewListed)] {
		how = append(how, fmt.Sprintf("Alert %s: everybody had been notified, and nobody had acknowledged it, by %s.",
			f.Subject.ID, f.ObservedAt.UTC().Format("2006-01-02 15:04 UTC")))
	}
	return how
}

// escalationChange returns when a path no longer counts as tried out, and when a mail to our own people is with a server for good.
func escalationChange(ec *obligations.Context) time.Time {
	next := untestedFrom(ec)
	settles := func(recipients ...string) {
		for _, to := range recipients {
			if p, _ := ec.Facts.DeliveryStatus(to); p.Accepted != nil {
				next = ec.Sooner(next, p.Accepted.ObservedAt.Add(settledAfter))
			}
		}
	}
	for _, t := range ec.Registry.Teams {
		settles(t.Addresses()...)
	}
	for _, p := range usedPolicies(ec) {
		for _, step := range p.Steps {
			settles(step.Notify...)
		}
	}
	return next
}
