package rules

import (
	"fmt"

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
func (sc *scene) aboutWatchdog(subject string) (f model.Finding, s model.Streak, ok bool) {
	s, known := sc.facts.Streak("", subject)
	if !known || s.Failures == 0 {
		return model.Finding{}, s, false
	}
	f = model.Finding{Subject: subjectWatchdog, Position: sc.First, Severity: model.Critical, Wakes: true, Policy: sc.Policies["critical"]}
	f.Advice.How = []string{since(s)}
	return f, s, true
}

func vantageBlind(sc *scene) []model.Finding {
	f, s, ok := sc.aboutWatchdog(model.SubjectVantage)
	if !ok {
		return nil
	}
	f.Pending = sc.damped(s)
	f.Message = "This machine reaches nothing on the network; findings about suppliers' domains and endpoints are held."
	f.Advice.Headline = "Restore the network: the watchdog is cut off"
	f.Advice.Lead = lead("Restore the network", f.Message)
	f.Advice.Do = []string{"Check name resolution and the way out of the watchdog's machine."}
	return one(f)
}

func relayDown(sc *scene) []model.Finding {
	f, s, ok := sc.aboutWatchdog(model.SubjectRelay)
	if !ok {
		return nil
	}
	f.Pending = sc.damped(s)
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

func registryInvalid(sc *scene) []model.Finding {
	f, s, ok := sc.aboutWatchdog(model.SubjectLoading)
	if !ok {
		return nil
	}
	f.Message = "The registry cannot be read since " + s.First.ObservedAt.UTC().Format("2006-01-02 15:04 UTC") + "; the last good one stays in force."
	f.Advice.Headline = "Mend the registry: the last edit is not in force"
	f.Advice.Lead = lead("Mend the registry", f.Message)
	f.Advice.Do = []string{"Run check on the registry.", "Correct what it names, and reload."}
	return one(f)
}

// fullFrom is the built-in threshold of a place that is nearly full.
const fullFrom = 0.9

// share gives the threshold of a rule that compares with a part of a whole.
func (sc *scene) share(rule string) float64 {
	if t, ok := sc.Limits.Thresholds[rule]; ok && t.Share > 0 {
		return t.Share
	}
	return fullFrom
}

func stateNearlyFull(sc *scene) []model.Finding {
	s, _ := sc.facts.Streak("", model.SubjectState)
	used, limit := number(s.Last, model.DataUsed), number(s.Last, model.DataLimit)
	if limit <= 0 || used < limit*sc.share("state-nearly-full") {
		return nil
	}
	f := model.Finding{Subject: subjectWatchdog, Position: sc.First, Severity: model.Critical, Wakes: true, Policy: sc.Policies["critical"]}
	f.Message = fmt.Sprintf("The disk of the watchdog's state is %.0f %% full.", 100*used/limit)
	f = advise(f, "Make room", "the watchdog's disk is nearly full",
		"Delete what is not needed on that disk, or enlarge it.", "Shorten `retention` in the configuration if the state itself is large.")
	f.Advice.How = []string{s.Last.Evidence}
	return one(f)
}
