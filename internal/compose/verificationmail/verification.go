package verificationmail

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Writer writes the mails to suppliers: plain text in their language, as a person would write it.
type Writer struct {
	Identity envelope.Identity
	Forms    Forms
}

// formData is what a form is filled with; the fields are those that templates use. All strings are plain, and empty where nothing is known.
type formData struct {
	Us        string // who asks: our organization
	Customer  string // our customer number with them, where the mail is about one supplier
	For       string // what the contact is there for, where the mail is about one
	Single    bool   // the mail is about one contact
	Contacts  []formContact
	Mailboxes string // our mailboxes, each with its purpose
	Phone     string // of our team
	NotBefore string // the day before which we do not ask again
	AskedOn   string // the day of the question that a reminder is about
	New       string // the details that an announced change names
	Bank      bool   // a mail holds bank details that are new or announced as changed
	Reference string // by which an answer finds this mail, where its address cannot tell
}

// formContact is what we hold of one contact.
type formContact struct {
	Line     string // name, address, telephone
	For      string
	Supplier string
	Customer string
}

// Ask writes the mail of a request. The same request always gives the same mail. It is an error if there is no text in its language.
func (a Writer) Ask(q model.Request, now time.Time) (model.Mail, error) {
	part := "question"
	if q.Reminder > 0 {
		part = "reminder"
	}
	return a.write(q, model.MailVerification, part, "", now)
}

// Notice writes the mail that informs a known contact that a change was announced: the request names the address to write to and, as asked, the
// contact. Announced is what the change says, such as another address; empty: nothing.
func (a Writer) Notice(q model.Request, announced string, now time.Time) (model.Mail, error) {
	return a.write(q, model.MailNotice, "notice", announced, now)
}

func (a Writer) write(q model.Request, kind model.MailKind, part, announced string, now time.Time) (model.Mail, error) {
	at := now
	if q.SendAt.After(now) {
		at = q.SendAt
	}
	m := model.Mail{
		ID: q.ID, Kind: kind, To: model.Recipient{Address: q.Address}, MessageID: a.Identity.MessageID(q.ID), Token: a.Identity.TokenOf(q.ID),
		References: q.Reminds, CreatedAt: at, NotBefore: at,
	}
	for _, x := range q.Asked {
		m.About = append(m.About, model.SubjectRef{Supplier: x.Supplier.ID, Subject: model.KindContact.Subject(x.Contact.ID)})
	}
	var err error
	if m.Subject, err = a.subject(q, part, announced); err != nil {
		return model.Mail{}, fmt.Errorf("write mail %s: %w", q.ID, err)
	}
	if m.Text, err = a.text(q, part, announced, m.Token); err != nil {
		return model.Mail{}, fmt.Errorf("write mail %s: %w", q.ID, err)
	}
	return m, nil
}

// subject writes the subject in the first language. What would be cut off is left out instead, from the end.
func (a Writer) subject(q model.Request, part, announced string) (string, error) {
	block := part + "-subject"
	if part == "question" {
		block = "subject"
	}
	l := a.formData(q, q.Language, announced)
	whole, err := a.Forms.write(q.Language, block, l)
	for _, leave := range []*string{&l.Customer, &l.For} {
		if utf8.RuneCountInString(envelope.HeaderText(whole)) <= envelope.SubjectLimit || err != nil {
			break
		}
		*leave = ""
		whole, err = a.Forms.write(q.Language, block, l)
	}
	return envelope.HeaderText(whole), err
}

// text writes the same in one language or in two, and who asks below.
func (a Writer) text(q model.Request, part, announced, token string) (string, error) {
	languages := []string{q.Language}
	if q.Beside != "" {
		languages = append(languages, q.Beside)
	}
	var bodies []string
	for _, language := range languages {
		body, err := a.Forms.write(language, part, a.formData(q, language, announced))
		if err != nil {
			return "", err
		}
		bodies = append(bodies, flow(body))
	}
	text := strings.Join(bodies, "\n\n* * *\n\n") + "\n\n" + a.signature(q) + "\n"
	if token == "" || a.Identity.Plus {
		return text, nil
	}
	line, err := a.Forms.write(q.Language, "reference", formData{Reference: token})
	return text + "\n" + envelope.Plain(line) + "\n", err
}

// signature is who asks: the team's own words and the organization.
func (a Writer) signature(q model.Request) string {
	us, team := a.Identity.Organization, ""
	if q.Team != nil {
		team = cmp.Or(envelope.Plain(q.Team.Signature), envelope.Plain(q.Team.Name()))
	}
	switch {
	case team == "":
		return us
	case us == "" || strings.Contains(team, us):
		return team
	}
	return team + ", " + us
}

// formData returns what a form in a language is filled with.
func (a Writer) formData(q model.Request, language, announced string) formData {
	t := languages[language]
	l := formData{
		Us: cmp.Or(a.Identity.Organization, a.Identity.Domain), Single: len(q.Asked) == 1, Mailboxes: mailboxesText(q.Mailboxes, t),
		NotBefore: t.date(q.NotAgainBefore), AskedOn: t.date(q.Since), New: envelope.Plain(announced), Bank: q.Bank,
	}
	if q.Team != nil {
		l.Phone = envelope.Plain(q.Team.Phone)
	}
	for _, x := range q.Asked {
		c := formContact{Line: contactLine(x.Contact), For: t.forRoles(x.Contact.Roles), Supplier: envelope.Plain(x.Supplier.Name), Customer: envelope.Plain(x.Supplier.CustomerNumber)}
		l.Contacts = append(l.Contacts, c)
		l.Customer = c.Customer
		if l.Single {
			l.For = c.For
		} else if c.Customer != l.Contacts[0].Customer {
			l.Customer = ""
		}
	}
	return l
}

// contactLine is what we hold of a contact, as far as we hold it.
func contactLine(c *model.Contact) string {
	name := c.Name
	if name == c.ID {
		name = "" // our own name for it, which means nothing to them
	}
	var parts []string
	for _, value := range []string{name, c.Email, c.Phone} {
		if value = envelope.Plain(value); value != "" {
			parts = append(parts, value)
		}
	}
	return strings.Join(parts, ", ")
}

func mailboxesText(mailboxes []*model.Mailbox, t language) string {
	var parts []string
	for _, m := range mailboxes {
		parts = append(parts, fmt.Sprintf("%s (%s)", envelope.Plain(m.Address), t.purposes[m.Purpose]))
	}
	return strings.Join(parts, ", ")
}

// flow puts each paragraph on one line, which every screen wraps by itself. A line that begins with a space or a dash stays a line of its own.
func flow(s string) string {
	var b strings.Builder
	var before string // the line written last
	fresh := true     // an empty line came before
	for l := range strings.Lines(s) {
		l = strings.TrimRight(l, " \t\r\n")
		alone := standsAlone(l)
		switch {
		case l == "":
			fresh = true
			continue
		case before == "":
		case alone && (standsAlone(before) || strings.HasSuffix(before, ":")), !fresh && (alone || standsAlone(before)):
			b.WriteString("\n")
		case fresh:
			b.WriteString("\n\n")
		default:
			b.WriteString(" ")
		}
		b.WriteString(l)
		before, fresh = l, false
	}
	return b.String()
}

func standsAlone(line string) bool {
	return strings.HasPrefix(line, " ") || strings.HasPrefix(line, "- ")
}
