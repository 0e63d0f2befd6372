package engine

import (
	"cmp"
	"strconv"
	"time"

	"supplierwatch/internal/model"
)

// exhaustedAfter is how often the last step of an alert is repeated before that itself is reported.
const exhaustedAfter = 3

// unacknowledgedRule is raised about alerts that nobody acknowledges, and never about itself.
const unacknowledgedRule = "escalation-unacknowledged"

// escalationExhausted returns what changed about alerts that nobody acknowledges: the
// last step of one was repeated often enough, or one was acknowledged or ended. The
// rules know no alerts; to them this is a fact like any other.
func escalationExhausted(in Input, after model.State) []model.Fact {
	if in.Facts == nil {
		return nil
	}
	known := in.Facts.Unacknowledged()
	var standing map[string]model.Finding
	var news []model.Fact
	for id, a := range after.Alerts {
		_, said := known[model.KindAlert.Subject(id)]
		if said || !exhausted(a) {
			continue
		}
		if standing == nil {
			standing = worstByKey(in.Findings)
		}
		f := standing[a.Key]
		news = append(news, alertFact(model.FactUnanswered, model.KindAlert.Subject(id), in.Now, map[string]string{
			model.DataAbout: cmp.Or(f.Advice.Headline, a.Message), model.DataPolicy: policyOf(f), model.DataRepeats: strconv.Itoa(a.Repeats),
		}))
	}
	for subject := range known {
		if a, kept := after.Alerts[model.ParseSubject(subject).ID]; kept && !exhausted(a) {
			news = append(news, alertFact(model.FactAnswered, subject, in.Now, map[string]string{model.DataResult: string(a.State)}))
		}
	}
	return news
}

// RetryInterval is how soon another evaluation follows one that recorded facts about alerts.
const RetryInterval = time.Second

// earliest returns the earlier of two instants. A zero one means never.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// exhausted reports whether everybody was notified of an alert several times, and nobody has acknowledged it.
func exhausted(a model.Alert) bool {
	return a.State == model.StateFiring && a.Repeats >= exhaustedAfter && a.Rule != unacknowledgedRule
}

// policyOf returns the id of the escalation policy of a finding; empty for
// notifications for operators.
func policyOf(f model.Finding) string {
	if f.Policy == nil || f.Route == model.RouteOperators {
		return ""
	}
	return f.Policy.ID
}

func alertFact(kind model.FactKind, subject string, at time.Time, data map[string]string) model.Fact {
	return model.Fact{
		ID: string(kind) + "-" + subject + "-" + at.UTC().Format(time.RFC3339Nano), Subject: subject, Kind: kind,
		ObservedAt: at, RecordedAt: at, Actor: model.ActorWatchdog, Source: "pass", Data: data,
	}
}
