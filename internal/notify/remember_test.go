package notify_test

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// TestYearsOfRemindersAreRememberedInLittle lets an alert be told to a team of five for four years, with a server that takes each mail.
func TestYearsOfRemindersAreRememberedInLittle(t *testing.T) {
	r, findings, m := many(1)
	r.Teams["team-0"].Email = ""
	for i := range 5 {
		r.Teams["team-0"].Members = append(r.Teams["team-0"].Members, fmt.Sprintf("member-%d@us.test", i))
	}
	p := &passing{machine: m, registry: r, findings: findings, facts: factindex.New(), state: model.State{Notifications: model.NotificationState{Started: true}}}
	p.machine.Summary = nil
	sent := 0
	var first, last string
	for now := noon; now.Before(noon.AddDate(4, 0, 0)); now = nextWake(p.machine, p.state, r, now) {
		for _, d := range mails(p.step(now)) {
			sent++
			if first == "" {
				first = d.Mail
			}
			last = d.Mail
			p.facts.Add(delivery(p.facts, d, now))
		}
	}
	if sent < 1000 {
		t.Fatalf("%d mails in four years, want hundreds to each of five", sent)
	}
	for _, a := range p.state.Alerts {
		if a.Route == model.RouteWork {
			continue
		}
		n := 0
		for _, x := range a.Notified {
			n += 1 + x.Earlier
		}
		if n != sent || a.Notified[0].Mail != first || a.Notified[len(a.Notified)-1].Mail != last {
			t.Errorf("%d mails are remembered, from %s to %s; want %d, from %s to %s", n, a.Notified[0].Mail, a.Notified[len(a.Notified)-1].Mail, sent, first, last)
		}
		if size := len(asJSON(t, a)); size > 64<<10 {
			t.Errorf("the alert takes %d bytes, with %d notifications and %d facts heard", size, len(a.Notified), len(a.ProcessedFacts))
		}
	}
}

// delivery is the fact that a server took a mail.
func delivery(known *factindex.Index, d model.Decision, at time.Time) model.Fact {
	f := model.Mail{ID: d.Mail, To: d.To, Alerts: d.Items[:1]}.Deliveries(model.MailAccepted, at)[0]
	f.Seq = known.Seq() + 1
	return f
}

func TestCondensingKeepsTheLastOfEachSayingAndCountsTheOthers(t *testing.T) {
	var all []model.Notification
	for i := range 40 {
		all = append(all, model.Notification{Recipient: []string{"a@us.test", "b@us.test"}[i%2], Step: min(i/4, 2), Mail: fmt.Sprint(i)})
	}
	got := alert.CompactHistory(all, 10)
	var mails string
	for _, n := range got {
		mails += n.Mail
		if n.Earlier > 0 {
			mails += fmt.Sprintf("(+%d)", n.Earlier)
		}
		mails += " "
	}
	// The first to each, the last of each step, and the last ten as they are.
	const want = "0 1 2 3 6(+1) 7(+1) 28(+10) 29(+10) 30 31 32 33 34 35 36 37 38 39 "
	if mails != want {
		t.Errorf("kept %s\nwant %s", mails, want)
	}
	if again := alert.CompactHistory(got, 10); len(again) != len(got) {
		t.Errorf("%d are made %d although there are few", len(got), len(again))
	}
}

func TestFactsThatAnOlderVersionHeardAreNotHeardAgain(t *testing.T) {
	r, findings, m := many(1)
	p := &passing{machine: m, registry: r, findings: findings[:1], facts: factindex.New(), state: model.State{Notifications: model.NotificationState{Started: true}}}
	p.step(noon)
	for id, a := range p.state.Alerts {
		a.ProcessedFacts = []string{"old"}
		p.state.Alerts[id] = a
		for i, kind := range []string{"old", "new"} {
			p.facts.Add(model.Fact{
				Seq: int64(i + 1), ID: kind, Subject: model.KindAlert.Subject(id), Kind: model.FactNote, Actor: kind, Data: map[string]string{"note": "called"},
			})
		}
	}
	for range 2 {
		p.step(noon.Add(time.Second))
		for _, a := range p.state.Alerts {
			if len(a.Notes) != 1 || a.Notes[0] != "new: called" || a.LastFactSeq != 2 || a.ProcessedFacts != nil {
				t.Errorf("notes %v, heard %v up to %d; want the new one alone, and no more than the number", a.Notes, a.ProcessedFacts, a.LastFactSeq)
			}
		}
	}
}

func TestOnlyTheLastNotesGoWithAnAlert(t *testing.T) {
	r, findings, m := many(1)
	p := &passing{machine: m, registry: r, findings: findings[:1], facts: factindex.New(), state: model.State{Notifications: model.NotificationState{Started: true}}}
	p.step(noon)
	for id := range p.state.Alerts {
		for i := range 200 {
			p.facts.Add(model.Fact{
				Seq: int64(i + 1), ID: fmt.Sprint(i), Subject: model.KindAlert.Subject(id), Kind: model.FactNote, Actor: "jane", Data: map[string]string{"note": fmt.Sprint(i)},
			})
		}
	}
	p.step(noon.Add(time.Second))
	for _, a := range p.state.Alerts {
		if len(a.Notes) != 50 || a.Notes[49] != "jane: 199" {
			t.Errorf("%d notes, the last %q", len(a.Notes), a.Notes[len(a.Notes)-1])
		}
	}
}
