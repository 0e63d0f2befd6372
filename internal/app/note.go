package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/wiring"
)

const (
	// noteLimit is how many characters of an answer are kept beside an alert.
	noteLimit = 500
	// notedAlerts is how many alerts of one mail an answer is kept beside that names none.
	notedAlerts = 10
	// notesADay is how many notes of one person about one alert are kept in a day.
	notesADay = 20
	// listedAlerts is how many alerts of a mail an answer lists.
	listedAlerts = 30
)

// note keeps what is not a command beside the alerts of the mail, and answers: each time while one of them is open and nobody has acknowledged
// it, since whoever wrote may believe that they have; after that once per person, alert and day.
func (y *answering) note(ctx context.Context) (*model.Mail, error) {
	open, err := y.unacknowledged(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := y.keepNotes(ctx)
	refused := refusal{}
	switch {
	case errors.As(err, &refused):
		y.say("NOT saved: " + sentence(refused.why))
	case err != nil:
		return nil, err
	default:
		y.sayNoted(kept, open)
	}
	id := y.receiptID()
	if len(open) == 0 {
		id = y.noteID()
		if _, told, err := y.daemon.store.MailByToken(ctx, y.daemon.key.For(id)); err != nil || told {
			return nil, err
		}
	}
	y.sayHow()
	return y.receipt(id), nil
}

// noteID names the day's answer to what one person writes about the same alerts.
func (y *answering) noteID() string {
	parts := []string{"note", strings.ToLower(y.Message.From), y.Arrived.UTC().Format(time.DateOnly)}
	for _, item := range y.mail.Alerts {
		parts = append(parts, item.Alert)
	}
	slices.Sort(parts[3:])
	return receiptID(parts...)
}

// keepNotes makes a note on each alert of the mail that whoever answers was told of, and gives how many.
func (y *answering) keepNotes(ctx context.Context) (kept int, err error) {
	if err := y.mayCommand(); err != nil {
		return 0, refusal{err.Error()}
	}
	text := shortened(strings.Join(strings.Fields(y.Message.Reply), " "))
	var refused error
	for _, item := range y.mail.Alerts {
		a, known := y.view.State.Alerts[item.Alert]
		if !known || text == "" || kept == notedAlerts {
			continue
		}
		if err := y.mayAct(a); err != nil {
			refused = refuse("%v; %s", err, y.stands(a, y.mail.To))
			continue
		}
		act := Act{Kind: model.FactNote, By: y.Message.From, Note: text, At: y.Arrived, Source: "mail", ID: strings.Join([]string{"answered", y.id, a.ID}, "-")}
		fact := act.fact(a)
		fact.RecordedAt = y.view.Now
		added, err := y.addNote(ctx, fact)
		if err != nil {
			return kept, err
		}
		if !added {
			refused = refuse("you have written %d notes about this alert within a day", notesADay)
			continue
		}
		kept++
	}
	if kept == 0 {
		return 0, refused
	}
	return kept, nil
}

// addNote keeps a note unless its author has written too many of them about the alert.
func (y *answering) addNote(ctx context.Context, f model.Fact) (added bool, err error) {
	written := map[string]bool{} // what this batch wrote may be recorded already
	count := func(known model.Fact) {
		if known.Actor == f.Actor && known.ID != f.ID && f.ObservedAt.Sub(known.ObservedAt).Abs() < 24*time.Hour {
			written[known.ID] = true
		}
	}
	err = y.daemon.engine.WithFacts(ctx, func(known *model.Facts) {
		for _, f := range known.Kind("", f.Subject, model.FactNote) {
			count(f)
		}
	})
	for _, f := range y.noted[f.Subject] {
		count(f)
	}
	if err != nil || len(written) >= notesADay {
		return false, err
	}
	y.noted[f.Subject] = append(y.noted[f.Subject], f)
	y.facts = append(y.facts, f)
	return true, nil
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > noteLimit {
		return string(runes[:noteLimit-1]) + "…"
	}
	return text
}

// firstLine gives the first line with anything in it, cut as notes are.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return shortened(line)
		}
	}
	return ""
}

// sayHow lists the alerts of the mail and what can be said of them.
func (y *answering) sayHow() {
	if len(y.mail.Alerts) == 0 {
		y.sayRelease()
		return
	}
	if len(y.mail.Alerts) == 1 {
		y.sayOffers()
		return
	}
	y.say("", "That mail tells of these. Answer with a command and a number, for example: ack 1, or: ack 1 3, or: ack all", "")
	for i, item := range y.mail.Alerts[:min(len(y.mail.Alerts), listedAlerts)] {
		y.sayAlert(i+1, item.Alert)
	}
	if more := len(y.mail.Alerts) - listedAlerts; more > 0 {
		y.say(fmt.Sprintf("  And %d more, as that mail numbers them.", more))
	}
	y.say("", "Commands: "+strings.Join(replycmd.Words(), ", ")+". What fits an alert stands under it in that mail.", "Times "+y.view.Zone(y.mail.To)+".")
}

// sayAlert lists one alert by its number in the mail: what it is, where it stands, and until when it would be left alone.
func (y *answering) sayAlert(n int, id string) {
	a, known := y.view.State.Alerts[id]
	if !known {
		y.say(fmt.Sprintf("  %d. over and forgotten", n))
		return
	}
	stands := y.stands(a, y.mail.To)
	if a.State == model.StateFiring {
		stands += y.wouldHold(a)
	}
	y.say(fmt.Sprintf("  %d. %s", n, y.view.Headline(a)), "     "+strings.ReplaceAll(stands, " ("+y.view.Zone(y.mail.To)+")", ""))
}

// wouldHold says until when an acknowledgement would hold that came now; nothing where it has no end.
func (y *answering) wouldHold(a model.Alert) string {
	f, stands := y.view.Findings[a.Key]
	if !stands {
		return ""
	}
	until := wiring.Machine(y.deeds.settings, y.view.Registry).Alerts.AckHolds(a, &f, y.view.Registry, y.view.Now)
	if until.IsZero() {
		return ""
	}
	return "; an ack holds until " + y.view.Clock(until, y.mail.To)
}

// sayOffers lists what can be said of the only alert of a mail.
func (y *answering) sayOffers() {
	a, known := y.view.State.Alerts[y.mail.Alerts[0].Alert]
	if !known || !a.State.Open() {
		y.say("", "The alert is over. No reply is needed.")
		return
	}
	y.say("", "Current state: "+sentence(y.stands(a, y.mail.To)+y.wouldHold(a)))
	y.say("", "The first word of an answer counts:", "")
	for _, o := range y.offers(a) {
		y.say("  " + o.Line(0) + " - " + o.Does)
	}
	y.sayRelease()
}

// sayRelease tells of suppliers that can be released by an answer, if the mail lists any.
func (y *answering) sayRelease() {
	if len(y.mail.About) > 0 {
		y.say("", "Answer with the one word send to have those suppliers written to that the mail lists.")
	}
}
