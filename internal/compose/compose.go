package compose

import (
	"errors"
	"fmt"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Composer writes the mails that decisions cause. Its fields are settings; what an evaluation knew is in the View.
type Composer struct {
	Identity envelope.Identity
	// ExternalURL is where people find the page; empty: mails do not name it.
	ExternalURL string
	// AnswerURL is the beginning of the address at which the reader of a mail can answer it on the page; empty: there is none.
	AnswerURL string
	// ConfigFile is what --config must name for shell commands to reach this daemon; empty where its default does.
	ConfigFile string
	// Replies reports whether replies to our mails are read: mails then list reply commands instead of shell commands.
	Replies bool
	// PerHour is how many mails one recipient gets in an hour; zero: mails do not say.
	PerHour int
	// Renderers are those of the channels other than mail.
	Renderers map[model.Channel]Renderer
}

// newMail is a mail without anything in it.
func newMail(c *Composer, d model.Decision, v View) model.Mail {
	return model.Mail{
		ID: d.Mail, Kind: d.Kind, To: d.To, MessageID: c.Identity.MessageID(d.Mail), Token: c.Identity.TokenOf(d.Mail),
		CreatedAt: v.Now, NotBefore: v.Now,
	}
}

// Compose writes the mail of one decision that has a Kind. The same decision and view always give the same mail. One that cannot be laid out is
// written in a plain fallback form, and fault says why: a mistake in it must not keep the others from theirs. It is an error if an alert of the
// decision is not in the state, or if the mail would have no alert to report.
func (c *Composer) Compose(d model.Decision, v View) (m model.Mail, fault, err error) {
	items, err := itemsOf(v, d)
	if err != nil {
		return model.Mail{}, nil, err
	}
	broken := envelope.RecoverPanic(func() { m, err = layOut(c, d, v, items) })
	if fault = errors.Join(broken, err); fault == nil {
		return m, nil, nil
	}
	m, err = fallback(c, d, v, items, fault)
	return m, fmt.Errorf("lay out %s mail %s to %s: %w", d.Kind, d.Mail, d.To, fault), err
}

func layOut(c *Composer, d model.Decision, v View, items []item) (m model.Mail, err error) {
	m = newMail(c, d, v)
	m.Subject = mailSubject(v, d, items)
	m.About = aboutOf(requestsOfTeam(d, v))
	var numbered []item
	if m.Text, m.HTML, numbered, err = writeWithin(c, d, v, items, m.Subject); err != nil {
		return model.Mail{}, fmt.Errorf("write %s mail %s: %w", d.Kind, d.Mail, err)
	}
	for _, x := range numbered {
		m.Alerts = append(m.Alerts, x.DecisionItem)
	}
	m.References = threadOf(c, d, v, items)
	m.Payload, err = payload(c, d, v, items, m)
	return m, err
}

// documentOf returns the content of a mail by its kind, and puts the alerts into the order of their numbers.
func documentOf(c *Composer, d model.Decision, v View, items []item, r sizeBudget) (doc document.Document, err error) {
	switch d.Kind {
	case model.MailAlert, model.MailDigest:
		doc = alertDocument(c, d, v, items, r)
	case model.MailInitialReport:
		doc = initialReport(c, d, v, items, r)
	case model.MailSummary:
		doc = summaryDocument(c, d, v, items, r)
	case model.MailResolved:
		doc = endDocument(d, v, items, r)
	case model.MailRateLimitNotice:
		doc = rateLimitNotice(c, d, v, items, r)
	default:
		return document.Document{}, fmt.Errorf("there is no kind %q", d.Kind)
	}
	doc.Foot = append(doc.Foot, foot(d, v)...)
	if token := c.Identity.TokenOf(d.Mail); token != "" && !c.Identity.Plus {
		doc.Foot = append(doc.Foot, refPrefix+token)
	}
	doc.Page, doc.Link = envelope.Plain(c.ExternalURL), linkOf(c, d, items)
	return doc, nil
}

// linkOf returns the address of a mail on the page. A mail without anything to answer has none, and neither has a webhook: links are for people.
func linkOf(c *Composer, d model.Decision, items []item) string {
	if c.AnswerURL == "" || c.Identity.Tokens == nil || !d.Kind.Answerable() || len(items) == 0 || !d.To.ByMail() {
		return ""
	}
	return c.AnswerURL + c.Identity.Tokens.Link(d.Mail)
}

// threadOf returns the thread of a mail about one alert: that alert's first mail to the same recipient. A mail about several alerts starts no
// thread and follows none.
func threadOf(c *Composer, d model.Decision, v View, items []item) []string {
	if len(items) != 1 {
		return nil
	}
	for _, n := range items[0].alert.Notified {
		if n.Recipient != d.To.String() || n.Mail == d.Mail || n.Mail == "" || v.AlertsIn[n.Mail] > 1 {
			continue
		}
		if n.MessageID != "" {
			return []string{n.MessageID}
		}
		return []string{c.Identity.MessageID(n.Mail)}
	}
	return nil
}

// foot returns the last lines of every mail.
func foot(d model.Decision, v View) []string {
	r := readerOf(v, d.To)
	lines := []string{"All times in " + r.zoneName(v.Now) + "."}
	if d.Held > 0 && d.Kind != model.MailRateLimitNotice {
		lines = append(lines, "On hold because of the hourly limit: "+prose.Count(d.Held, "more alert")+".")
	}
	return lines
}

// recordCalls records at each alert with more than a line whom the mail says to call first.
func recordCalls(v View, doc document.Document, numbered []item, r reader) {
	for i := range doc.Blocks {
		numbered[i].Call = contactToCall(v, numbered[i], r)
	}
	for _, s := range doc.Sections {
		for _, e := range s.Entries {
			numbered[e.Number-1].Call = contactToCall(v, numbered[e.Number-1], r)
		}
	}
}

// writeWithin composes the mail's two forms with as large a budget as the HTML's size allows, and returns its alerts in the order in which the mail
// numbers them. Long values leave room for fewer alerts; at least one of each sort is listed.
func writeWithin(c *Composer, d model.Decision, v View, items []item, subject string) (text, page string, numbered []item, err error) {
	asks := requestsOfTeam(d, v)
	for r := fullBudget; ; r = r.less() {
		numbered = append([]item(nil), items...)
		doc, err := documentOf(c, d, v, numbered, r)
		if err != nil {
			return "", "", nil, err
		}
		if len(asks) > 0 {
			doc.Sections = append(doc.Sections, requestsSection(c, asks, r.answers))
		}
		addressAnswers(c, &doc, d.Mail, subject)
		text, page, err = document.Render(doc, subject)
		if err != nil || len(page) <= pageLimit || r == r.less() {
			recordCalls(v, doc, numbered, readerOf(v, d.To))
			return text, page, numbered, err
		}
	}
}

// pageLimit is how many bytes the HTML of a mail may have: Gmail cuts off what comes after some 102 kB, and the foot with it.
const pageLimit = 98_000
