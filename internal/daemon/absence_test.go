package daemon

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// absences returns the people whom the page of escalation paths shows as out of office.
func (b *buyers) absences() map[string]content.Absence {
	b.t.Helper()
	all, err := b.daemon.page.documents.EscalationPaths(b.t.Context(), 0, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	found := map[string]content.Absence{}
	for _, path := range all.Paths {
		for _, step := range path.Steps {
			for _, team := range step.Teams {
				for _, p := range team.People {
					if p.Absence != (content.Absence{}) {
						found[p.Address] = p.Absence
					}
				}
			}
		}
	}
	return found
}

// TestAnAutomaticReplyOfOurPeopleShowsTheirAbsence answers a mail about an alert by a program, as a mailbox does whose owner is away.
func TestAnAutomaticReplyOfOurPeopleShowsTheirAbsence(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	const away = "I am out of the office until 30 September 2026. Please contact joe@buyer.example in urgent cases."
	automatic := func(from, text, id string, more ...string) {
		b.post(b.replies, answer(mail, from, text, append([]string{"Auto-Submitted: auto-replied", "Message-ID: <" + id + "@client.example>"}, more...)...))
	}
	before := len(b.facts())
	automatic("Jane@buyer.example", away, "a1")
	automatic("jane@buyer.example", away, "a2") // to another of our mails, on the same day
	automatic("joe@buyer.example", away, "a3", "Authentication-Results: mx.buyer.example; dmarc=fail header.from=buyer.example")
	automatic("stranger@elsewhere.example", away, "a4")
	if n := len(b.receipts()); n > 0 {
		t.Errorf("%d automatic replies were answered", n)
	}
	var recorded []model.Fact
	for _, f := range b.facts()[before:] {
		if f.Kind == model.FactAway {
			recorded = append(recorded, f)
		}
	}
	if len(recorded) != 1 || recorded[0].Subject != model.KindTeam.Subject("buying") || recorded[0].Mail() != mail.ID || recorded[0].StandIn() != "joe@buyer.example" {
		t.Fatalf("recorded is %+v", recorded)
	}
	b.after(time.Minute)
	got := b.absences()
	if len(got) != 1 || got["jane@buyer.example"].Until != civil.NewDate(2026, 9, 30) || got["jane@buyer.example"].Subject != "Re: "+mail.Subject {
		t.Errorf("out of office are %+v", got)
	}
	if a := b.alert(windowRule); !a.State.Open() || a.AcknowledgedBy != "" || len(a.Notes) > 0 {
		t.Errorf("the alert is %+v", a)
	}
	b.now = b.now.AddDate(0, 0, 9)
	b.passes()
	if got := b.absences(); len(got) > 0 {
		t.Errorf("out of office after their return are %+v", got)
	}
}
