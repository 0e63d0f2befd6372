package compose

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Composer writes the mails that decisions cause.
type Composer struct {
	Identity envelope.Identity
	// ExternalURL is where people find the page; empty: not told.
	ExternalURL string
	// Link gives the address at which the reader of a mail, named by its outbox
	// row, can answer it on the page; nil: there is none.
	Link func(row string) string
	// ConfigFile is what --config must name for the shell's lines to reach this
	// daemon; empty where its default does.
	ConfigFile string
	// Replies tells that answers to our mails are read: mails say what can be
	// answered instead of lines for a shell.
	Replies bool
	// AckHolds gives until when an acknowledgement holds that is given now; zero:
	// without an end. Nil: not told.
	AckHolds func(v View, a model.Alert, f model.Finding) time.Time
	// PerHour is how many mails one recipient gets in an hour, to be told where
	// more are held; zero: not told.
	PerHour int
	// WouldAsk gives the suppliers that would be written to, were that released;
	// nil: the letter does not list them.
	WouldAsk func(v View) []model.Request
	// Summarize sums up the suppliers of a team, for its letter; nil: the letter
	// does without.
	Summarize func(v View, team string) apidoc.Summary
	// Complain is told of what could not be laid out; nil: nobody is told.
	Complain func(error)
	// Webhooks gives the format of each webhook by its name.
	Webhooks map[string]Format
}

// Compose writes the mail of one decision that has a Kind. The same decision
// and view always give the same mail. One that cannot be laid out is written
// barely, and says why: a mistake in it must not keep the others from theirs. It
// is an error if an alert of the decision is not in the state, or if the mail
// would have no alert to tell of.
func (c *Composer) Compose(d model.Decision, v View) (m model.Mail, err error) {
	items, err := v.items(d)
	if err != nil {
		return model.Mail{}, err
	}
	v.against = gather(v.State)
	if broken := envelope.RecoverPanic(func() { m, err = c.laidOut(d, v, items) }); broken != nil || err != nil {
		return c.bare(d, v, items, errors.Join(broken, err))
	}
	return m, nil
}

// begun is a mail without anything in it.
func (c *Composer) begun(d model.Decision, v View) model.Mail {
	return model.Mail{
		ID: d.Mail, Kind: d.Kind, To: d.To, MessageID: c.Identity.MessageID(d.Mail), Token: c.Identity.TokenOf(d.Mail),
		CreatedAt: v.Now, NotBefore: v.Now,
	}
}

func (c *Composer) laidOut(d model.Decision, v View, items []item) (m model.Mail, err error) {
	m = c.begun(d, v)
	m.Subject = v.subjectOf(d, items)
	m.About = aboutOf(c.asks(d, v))
	var numbered []item
	if m.Text, m.HTML, numbered, err = c.write(d, v, items, m.Subject); err != nil {
		return model.Mail{}, fmt.Errorf("write %s mail %s: %w", d.Kind, d.Mail, err)
	}
	for _, x := range numbered {
		m.Alerts = append(m.Alerts, x.DecisionItem)
	}
	m.References = c.references(d, v, items)
	if !d.To.ByMail() {
		m.Payload, err = c.payload(d, v, items, m)
	}
	return m, err
}

// document chooses what the mail says by its kind, and puts the alerts into
// the order of their numbers.
func (c *Composer) document(d model.Decision, v View, items []item, r room) (doc document.Document, err error) {
	switch d.Kind {
	case model.MailAlert, model.MailDigest:
		doc = c.alerts(d, v, items, r)
	case model.MailInitialReport:
		doc = c.first(d, v, items, r)
	case model.MailSummary:
		doc = c.letter(d, v, items, r)
	case model.MailResolved:
		doc = c.ended(d, v, items, r)
	case model.MailRateLimitNotice:
		doc = c.holding(d, v, items, r)
	default:
		return document.Document{}, fmt.Errorf("there is no kind %q", d.Kind)
	}
	doc.Foot = append(doc.Foot, foot(d, v)...)
	if token := c.Identity.TokenOf(d.Mail); token != "" && !c.Identity.Plus {
		doc.Foot = append(doc.Foot, refPrefix+token)
	}
	doc.Page, doc.Link = envelope.Plain(c.ExternalURL), c.link(d, items)
	return doc, nil
}

// link gives the address of a mail on the page. What tells of nothing that can
// be answered has none, and a machine gets none: a link is given to a person.
func (c *Composer) link(d model.Decision, items []item) string {
	if c.Link == nil || !d.Kind.Answerable() || len(items) == 0 || !d.To.ByMail() {
		return ""
	}
	return c.Link(d.Mail)
}

// item is one alert of a decision with its current finding.
type item struct {
	model.DecisionItem
	alert   model.Alert
	finding model.Finding
}

// items looks up the alerts of a decision, the most urgent first: what pages
// before what is work, then as findings are ordered everywhere.
func (v View) items(d model.Decision) ([]item, error) {
	items := make([]item, 0, len(d.Items))
	for _, x := range d.Items {
		a, ok := v.State.Alerts[x.Alert]
		if !ok {
			return nil, fmt.Errorf("compose %s mail %s: the state has no alert %s", d.Kind, d.Mail, x.Alert)
		}
		items = append(items, item{DecisionItem: x, alert: a, finding: v.finding(a)})
	}
	if len(items) == 0 && d.Kind != model.MailRateLimitNotice && d.Kind != model.MailSummary {
		return nil, fmt.Errorf("compose %s mail %s: it tells of no alert", d.Kind, d.Mail)
	}
	slices.SortStableFunc(items, func(x, y item) int {
		if (x.alert.Route == model.RouteWork) != (y.alert.Route == model.RouteWork) {
			return yesFirst(y.alert.Route == model.RouteWork)
		}
		return x.finding.Compare(&y.finding)
	})
	return items, nil
}

// references gives the thread of a mail about one alert: that alert's first
// mail to the same recipient. A mail of several alerts starts no thread and
// follows none.
func (c *Composer) references(d model.Decision, v View, items []item) []string {
	if len(items) != 1 {
		return nil
	}
	for _, n := range items[0].alert.Notified {
		if n.Recipient != d.To.String() || n.Mail == d.Mail || n.Mail == "" || v.shared(n.Mail, items[0].alert.ID) {
			continue
		}
		if n.MessageID != "" {
			return []string{n.MessageID}
		}
		return []string{c.Identity.MessageID(n.Mail)}
	}
	return nil
}

// shared reports whether a mail told of other alerts too.
func (v View) shared(mail, but string) bool {
	for id, a := range v.State.Alerts {
		if id != but && slices.ContainsFunc(a.Notified, func(n model.Notification) bool { return n.Mail == mail }) {
			return true
		}
	}
	return false
}

// foot is what stands under every mail.
func foot(d model.Decision, v View) []string {
	r := v.reader(d.To)
	lines := []string{"Times " + r.zoneName(v.Now) + "."}
	if d.Held > 0 && d.Kind != model.MailRateLimitNotice {
		lines = append(lines, "Held back until the hour allows: "+several(d.Held, "more alert")+".")
	}
	return lines
}
