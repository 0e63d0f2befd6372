package readmodel

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// TestAnEscalationPathKnowsWhoWasReachedAndWhoAnswered resolves the owner by the suppliers of the tier, and reads mails, acknowledgements and drills.
func TestAnEscalationPathKnowsWhoWasReachedAndWhoAnswered(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC) }
	buying := &model.Team{ID: "buying", Email: "Oncall@buyer.example", Members: []string{"jane@buyer.example"}}
	leads := &model.Team{ID: "leads", Members: []string{"lee@buyer.example", "ann@buyer.example", "bob@buyer.example"}}
	policy := &model.Policy{ID: "stop", Steps: []model.Step{{Notify: []string{model.NotifyOwner}}, {Notify: []string{"leads", "webhook:pager"}, After: civil.Period{Clock: time.Hour}}}}
	tier := &model.Tier{ID: "critical", Escalation: policy}
	builder := newPathBuilder(
		&model.Registry{
			Teams: map[string]*model.Team{"buying": buying, "leads": leads}, Policies: map[string]*model.Policy{"stop": policy, "unused": {}},
			Unowned: &civil.Calendar{Location: time.UTC}, Tiers: map[string]*model.Tier{"critical": tier}, Suppliers: []*model.Supplier{{ID: "acme", Tier: tier, Owner: buying}},
		},
		factindex.New(
			away(1, "jane@buyer.example", at(8), "2026-11-24"), // before she answered
			away(2, "lee@buyer.example", at(9), "2026-11-24"),
			away(3, "ANN@buyer.example", at(9), "2026-11-21"), // over
			away(4, "Bob@buyer.example", at(9), ""),
			model.OfDrill(model.Fact{Seq: 5, Subject: model.KindPolicy.Subject("stop"), Kind: model.FactDrillBegun, ObservedAt: at(7)}, "d1"),
			drilled(6, 1, "oncall@buyer.example", at(7)), drilled(7, 2, "lee@buyer.example", at(7)), drilled(8, 3, "bob@buyer.example", at(7)), drilled(9, 4, "webhook:pager", at(7)),
			delivered(10, "lee@buyer.example", at(7)), delivered(11, "bob@buyer.example", at(7)),
			model.NewDrillAnswered(model.Fact{Seq: 12, Subject: model.KindDrill.Subject("d1"), ObservedAt: at(8), Actor: "lee@buyer.example"}, 2),
			model.OfDrill(model.Fact{Seq: 13, Subject: model.KindPolicy.Subject("stop"), Kind: model.FactDrilled, ObservedAt: at(8), Actor: "lee@buyer.example"}, "d1"),
		),
		at(12),
	)
	builder.people.contacts = alertContacts(map[string]model.Alert{
		"a1": {AcknowledgedBy: "JANE@buyer.example", AcknowledgedAt: at(9), Notified: []model.Notification{
			{Recipient: "oncall@buyer.example", At: at(6), Result: model.MailAccepted}, {Recipient: "oncall@buyer.example", At: at(10), Result: model.MailRefused},
		}},
		"a2": {Notified: []model.Notification{{Recipient: "oncall@buyer.example", At: at(5), Result: model.MailAccepted}}},
	})
	all := builder.paths(0, 100)
	paths := all.Paths
	if len(paths) != 1 || len(paths[0].Steps) != 2 || len(paths[0].Steps[1].Teams) != 2 || all.Entries != 6 {
		t.Fatalf("paths are %+v", all)
	}
	path := paths[0]
	owner, members := path.Steps[0].Teams[0], path.Steps[0].Teams[0].People
	if owner.Name != "Buying" || owner.Why == "" || len(members) != 2 || members[0].LastMail != at(6) || !members[0].LastAnswer.IsZero() || members[1].LastAnswer != at(9) {
		t.Errorf("the first step is %+v", owner)
	}
	if lead := path.Steps[1].Teams[0].People[0]; lead.LastAnswer != at(8) || !lead.Mailed || path.Steps[1].Number != 2 || path.Steps[1].After != "1 hour" {
		t.Errorf("the second step is %+v", path.Steps[1])
	}
	drill := content.PathDrill{Sent: at(7), Done: at(8), By: "lee@buyer.example", Took: time.Hour, Answered: 1, Called: 3}
	if path.Drill != drill {
		t.Errorf("the drill is %+v", path.Drill)
	}
	leading := path.Steps[1].Teams[0].People
	away := content.Absence{Reported: at(9), Until: civil.NewDate(2026, 11, 24), Subject: "Automatic reply", StandIn: "joe"}
	for i, want := range []content.EscalationPerson{
		{Address: "lee@buyer.example", Absence: away, Drill: content.PersonDrill{Sent: at(7), Answered: true, Took: time.Hour}},
		{Address: "ann@buyer.example"},
		{Address: "bob@buyer.example", Absence: content.Absence{Reported: at(9), Subject: "Automatic reply", StandIn: "joe"}, Drill: content.PersonDrill{Sent: at(7)}},
	} {
		if mail := leading[i].LastMail; mail.Equal(at(7)) == want.Drill.Sent.IsZero() {
			t.Errorf("the last email to person %d was sent at %s, although the drill is one", i, mail)
		}
		if got := leading[i]; got.Address != want.Address || got.Absence != want.Absence || got.Drill != want.Drill {
			t.Errorf("person %d is %+v, want %+v", i, got, want)
		}
	}
	if members[1].Absence != (content.Absence{}) {
		t.Errorf("somebody who has answered since is out of office: %+v", members[1])
	}
}

// TestAFailedDeliveryIsShownUntilALaterMailIsAccepted checks a bounce, one that a later mail superseded, and an address without any.
func TestAFailedDeliveryIsShownUntilALaterMailIsAccepted(t *testing.T) {
	at := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	returned := func(seq int64, to string) model.Fact {
		f := delivered(seq, to, at)
		f.Data["result"], f.Data["mail"], f.Evidence = string(model.MailBounced), "before", "550 unknown"
		return f
	}
	p := people{registry: &model.Registry{Unowned: &civil.Calendar{Location: time.UTC}}, now: at, contacts: map[string]contactTimes{}, facts: factindex.New(
		returned(1, "lee@buyer.example"), returned(2, "ann@buyer.example"), delivered(3, "ann@buyer.example", at.Add(time.Hour)), delivered(4, "bob@buyer.example", at),
	)}
	for address, failed := range map[string]time.Time{"LEE@buyer.example": at, "ann@buyer.example": {}, "bob@buyer.example": {}, "new@buyer.example": {}} {
		x := p.person(address, true, "stop")
		if x.Failed != failed || (x.FailedWhy != "") == failed.IsZero() {
			t.Errorf("%s failed at %s: %q, want %s", address, x.Failed, x.FailedWhy, failed)
		}
	}
}

// TestTheOwnersOfAPathAreThoseOfItsTiers checks suppliers of another tier, without a tier and without an owner.
func TestTheOwnersOfAPathAreThoseOfItsTiers(t *testing.T) {
	critical, standard := &model.Tier{ID: "critical"}, &model.Tier{ID: "standard"}
	buying, others := &model.Team{ID: "buying"}, &model.Team{ID: "others"}
	b := newPathBuilder(&model.Registry{Suppliers: []*model.Supplier{
		{ID: "a", Tier: critical, Owner: buying}, {ID: "b", Tier: standard, Owner: others}, {ID: "c", Owner: others}, {ID: "d", Tier: critical}, {ID: "e", Tier: critical, Owner: buying},
	}}, factindex.New(), time.Time{})
	if owners := b.owners([]string{"critical"}); len(owners) != 1 || owners[0] != buying {
		t.Errorf("the owners are %v", owners)
	}
}

func away(seq int64, who string, at time.Time, until string) model.Fact {
	return model.ContactAnswer{Address: who, Until: until, StandIn: "joe"}.Fact(model.Fact{
		Seq: seq, Subject: model.KindTeam.Subject("leads"), Kind: model.FactAway, ObservedAt: at, Evidence: "Automatic reply",
	})
}

func drilled(seq int64, number int, to string, at time.Time) model.Fact {
	return model.DrillCall{Number: number, To: model.ParseRecipient(to), Policies: []string{"stop"}, OpensAt: at, AnswerBy: at.Add(time.Hour)}.Fact(
		model.Fact{Seq: seq, Subject: model.KindDrill.Subject("d1"), ObservedAt: at})
}

func delivered(seq int64, to string, at time.Time) model.Fact {
	return model.Fact{
		Seq: seq, Subject: model.KindDrill.Subject("d1"), Kind: model.FactDelivery, ObservedAt: at,
		Data: map[string]string{"recipient": to, "result": string(model.MailAccepted), "mail": to},
	}
}

// TestAPartOfTheEscalationPathsHasItsPeopleOnly reads ten thousand teams, and teams of five thousand members, part by part.
func TestAPartOfTheEscalationPathsHasItsPeopleOnly(t *testing.T) {
	policy := &model.Policy{ID: "stop", Steps: []model.Step{{Notify: []string{model.NotifyOwner}}, {Notify: []string{"crowd", "empty"}}, {}}}
	tier := &model.Tier{ID: "critical", Escalation: policy}
	r := &model.Registry{
		Teams: map[string]*model.Team{"crowd": {ID: "crowd", Email: "crowd@buyer.example"}, "empty": {ID: "empty"}}, Policies: map[string]*model.Policy{"stop": policy},
		Tiers: map[string]*model.Tier{"critical": tier}, Unowned: &civil.Calendar{Location: time.UTC},
	}
	var want []string
	for n := range 10_000 {
		team := &model.Team{ID: fmt.Sprintf("t-%05d", n), Members: []string{fmt.Sprintf("m%05d@buyer.example", n)}}
		r.Suppliers = append(r.Suppliers, &model.Supplier{ID: team.ID, Tier: tier, Owner: team})
		want = append(want, team.Members[0])
	}
	want = append(want, "crowd@buyer.example")
	for n := range 5_000 {
		member := fmt.Sprintf("c%05d@buyer.example", n)
		r.Teams["crowd"].Members = append(r.Teams["crowd"].Members, member)
		want = append(want, member)
	}
	fastest := time.Hour
	part := func(from, size int) (people []string, entries int) {
		began := time.Now()
		all := newPathBuilder(r, factindex.New(), time.Now()).paths(from, size)
		fastest = min(fastest, time.Since(began))
		for _, path := range all.Paths {
			for _, step := range path.Steps {
				for _, team := range step.Teams {
					for _, p := range team.People {
						people = append(people, p.Address)
					}
				}
			}
		}
		return people, all.Entries
	}
	var got []string
	for from := 0; from < len(want)+2; from += 1000 {
		people, entries := part(from, 1000)
		got = append(got, people...)
		if entries != len(want)+2 { // a team without people, and a step without teams
			t.Fatalf("%d entries, want %d", entries, len(want)+2)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the parts together have %d people, want %d", len(got), len(want))
	}
	if people, _ := part(12_000, 60); len(people) != 60 || people[0] != want[12_000] {
		t.Errorf("the part from 12,000 on has %d people", len(people))
	}
	if fastest > 100*time.Millisecond {
		t.Errorf("a part takes %s", fastest)
	}
}
