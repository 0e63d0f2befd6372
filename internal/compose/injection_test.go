package compose

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
	"golang.org/x/net/html"

	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/deliver"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// poisoned is the world with s in every place that somebody else writes.
func poisoned(t testing.TB, s string) *world {
	w := newWorld(t)
	for _, supplier := range w.view.Registry.Suppliers {
		supplier.Name, supplier.Notes, supplier.Fallback = s, s, s
		supplier.CustomerNumber, supplier.TierReason = s, s
		for _, c := range supplier.Contacts {
			c.Name, c.Phone, c.Number = s, s, s
			if c.Email != "" {
				c.Email = s
			}
		}
		for _, x := range supplier.Supplies {
			x.Item = s
			x.UsedIn = append(x.UsedIn, model.UsedIn{Text: s})
			x.UsedIn[0].Line.Name = s
			x.Stock.Unit = s
		}
		supplier.OrderWindows, supplier.Contracts = nil, nil
	}
	for key, f := range w.view.Findings {
		f.Message, f.File = s, s
		if f.Rule != "session-overdue" {
			f.Advice = model.Advice{Headline: s, Lead: s, Do: []string{s, s}, How: []string{s}, Call: true}
		}
		w.view.Findings[key] = f
	}
	for id, a := range w.view.State.Alerts {
		a.Message, a.AcknowledgedBy, a.Notes = s, s, []string{s, s}
		w.view.State.Alerts[id] = a
	}
	w.composer.ConfigFile = s
	return w
}

var poisonedMails = []model.Decision{
	decision(model.MailAlert, model.ReasonEscalated, "a3f09c"),
	decision(model.MailInitialReport, model.ReasonFirst, "a3f09c", "b4c5d6", "c7d8e9", "d0e1f2", "e3f4a5"),
	decision(model.MailSummary, model.ReasonSummary, "c7d8e9", "d0e1f2"),
	decision(model.MailResolved, model.ReasonResolved, "a3f09c"),
}

func FuzzNothingIsInjected(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := poisoned(t, s)
		for _, replies := range []bool{false, true} {
			w.composer.Replies = replies
			if w.composer.Identity.Plus = replies; replies {
				w.composer.Identity.Tokens = composetest.Tokens("abcdefghijklmnopqrstuvwx23")
			}
			for _, d := range poisonedMails {
				m, err := w.compose(d, w.view)
				if err != nil {
					t.Fatal(err)
				}
				checkSubject(t, m.Subject)
				checkText(t, m.Text)
				checkHTML(t, m.HTML)
				checkMessage(t, w.composer.Identity, m)
			}
		}
	})
}

func checkSubject(t *testing.T, subject string) {
	t.Helper()
	if n := len([]rune(subject)); n == 0 || n > envelope.SubjectLimit {
		t.Errorf("subject of %d characters: %q", n, subject)
	}
	if i := strings.IndexFunc(subject, invisible); i >= 0 {
		t.Errorf("subject %q holds %q", subject, subject[i:])
	}
}

func invisible(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp))
}

// checkText wants lines of at most 80 columns and every heading only where the
// template put it.
func checkText(t *testing.T, text string) {
	t.Helper()
	if i := strings.IndexFunc(text, invisible); i >= 0 {
		t.Errorf("the text holds %q", text[i:i+1])
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if n := document.Columns(line); n > 80 {
			t.Errorf("line of %d columns: %q", n, line)
		}
		if !strings.HasPrefix(line, "  supplierwatch ") {
			continue
		}
		if word := strings.Fields(line)[1]; word != "ack" && word != "snooze" {
			t.Errorf("a command of somebody else: %q", line)
		}
	}
}

var (
	tags  = strings.Fields("html head meta title style body div span h1 h2 h3 p br ol li a strong code table tbody tr th td")
	attrs = strings.Fields("lang charset name content style class id href scope role bgcolor")
)

// checkHTML wants only the template's own elements, and no address that loads
// or runs anything.
func checkHTML(t *testing.T, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !slices.Contains(tags, token.Data) {
				t.Errorf("the HTML has an element %s", token)
			}
			for _, a := range token.Attr {
				checkAttribute(t, a)
			}
		case html.CommentToken:
			t.Errorf("the HTML has a comment %s", z.Token())
		}
	}
}

func checkAttribute(t *testing.T, a html.Attribute) {
	t.Helper()
	if !slices.Contains(attrs, a.Key) {
		t.Errorf("the HTML has an attribute %s=%q", a.Key, a.Val)
	}
	if a.Key != "href" {
		return
	}
	if strings.HasPrefix(a.Val, "mailto:watchdog%2B") {
		checkButton(t, a.Val)
		return
	}
	for _, scheme := range []string{"tel:", "mailto:", "#alert-", "https://watch.buyer.example"} {
		if strings.HasPrefix(a.Val, scheme) && !strings.ContainsAny(a.Val, "?&\r\n ") {
			return
		}
	}
	t.Errorf("the HTML links to %q", a.Val)
}

// checkButton wants a link that begins an answer to this mail, and nothing else, which holds one command.
func checkButton(t *testing.T, href string) {
	t.Helper()
	link, err := url.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.PathUnescape(link.Opaque)
	fields, queryErr := url.ParseQuery(link.RawQuery)
	if err != nil || queryErr != nil || to != "watchdog+abcdefghijklmnopqrstuvwx23@buyer.example" {
		t.Errorf("a button writes to %q (%v, %v)", to, err, queryErr)
	}
	if strings.Contains(link.RawQuery, "+") {
		t.Errorf("mail programs read a plus as it stands: %q", link.RawQuery) // RFC 6068, 5
	}
	if len(fields) != 2 || len(fields["subject"]) != 1 || len(fields["body"]) != 1 || strings.ContainsFunc(fields.Get("subject"), unicode.IsControl) {
		t.Errorf("a button fills in %v", fields)
	}
	body, written := fields.Get("body"), fields.Get("body")
	if strings.HasSuffix(body, " ") {
		written += "PR-45"
	}
	if c, err := replycmd.Parse(written, 5); c.Verb == replycmd.None || strings.ContainsAny(body, "\r\n") || len(body) > 40 || err != nil && !strings.HasPrefix(err.Error(), "say") && !strings.HasPrefix(err.Error(), "this mail") {
		t.Errorf("a button writes %q, which is %v (%v)", body, c, err)
	}
}

// checkMessage reads the message as a mail client does.
func checkMessage(t *testing.T, i envelope.Identity, m model.Mail) {
	t.Helper()
	msg, err := deliver.Message(i, m)
	if err != nil {
		t.Fatal(err)
	}
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		t.Fatal(err)
	}
	reader, err := mail.CreateReader(&raw)
	if err != nil {
		t.Fatalf("the message cannot be read: %v", err)
	}
	for field := reader.Header.Fields(); field.Next(); {
		if !slices.Contains(headers, field.Key()) {
			t.Errorf("the message has a header %s: %s", field.Key(), field.Value())
		}
	}
	if subject, err := reader.Header.Subject(); err != nil || subject != m.Subject {
		t.Errorf("subject %q (%v), want %q", subject, err, m.Subject)
	}
	for _, want := range []string{m.Text, m.HTML} {
		part, err := reader.NextPart()
		if err != nil && !message.IsUnknownCharset(err) {
			t.Fatalf("a part is missing: %v", err)
		}
		body, err := io.ReadAll(part.Body)
		if got := strings.ReplaceAll(string(body), "\r\n", "\n"); err != nil || got != want {
			t.Errorf("a part reads %q (%v), want %q", got, err, want)
		}
	}
	if _, err := reader.NextPart(); !errors.Is(err, io.EOF) {
		t.Errorf("the message has a third part (%v)", err)
	}
}
