package verificationmail

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/delivertest"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// asking writes to suppliers as Buyer AG does.
func asking(t testing.TB) Writer {
	t.Helper()
	identity, err := envelope.NewIdentity("Supplier Watch <watchdog@buyer.example>", "watchdog@buyer.example", "Buyer AG")
	if err != nil {
		t.Fatal(err)
	}
	identity, err = identity.ForSuppliers("Buyer AG Purchasing <supplier-contacts@buyer.example>", "supplier-contacts@buyer.example")
	if err != nil {
		t.Fatal(err)
	}
	identity.Plus, identity.Tokens = true, composetest.Tokens("abcdefghijklmnopqrstuvwxyz")
	forms, problems := LoadForms(nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return Writer{Identity: identity, Forms: forms}
}

func reminder(t testing.TB, language string) model.Request {
	q := request(t, language)
	q.Reminder, q.Since, q.Reminds = 1, day("2026-11-02"), []string{"ask-0@buyer.example"}
	return q
}

func beside(t testing.TB, language string) model.Request {
	q := request(t, "en")
	q.Beside = language
	return q
}

func TestGoldenMailsToSuppliers(t *testing.T) {
	a := asking(t)
	now := instant("2026-11-22T09:00:00Z")
	for language := range languages {
		mails := map[string]func() (model.Mail, error){
			"question": func() (model.Mail, error) { return a.Ask(request(t, language), now) },
			"several":  func() (model.Mail, error) { return a.Ask(shared(t, language), now) },
			"reminder": func() (model.Mail, error) { return a.Ask(reminder(t, language), now) },
			"notice":   func() (model.Mail, error) { return a.Notice(request(t, language), "sales@acme-new.example", now) },
		}
		if language != "en" {
			mails["beside"] = func() (model.Mail, error) { return a.Ask(beside(t, language), now) }
		}
		for name, write := range mails {
			t.Run(language+"/"+name, func(t *testing.T) {
				m, err := write()
				if err != nil {
					t.Fatal(err)
				}
				golden(t, filepath.Join("verification", language+"-"+name+".txt"), "Subject: "+m.Subject+"\n\n"+m.Text)
				if name == "question" {
					golden(t, filepath.Join("verification", language+"-"+name+".eml"), eml(t, a.Identity, m))
				}
			})
		}
	}
}

func TestAMailToASupplierLetsAResponderAnswer(t *testing.T) {
	a := asking(t)
	m, err := a.Ask(request(t, "de"), instant("2026-11-22T09:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	r, _ := sent(t, a.Identity, m)
	for _, name := range []string{"Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "List-Id"} {
		if r.Header.Has(name) {
			t.Errorf("%s: %s keeps responders quiet", name, r.Header.Get(name))
		}
	}
	for name, want := range map[string]string{
		"From":       `"Buyer AG Purchasing" <supplier-contacts@buyer.example>`,
		"Reply-To":   "<supplier-contacts+abcdefghijklmnopqrstuvwxyz@buyer.example>",
		"Message-Id": "<ask-1.abcdefghijklmnopqrstuvwxyz@buyer.example>",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if kind, _, _ := r.Header.ContentType(); kind != "text/plain" {
		t.Errorf("it is %s, want plain text alone", kind)
	}
	msg, err := deliver.Message(a.Identity, m)
	if err != nil {
		t.Fatal(err)
	}
	if sender, err := msg.GetSender(false); err != nil || sender != "<supplier-contacts+abcdefghijklmnopqrstuvwxyz@buyer.example>" {
		t.Errorf("envelope sender %q, %v", sender, err)
	}
}

func TestWithoutPlusAddressesTheTokenIsInTheText(t *testing.T) {
	a := asking(t)
	a.Identity.Plus = false
	m, err := a.Ask(request(t, "fr"), instant("2026-11-22T09:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(m.Text, "\nNotre référence : abcdefghijklmnopqrstuvwxyz\n") {
		t.Errorf("the text ends in %q", m.Text[max(0, len(m.Text)-80):])
	}
	r, _ := sent(t, a.Identity, m)
	if got := r.Header.Get("Reply-To"); got != "<supplier-contacts@buyer.example>" {
		t.Errorf("Reply-To: %s", got)
	}
}

// watchdogWords would tell a supplier of machinery that is none of its business.
var watchdogWords = []string{"watchdog", "supplierwatch", "Supplier Watch", "verif", "alert", "probe", "token", "http", "www."}

func TestMailsToSuppliersAreShortPlainAndWithoutJargon(t *testing.T) {
	a := asking(t)
	for language := range languages {
		for _, q := range []model.Request{request(t, language), shared(t, language), reminder(t, language)} {
			m, err := a.Ask(q, instant("2026-11-22T09:00:00Z"))
			if err != nil {
				t.Fatal(err)
			}
			if n := utf8.RuneCountInString(m.Subject); n > envelope.SubjectLimit || strings.Contains(m.Subject, "…") {
				t.Errorf("%s: the subject has %d characters: %s", language, n, m.Subject)
			}
			for _, word := range watchdogWords {
				if strings.Contains(strings.ToLower(m.Subject+m.Text), strings.ToLower(word)) {
					t.Errorf("%s: the mail says %q", language, word)
				}
			}
			if m.HTML != "" || !strings.Contains(m.Text, "stop") || !strings.Contains(m.Text, "2027") || !strings.Contains(m.Text, "Jane Doe, Procurement EMEA, Buyer AG") {
				t.Errorf("%s: %s", language, m.Text)
			}
		}
	}
}

func TestHostileValuesStayWhereTheyAre(t *testing.T) {
	a := asking(t)
	for _, value := range delivertest.Hostile {
		q := shared(t, "de")
		q.Team.Signature, q.Team.Phone = value, value
		for _, x := range q.Asked {
			x.Supplier.Name, x.Supplier.CustomerNumber, x.Contact.Name, x.Contact.Phone, x.Contact.Email = value, value, value, value, value
		}
		q.Mailboxes[0].Address = value
		benign, err := a.Ask(shared(t, "de"), q.SendAt)
		if err != nil {
			t.Fatal(err)
		}
		m, err := a.Ask(q, q.SendAt)
		if err != nil {
			t.Fatal(err)
		}
		if got, most := strings.Count(m.Text, "\n"), strings.Count(benign.Text, "\n"); got > most {
			t.Errorf("%q made %d lines of %d", value, got, most)
		}
		r, text := sent(t, a.Identity, m)
		if r.Header.Has("Bcc") || r.Header.Has("X-Injected") || strings.ContainsAny(m.Subject, "\r\n") {
			t.Errorf("%q got into the header", value)
		}
		if strings.ContainsAny(text, "\x1b\x00\u202e") {
			t.Errorf("%q shows as %q", value, text)
		}
	}
}

func TestTextsOfOurOwn(t *testing.T) {
	shipped, err := os.ReadFile("../../../config/templates/verification/de.txt.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(shipped)
	for name, c := range map[string]struct {
		file, text, want string
		line             int
	}{
		"a sound one":     {"de.txt.tmpl", strings.Replace(whole, "Guten Tag", "Grüß Gott", 1), "", 0},
		"a broken action": {"de.txt.tmpl", "\n\n{{define \"subject\"}}{{.Us}\n", "bad character", 3},
		"a missing end":   {"de.txt.tmpl", strings.TrimSuffix(strings.TrimSpace(whole), "{{- end}}"), "unexpected EOF", strings.Count(strings.TrimSpace(whole), "\n") + 1},
		"a missing block": {"de.txt.tmpl", strings.Replace(whole, `{{define "reminder"}}`, `{{define "remind"}}`, 1), `{{define "reminder"}} is missing`, 1},
		"a wrong field":   {"de.txt.tmpl", "{{define \"subject\"}}\n{{.Customr}}{{end}}" + after(whole, "{{- end}}"), "can't evaluate field Customr", 2},
		"a wrong name":    {"german.txt.tmpl", whole, "expected one of de.txt.tmpl, en.txt.tmpl", 1},
		"another ending":  {"de.tmpl", whole, "expected one of", 1},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, c.file), []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			forms, problems := LoadForms(os.DirFS(folder), folder)
			if c.want == "" {
				if len(problems) > 0 {
					t.Fatal(problems)
				}
				a := asking(t)
				a.Forms = forms
				if m, err := a.Ask(request(t, "de"), instant("2026-11-22T09:00:00Z")); err != nil || !strings.HasPrefix(m.Text, "Grüß Gott") {
					t.Errorf("%v: %s", err, m.Text)
				}
				return
			}
			if len(problems) != 1 || problems[0].Line != c.line || problems[0].File != folder+"/"+c.file || !strings.Contains(problems[0].Message, c.want) {
				t.Errorf("problems %v, want one in line %d that says %q", problems, c.line, c.want)
			}
		})
	}
}

func after(s, mark string) string { return s[strings.Index(s, mark)+len(mark):] }

func TestEveryLanguageHasAllWords(t *testing.T) {
	for language, words := range languages {
		for _, role := range model.Roles {
			if words.roles[role] == "" {
				t.Errorf("%s: no word for the role %s", language, role)
			}
		}
		for _, purpose := range model.Purposes {
			if words.purposes[purpose] == "" {
				t.Errorf("%s: no word for the purpose %s", language, purpose)
			}
		}
		if slices.Contains(words.months[:], "") {
			t.Errorf("%s: a month is missing", language)
		}
	}
}

func TestDatesInEveryLanguage(t *testing.T) {
	for language, want := range map[string][2]string{
		"en": {"1 March 2027", "22 August 2026"}, "de": {"1. März 2027", "22. August 2026"}, "fr": {"1er mars 2027", "22 août 2026"},
		"it": {"1º marzo 2027", "22 agosto 2026"}, "es": {"1 de marzo de 2027", "22 de agosto de 2026"}, "nl": {"1 maart 2027", "22 augustus 2026"},
	} {
		words := languages[language]
		if got := [2]string{words.date(day("2027-03-01")), words.date(day("2026-08-22"))}; got != want {
			t.Errorf("%s: %v, want %v", language, got, want)
		}
	}
}
