package drill

import (
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// subjects begin with this.
const prefix = "drill/"

// Subject is what the facts of a drill are about.
func Subject(id string) string { return prefix + id }

// Asked is the fact that somebody wants a drill of some policies; of none: of all
// that are used.
func Asked(id string, policies []string, wait civil.Period, actor string, now time.Time) watch.Fact {
	return about(watch.FactDrillAsked, id, "", now, actor, "shell", map[string]string{
		watch.DataPolicies: strings.Join(policies, " "), watch.DataWait: wait.String(),
	})
}

// Begun are the facts that the calls of a drill are in the outbox, and which paths
// they go along.
func Begun(id string, calls []Call, mail func(Call) string, now time.Time) []watch.Fact {
	var facts []watch.Fact
	begun := map[string]bool{}
	for _, c := range calls {
		number := strconv.Itoa(c.Number)
		facts = append(facts, about(watch.FactDrillMailed, id, number, now, watch.ActorWatchdog, "pass", map[string]string{
			watch.DataNumber: number, watch.DataRecipient: c.To.String(), watch.DataTeam: c.To.Team, watch.DataMail: mail(c),
			watch.DataPolicies: strings.Join(c.Policies, " "), watch.DataOpens: c.OpensAt.Format(time.RFC3339),
			watch.DataAnswerBy: c.AnswerBy.Format(time.RFC3339),
		}))
		for _, p := range c.Policies {
			if !begun[p] {
				begun[p] = true
				facts = append(facts, ofPolicy(watch.FactDrillBegun, id, p, now, watch.ActorWatchdog, "pass"))
			}
		}
	}
	return facts
}

// Answer are the facts that somebody answered a call, and with it for the paths
// that the call is on. An answer after the drill is over is one all the same.
func Answer(id string, r watch.DrillRecipient, actor, source string, now time.Time) []watch.Fact {
	number := strconv.Itoa(r.Number)
	facts := []watch.Fact{about(watch.FactDrillAnswered, id, number+"-"+actor, now, actor, source, map[string]string{watch.DataNumber: number})}
	for _, p := range r.Policies {
		facts = append(facts, ofPolicy(watch.FactDrilled, id, p, now, actor, source))
	}
	return facts
}

// Over is the fact that a drill is over.
func Over(id, why string, now time.Time) watch.Fact {
	return about(watch.FactDrillOver, id, "", now, watch.ActorWatchdog, "pass", map[string]string{watch.DataWhy: why})
}

func about(kind watch.FactKind, id, part string, now time.Time, actor, source string, data map[string]string) watch.Fact {
	name := string(kind) + "-" + id
	if part != "" {
		name += "-" + part
	}
	return watch.Fact{
		ID: name, Subject: Subject(id), Kind: kind, ObservedAt: now, RecordedAt: now, Actor: actor, Source: source, Data: data,
	}
}

func ofPolicy(kind watch.FactKind, id, policy string, now time.Time, actor, source string) watch.Fact {
	return watch.Fact{
		ID: string(kind) + "-" + id + "-" + policy, Subject: "policy/" + policy, Kind: kind, ObservedAt: now, RecordedAt: now,
		Actor: actor, Source: source, Data: map[string]string{watch.DataDrill: id},
	}
}
