package rules

import (
	"supplierwatch/internal/model"
)

// subjectWatchdog is the subject of findings on the watchdog itself.
const subjectWatchdog = "watchdog"

// watchdogRules watch the watchdog. Whoever runs it hears of them, by the policy of critical suppliers.
func watchdogRules() []Rule {
	return []Rule{
		{
			Name: "vantage-blind", Needs: NeedsFacts, Route: model.RouteOperators, Severity: always, Wakes: true, registry: vantageBlind,
			Doc: "Nothing at all can be reached from this machine: every name and every address that it compares with has failed. It is cut off, " +
				"so that failed probes say nothing about suppliers and are held back. Dates are still judged. Restore its network.",
		},
		{
			Name: "mail-relay-down", Needs: NeedsFacts, Route: model.RouteOperators, Severity: always, Wakes: true, registry: relayDown,
			Doc: "No relay takes our mail. Alerts are kept and tried again for days, but until then nobody is told anything. Check the relay, its " +
				"certificate and the login; this finding goes every other way there is. One outage that is soon over is not told: like a probe, " +
				"the relays must have failed several times over some time.",
		},
		{
			Name: "registry-invalid", Needs: NeedsFacts, Route: model.RouteOperators, Severity: always, Wakes: true, registry: registryInvalid,
			Doc: "The registry was edited and cannot be read any more. The last good one stays in force, so that whatever was changed since is not " +
				"watched. Run check on the registry; it names every place and what is expected there.",
		},
		{
			Name: "own-credential-expiring", Needs: NeedsFacts, Route: model.RouteOperators, Severity: warnings, Wakes: true, registry: credentialsExpiring,
			Doc: "A certificate or a secret that the watchdog itself lives on ends soon, has ended, or is refused: the secret of an OAuth client, the " +
				"certificate of its page, the authorities that it trusts. Afterwards it can no longer read or send mail, or nobody can open the page. " +
				"Renew it, and put the new one where the key of the configuration points.",
		},
		{
			Name: "state-nearly-full", Needs: NeedsFacts, Route: model.RouteOperators, Severity: always, Wakes: true, registry: stateNearlyFull,
			Doc: "The disk that the watchdog's database stands on is about to be full, whoever fills it. Once it is, nothing can be recorded any more " +
				"and no new alert leaves. Make room, or move the state to a larger disk. Where the system does not tell how much room there is, nobody " +
				"can know.",
		},
	}
}

// aboutWatchdog begins a finding on the watchdog from a streak of failures about one of its own subjects; ok is false without failures.
func aboutWatchdog(ec *evalContext, subject string) (f model.Finding, s model.Streak, ok bool) {
	s, known := ec.facts.Streak("", subject)
	if !known || s.Failures == 0 {
		return model.Finding{}, s, false
	}
	f = model.Finding{Subject: subjectWatchdog, Position: ec.registry.First, Severity: model.Critical, OverrideQuietHours: true, Policy: ec.registry.Policies["critical"]}
	f.Advice.How = []string{since(s)}
	return f, s, true
}

func relayDown(ec *evalContext) []model.Finding {
	f, s, ok := aboutWatchdog(ec, model.SubjectRelay)
	if !ok {
		return nil
	}
	f.Pending = ec.debounced(s)
	where := "wait in the outbox"
	if s.Last.Data[model.DataKept] != "" {
		where = "are put into a directory instead, where nobody is told of them"
	}
	f.Message = "No mail relay takes our mail" + reasonOf(s) + "; alerts " + where + "."
	f.Advice.Headline = "Repair the mail relay: no alert leaves"
	f.Advice.Lead = lead("Repair the mail relay", f.Message)
	f.Advice.Do = []string{"Check that the relay runs and can be reached.", "Check its certificate and our login."}
	return one(f)
}
