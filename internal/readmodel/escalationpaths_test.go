package readmodel

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// TestAnEscalationPathKnowsWhoWasReachedAndWhoAnswered resolves the owner by the suppliers of the tier, and reads mails, acknowledgements and drills.
func TestAnEscalationPathKnowsWhoWasReachedAndWhoAnswered(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC) }
	buying := &model.Team{ID: "buying", Email: "Oncall@buyer.example", Members: []string{"jane@buyer.example"}}
	leads := &model.Team{ID: "leads", Members: []string{"lee@buyer.example"}}
	policy := &model.Policy{ID: "stop", Steps: []model.Step{{Notify: []string{model.NotifyOwner}}, {Notify: []string{"leads", "webhook:pager"}, After: civil.Period{Clock: time.Hour}}}}
	tier := &model.Tier{ID: "critical", Escalation: policy}
	builder := pathBuilder{
		registry: &model.Registry{
			Teams: map[string]*model.Team{"buying": buying, "leads": leads}, Policies: map[string]*model.Policy{"stop": policy, "unused": {}},
			Tiers: map[string]*model.Tier{"critical": tier}, Suppliers: []*model.Supplier{{ID: "acme", Tier: tier, Owner: buying}},
		},
		facts: factindex.New(
			model.Fact{Seq: 1, Subject: model.KindPolicy.Subject("stop"), Kind: model.FactDrillBegun, ObservedAt: at(7)},
			model.Fact{Seq: 2, Subject: model.KindPolicy.Subject("stop"), Kind: model.FactDrilled, ObservedAt: at(8), Actor: "lee@buyer.example"},
		),
		contacts: map[string]contactTimes{},
	}
	builder.readAlerts(map[string]model.Alert{
		"a1": {AcknowledgedBy: "JANE@buyer.example", AcknowledgedAt: at(9), Notified: []model.Notification{
			{Recipient: "oncall@buyer.example", At: at(6), Result: model.MailAccepted}, {Recipient: "oncall@buyer.example", At: at(10), Result: model.MailRefused},
		}},
		"a2": {Notified: []model.Notification{{Recipient: "oncall@buyer.example", At: at(5), Result: model.MailAccepted}}},
	})
	builder.readDrills()
	paths := builder.paths()
	if len(paths) != 1 || len(paths[0].Steps) != 2 || len(paths[0].Steps[1].Teams) != 2 {
		t.Fatalf("paths are %+v", paths)
	}
	path := paths[0]
	owner, members := path.Steps[0].Teams[0], path.Steps[0].Teams[0].People
	if owner.Name != "Buying" || owner.Why == "" || len(members) != 2 || members[0].LastMail != at(6) || !members[0].LastAnswer.IsZero() || members[1].LastAnswer != at(9) {
		t.Errorf("the first step is %+v", owner)
	}
	if lead := path.Steps[1].Teams[0].People[0]; lead.LastAnswer != at(8) || !lead.Mailed || path.Steps[1].After != "1 hour" {
		t.Errorf("the second step is %+v", path.Steps[1])
	}
	if path.DrillSent != at(7) || path.DrillDone != at(8) || path.DrillBy != "lee@buyer.example" {
		t.Errorf("the drill is %+v", path)
	}
}
