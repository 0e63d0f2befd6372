package engine

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// inVain is how often the last step of an alert is repeated before that itself is news.
const inVain = 3

// unansweredRule is raised about alerts that nobody acknowledges, and never about itself.
const unansweredRule = "escalation-unacknowledged"

// unanswered gives what is new of alerts that nobody acknowledges: that the last
// step of one was repeated often enough, or that one is acknowledged or over. The
// judge knows no alerts, so that to it this is a fact like any other.
func unanswered(in Input, after model.State) []model.Fact {
	if in.Facts == nil {
		return nil
	}
	known := in.Facts.Unanswered()
	var standing map[string]model.Finding
	var news []model.Fact
	for id, a := range after.Alerts {
		_, said := known["alert/"+id]
		if said || !repeatedInVain(a) {
			continue
		}
		if standing == nil {
			standing = worst(in.Findings)
		}
		f := standing[a.Key]
		news = append(news, aboutAlert(model.FactUnanswered, "alert/"+id, in.Now, map[string]string{
			model.DataAbout: cmp.Or(f.Advice.Headline, a.Message), model.DataPolicy: policyOf(f), model.DataRepeats: strconv.Itoa(a.Repeats),
		}))
	}
	for subject := range known {
		if a, kept := after.Alerts[strings.TrimPrefix(subject, "alert/")]; kept && !repeatedInVain(a) {
			news = append(news, aboutAlert(model.FactAnswered, subject, in.Now, map[string]string{model.DataResult: string(a.State)}))
		}
	}
	return news
}

// RetryInterval is how soon another evaluation follows one that recorded facts about alerts.
const RetryInterval = time.Second

// sooner gives the earlier of two instants, of which a zero one stands for never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// repeatedInVain reports whether everybody was told of an alert again and again, and nobody has it.
func repeatedInVain(a model.Alert) bool {
	return a.State == model.StateFiring && a.Repeats >= inVain && a.Rule != unansweredRule
}

// policyOf names the policy by which a finding escalates; none for what goes the
// way of the operators.
func policyOf(f model.Finding) string {
	if f.Policy == nil || f.Route == model.RouteOperators {
		return ""
	}
	return f.Policy.ID
}

func aboutAlert(kind model.FactKind, subject string, at time.Time, data map[string]string) model.Fact {
	return model.Fact{
		ID: string(kind) + "-" + subject + "-" + at.UTC().Format(time.RFC3339Nano), Subject: subject, Kind: kind,
		ObservedAt: at, RecordedAt: at, Actor: model.ActorWatchdog, Source: "pass", Data: data,
	}
}
