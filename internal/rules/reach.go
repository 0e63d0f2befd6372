package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// reachRules watch, by what probes observed, whether the supplier's side can be reached at all.
func reachRules() []Rule {
	return []Rule{
		{
			Name: "domain-no-mail", Needs: NeedsFacts, Route: model.RoutePage, Severity: grave, supplier: domainNoMail,
			Doc: "The mail domain of a contact takes no mail: it has neither a mail exchanger nor an address, it says by a null MX that it takes " +
				"none, or it does not exist any more. Orders sent there are lost, mostly without a sound. Call the supplier on a number that was " +
				"on file before and ask for the address that works; beware of whoever answers from a new domain.",
		},
		{
			Name: "endpoint-down", Needs: NeedsFacts, Route: model.RoutePage, Severity: grave, Wakes: true, supplier: endpointDown,
			Doc: "A place where our machines meet the supplier's has failed several probes in a row, over a time that rules out a hiccup. Orders " +
				"and confirmations that travel this way are held up. One that is looked at by a command of ours is down when the command says " +
				"CRITICAL or does not end in time; one that only warns is up. Check that it is not our side, call their technical contact, " +
				"and use mail or phone for what is urgent. At critical suppliers this may wake people.",
		},
		{
			Name: "endpoint-certificate-expiring", Needs: NeedsFacts, Route: model.RouteWork, Severity: warnings, supplier: certificateExpiring,
			Doc: "The certificate of an endpoint ends within three weeks. On that day our machines stop talking to theirs, usually at a weekend. Ask " +
				"their technical contact when it is renewed, and whether our side has to install the new one.",
		},
	}
}

// noMail tells, for each reason of a failed probe that proves that a domain takes no mail, what was found. Other reasons (a server that does
// not answer) say nothing about the domain.
var noMail = map[string]string{
	"null-mx":          "says that it takes no mail (null MX)",
	"nxdomain":         "does not exist (NXDOMAIN)",
	"no-mx-no-address": "has neither a mail exchanger nor an address",
	"mx-no-address":    "names only mail exchangers that have no address",
}

// dead gives what proves that a domain takes no mail: the last outcome or, if that one says nothing, the one that began the failures.
func dead(s model.Streak) (why string, proven bool) {
	for _, f := range []model.Fact{s.Last, s.First} {
		if why, proven = noMail[f.Data[model.DataReason]]; proven && s.Failures > 0 {
			return why, true
		}
	}
	return "", false
}

func domainNoMail(e *entry) []model.Finding {
	var found []model.Finding
	for _, domain := range e.domains() {
		s, ok := e.streak("domain/" + domain)
		if !ok {
			continue
		}
		why, proven := dead(s)
		if !proven {
			continue
		}
		at := e.contactsAt(domain)
		f := e.about("domain/"+domain, at[0].Pos, e.s.Supplies)
		f.Pending = e.damped(s)
		f.Message = fmt.Sprintf("The mail domain %s of %s %s: mail to %s is lost.", domain, e.s.Name, why, list(titles(at)))
		f.Advice = model.Advice{
			Headline: e.headline("Call today", domain+" takes no mail", ""), Lead: lead("Call them today", f.Message), Call: true,
			Do: []string{
				"Call the supplier on a number that was on file before.",
				"Ask which address works, and whether orders were lost.",
				"Correct the entry once a person has confirmed it.",
			},
			How: []string{since(s)},
		}
		found = append(found, f)
	}
	return found
}

// domains lists the mail domains of the contacts, sorted.
func (e *entry) domains() []string {
	var all []string
	for _, c := range e.s.Contacts {
		if c.Domain != "" {
			all = append(all, c.Domain)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (e *entry) contactsAt(domain string) []*model.Contact {
	return slices.DeleteFunc(slices.Clone(e.s.Contacts), func(c *model.Contact) bool { return c.Domain != domain })
}

func titles(contacts []*model.Contact) []string {
	out := make([]string, len(contacts))
	for i, c := range contacts {
		out[i] = title(c)
	}
	return out
}

// since tells how often and since when something has failed.
func since(s model.Streak) string {
	text := "Failed at "
	if s.Failures > 1 {
		text = fmt.Sprintf("Failed %d times in a row since ", s.Failures)
	}
	text += s.First.ObservedAt.UTC().Format("2006-01-02 15:04 UTC")
	if s.Last.Evidence != "" {
		text += "; the last said: " + strings.TrimRight(s.Last.Evidence, ".")
	}
	return text + "."
}

// aboutEndpoint begins a finding on an endpoint; its team, if it has one, takes the place of the owner.
func (e *entry) aboutEndpoint(p *model.Endpoint) model.Finding {
	f := e.about("endpoint/"+p.ID, p.Pos, e.s.Supplies)
	f.Responsible = p.Team
	return f
}

func endpointDown(e *entry) []model.Finding {
	var found []model.Finding
	for _, p := range e.s.Endpoints {
		s, ok := e.streak("endpoint/" + p.ID)
		if !ok || s.Failures == 0 {
			continue
		}
		f := e.aboutEndpoint(p)
		f.Wakes = e.s.Tier.Class == model.ClassCritical
		f.Pending = e.damped(s)
		f.Message = fmt.Sprintf("The endpoint %s of %s (%s) is down%s.", p.ID, e.s.Name, whereTo(p), reasonOf(s))
		f.Advice = model.Advice{
			Headline: e.headline("Check now", p.ID+" is down", ""), Lead: lead("Check now", f.Message), Call: true,
			Do: []string{
				"See whether it is our side: another network, another endpoint.",
				"Call their technical contact.",
				"Send what is urgent by mail or phone.",
			},
			How: []string{since(s)},
		}
		found = append(found, f)
	}
	return found
}

// whereTo names what an endpoint points at.
func whereTo(p *model.Endpoint) string {
	if p.Kind == model.EndpointExec {
		return "checked by " + p.Run
	}
	return p.Target
}

func certificateExpiring(e *entry) []model.Finding {
	var found []model.Finding
	for _, p := range e.s.Endpoints {
		s, ok := e.streak("endpoint/" + p.ID)
		ends := certificateEnd(s)
		if !ok || ends.IsZero() || ends.After(civil.AddTo(e.now, e.limit("endpoint-certificate-expiring"), e.ours)) {
			continue
		}
		last := e.s.Calendar.Today(ends)
		f := e.aboutEndpoint(p)
		f.Pending = s.Failures > 0 // that it is down is the news; nothing shows that the certificate was renewed
		f.Message = fmt.Sprintf("The certificate of the endpoint %s of %s (%s) ends on %s.", p.ID, e.s.Name, whereTo(p), last)
		do := "Ask before " + e.short(last)
		f.Advice = model.Advice{
			Headline: e.headline(do, p.ID+" certificate ends", ""), Lead: lead(do, f.Message),
			Do: []string{"Ask their technical contact when it is renewed.", "Ask whether our side must install the new one."},
		}
		found = append(found, f)
	}
	return found
}

// certificateEnd returns when the certificate ends that was last seen; zero if none was.
func certificateEnd(s model.Streak) time.Time {
	if ends := instant(s.Last, model.DataNotAfter); !ends.IsZero() || s.LastGood == nil {
		return ends
	}
	return instant(*s.LastGood, model.DataNotAfter)
}
