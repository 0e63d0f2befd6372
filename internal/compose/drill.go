package compose

import (
	"fmt"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// drillBadge marks every mail of a drill, so that nobody takes it for an alert.
const drillBadge = "DRILL"

// drillName is how a shell names a call of a drill.
func drillName(id string, number int) string { return fmt.Sprintf("drill-%s-%d", alertID(id), number) }

// Drill writes the test alert of a drill to one recipient. It says first that
// nothing is wrong. The same row always gives the same mail.
func (c *Composer) Drill(row string, doc apidoc.DrillDocument, r apidoc.DrillRecipient, to model.Recipient, v View) (model.Mail, error) {
	who := readerOf(v, to)
	m := newDrillMail(c, row, model.MailDrill, to, r.OpensAt, v)
	m.About = []model.SubjectRef{{Subject: model.KindDrill.Subject(doc.Drill)}}
	m.Subject = envelope.Subject(drillBadge, drillTask)
	b := document.Block{
		Title: drillTask, Badge: drillBadge, Why: drillReasons(doc, r, v), Ref: "drill " + alertID(doc.Drill),
		Lead: "THIS IS A DRILL: NOTHING IS WRONG. It tests whether an alert about a supplier would reach you, and how long it takes until somebody " +
			"replies. Please reply ack by " + who.minute(r.AnswerBy, v.Now) + ". Nothing else is needed, and your reply acknowledges no alert.",
		Say: withConfigOption(c, []document.ShellLine{{Line: "supplierwatch ack " + drillName(doc.Drill, r.Number), Does: "I have read this and could act"}}),
	}
	if c.Replies && to.ByMail() {
		b.Answer = []document.Answer{{Line: "ack", Label: "ack", Does: "I have read this and could act", Body: "ack"}}
		b.Say[0].Does = "the same, if mail does not work"
	}
	return finishDrill(c, m, document.Document{Title: drillTask, Badge: drillBadge, Blocks: []document.Block{b}, Foot: []string{"All times in " + who.zoneName(v.Now) + "."}}, v)
}

// drillTask is what a test alert asks for.
const drillTask = "Nothing is wrong: please reply ack"

// drillReasons returns on which paths a recipient is, and who asked.
func drillReasons(doc apidoc.DrillDocument, r apidoc.DrillRecipient, v View) []string {
	var lines []string
	if t := v.Registry.Teams[r.Team]; t != nil {
		lines = append(lines, "Alerts to "+envelope.Plain(t.Name())+" go to "+envelope.Plain(r.Recipient)+"; anybody in the team may reply.")
	}
	paths := "escalation policy " + envelope.Plain(strings.Join(r.Policies, ""))
	if len(r.Policies) > 1 {
		paths = "escalation policies " + envelope.Plain(strings.Join(r.Policies, ", "))
	}
	return append(lines, "It is notified by the "+paths+".", envelope.Plain(doc.AskedBy)+" started the drill. Everybody who was notified gets the result.")
}

// DrillReport writes the mail that reports the result of a drill to one of our teams.
func (c *Composer) DrillReport(row string, doc apidoc.DrillDocument, to model.Recipient, opens time.Time, v View) (model.Mail, error) {
	who := readerOf(v, to)
	m := newDrillMail(c, row, model.MailDrillReport, to, opens, v)
	m.Subject = envelope.Subject(drillBadge, drillTitle(doc, who))
	text := document.Document{
		Title: drillTitle(doc, who), Badge: drillBadge,
		Lead: []string{fmt.Sprintf("The drill that %s started on %s is over: %s.", envelope.Plain(doc.AskedBy), who.minute(doc.AskedAt, v.Now), envelope.Plain(doc.Why)) + " " +
			drillVerdict(doc)},
		Sections: drillSections(doc, who, v),
		Foot:     []string{"All times in " + who.zoneName(v.Now) + ".", "drill " + alertID(doc.Drill)},
	}
	return finishDrill(c, m, text, v)
}

func drillTitle(doc apidoc.DrillDocument, r reader) string {
	return fmt.Sprintf("%d of %d replied to the drill of %s", doc.Summary.Answered, doc.Summary.Asked, doc.AskedAt.In(r.zone).Format("2 Jan"))
}

func drillVerdict(doc apidoc.DrillDocument) string {
	s := doc.Summary
	if s.Answered == s.Asked && s.Returned+s.Silent == 0 {
		return "An alert reaches everybody on these policies."
	}
	return "An alert would not have reached those who did not reply, or too late: see below."
}

// drillSections returns the result of each call, those first that need attention.
func drillSections(doc apidoc.DrillDocument, r reader, v View) []document.Section {
	parts := []document.Section{{Title: "DELIVERY FAILED"}, {Title: "NO REPLY"}, {Title: "REPLIED"}, {Title: "WEBHOOKS"}}
	for _, x := range doc.Recipients {
		part, what := drillPart(x, r, v.Now)
		parts[part].Lines = append(parts[part].Lines, drillWho(x, v)+": "+what)
	}
	var paths []string
	for _, p := range doc.Policies {
		paths = append(paths, fmt.Sprintf("%s: %d of %d replied", envelope.Plain(p.ID), p.Answered, p.Asked))
	}
	parts = append(parts, document.Section{Title: "ESCALATION POLICIES", Lines: paths})
	kept := parts[:0]
	for _, p := range parts {
		if len(p.Lines) > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}

func drillWho(x apidoc.DrillRecipient, v View) string {
	who := envelope.Plain(x.Recipient)
	if t := v.Registry.Teams[x.Team]; t != nil {
		who += " (" + envelope.Plain(t.Name()) + ")"
	}
	return who
}

// drillPart sorts a call into a part of the report, and says what came of it.
func drillPart(x apidoc.DrillRecipient, r reader, now time.Time) (part int, what string) {
	hook := !model.ParseRecipient(x.Recipient).ByMail()
	switch {
	case x.AnsweredAt != nil:
		return 2, fmt.Sprintf("%s after %s, by %s", r.minute(*x.AnsweredAt, now), apidoc.Took(*x.Seconds), envelope.Plain(x.AnsweredBy))
	case x.Result == model.MailRefused || x.Result == model.MailBounced:
		return 0, strings.TrimSuffix(string(x.Result)+": "+envelope.Plain(x.Detail), ": ")
	case hook && x.Result == model.MailAccepted:
		return 3, "accepted by its server; nobody can reply there"
	case x.Result == model.MailAccepted:
		return 1, "accepted by the mail server on " + r.minute(*x.SentAt, now) + "; no reply by " + r.minute(x.AnswerBy, now)
	}
	return 1, "not sent by " + r.minute(x.AnswerBy, now) + ": no mail server accepted it"
}

// newDrillMail returns the beginning of a mail to our own people that no alert causes.
func newDrillMail(c *Composer, row string, kind model.MailKind, to model.Recipient, opens time.Time, v View) model.Mail {
	return model.Mail{
		ID: row, Kind: kind, To: to, MessageID: c.Identity.MessageID(row), Token: c.Identity.TokenOf(row), CreatedAt: v.Now, NotBefore: opens,
	}
}

// finishDrill writes the text, the HTML and the payload of such a mail.
func finishDrill(c *Composer, m model.Mail, doc document.Document, v View) (model.Mail, error) {
	if m.Token != "" && !c.Identity.Plus {
		doc.Foot = append(doc.Foot, refPrefix+m.Token)
	}
	addressAnswers(c, &doc, m.ID, m.Subject)
	doc.Page = envelope.Plain(c.ExternalURL)
	var err error
	if m.Text, m.HTML, err = document.Render(doc, m.Subject); err != nil {
		return model.Mail{}, fmt.Errorf("write %s mail %s: %w", m.Kind, m.ID, err)
	}
	m.Payload, err = render(c, m, document.Content{Reason: model.ReasonDrill, Now: v.Now})
	return m, err
}
