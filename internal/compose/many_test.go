package compose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// sorts are alerts as they come in crowds: some with a day, some without, some that page, some that are over.
var sorts = []struct {
	rule, do, text string
	severity       model.Severity
	route          model.Route
	line           string
	due            int // days from now; 0: none
	state          model.AlertState
	advice         model.Advice
}{
	{rule: "contact-unverified", do: "Ask whether it is still right", severity: model.Warning, line: model.GroupVerification, advice: model.Advice{Do: []string{"Write or call.", "Record the day and the way."}}},
	{rule: "contact-unverified", do: "Ask whether it is still right", severity: model.Info, line: model.GroupVerification},
	{rule: "not-told", do: "Tell them our mailboxes", severity: model.Warning},
	{rule: "contact-role-missing", do: "Name a contact for quality", severity: model.Critical},
	{rule: "entry-review-due", do: "Review the entry", severity: model.Info, due: -53},
	{rule: "session-overdue", do: "Hold the session", severity: model.Warning, due: -3},
	{rule: "contract-notice-approaching", do: "Decide by Fri 9 Oct", severity: model.Warning, line: model.GroupNotice, due: 22, advice: model.Advice{Call: true}},
	{rule: "contract-notice-approaching", do: "Decide by 1 Feb 2027", severity: model.Info, line: model.GroupNotice, due: 137},
	{rule: "contact-silent", do: "Call: nobody answers the mail", severity: model.Warning, advice: model.Advice{Call: true, Do: []string{"Call the number on file."}}},
	{rule: "contract-notice-due", do: "Decide today", severity: model.Critical, route: model.RoutePage, line: model.GroupNotice, due: -1, advice: model.Advice{Call: true, Do: []string{"Decide."}}},
	{rule: "order-window-closing", do: "Order today", severity: model.Warning, route: model.RoutePage, line: model.GroupOrderWindow, due: 3, advice: model.Advice{Call: true}},
	{rule: "contact-silent", do: "", severity: model.Warning, state: model.StateResolved},
	{rule: "session-due", do: "", severity: model.Info, state: model.StateLapsed},
	{rule: "not-told", do: "", severity: model.Warning, state: model.StateWithdrawn},
}

// crowd adds n alerts to a world, with a text of others as every name in them; # in it becomes a number.
func (w *world) crowd(n int, name string, sort func(i int) int) []string {
	owner := w.view.Registry.Teams["procurement-emea"]
	today := civil.DateOf(w.view.Now)
	var ids []string
	for i := range n {
		x, name := sorts[sort(i)], strings.ReplaceAll(name, "#", fmt.Sprint(i))
		id := fmt.Sprintf("%06x", 0xa00000+i)
		ids = append(ids, id)
		f := model.Finding{
			Rule: x.rule, Severity: x.severity, Route: x.route, Supplier: "acme-photoresist", Subject: model.ParseSubject(fmt.Sprintf("contact/c%d", i)), Owner: owner,
			Group: x.line, Message: name + " is not as it should be.", Advice: x.advice, Position: model.Position{File: "registry/acme.yaml", Line: i + 1},
		}
		if x.route == "" {
			f.Route = model.RouteWork
		}
		if x.due != 0 {
			f.Due = today.AddDays(x.due)
		}
		if x.do != "" {
			f.Advice.Headline = x.do + ": " + name + " (ACME)"
		}
		w.add(id, f, model.Alert{Team: owner.ID, State: x.state})
		if x.state != "" {
			w.end(id, x.state)
		}
	}
	return ids
}

// weekly is a letter about the given alerts to those who own them.
func weekly(ids ...string) model.Decision {
	d := decision(model.MailSummary, model.ReasonSummary, ids...)
	d.To = model.Recipient{Team: "procurement-emea", Address: "procurement-emea@buyer.example"}
	return d
}

var (
	informedForm = regexp.MustCompile(`(?s)(?:id="alert-|<h3[^>]*>|<div class="parted" style="padding:6px 0[^>]*>)(\d+)(?:"|\. ).*?(?:alert |, |>)([0-9a-f]{6})(?:, rule|</span>)`)
	countedForm  = regexp.MustCompile(`And (\d+) more, numbers? (\d+)(?: to (\d+))?: supplierwatch status`)
)

// checkNumbers wants each alert of a mail under its number exactly once: told, or counted; and the same in the text as in the HTML.
func checkNumbers(t rapid.TB, m model.Mail, ids []string) {
	t.Helper()
	if len(m.Alerts) != len(ids) {
		t.Fatalf("%s: the mail is about %d alerts of %d", m.Kind, len(m.Alerts), len(ids))
	}
	flat := strings.Join(strings.Fields(m.Text), " ")
	times := make([]int, len(ids)+1)
	for _, found := range informedForm.FindAllStringSubmatch(m.HTML, -1) {
		n, _ := strconv.Atoi(found[1])
		if n < 1 || n > len(ids) || m.Alerts[n-1].Alert != found[2] {
			t.Fatalf("%s: number %d is said of alert %s, and does not stand for it", m.Kind, n, found[2])
		}
		times[n]++
		if !strings.Contains(flat, "alert "+found[2]) && !strings.Contains(flat, "("+found[2]+")") {
			t.Fatalf("%s: the HTML tells of %s, the text does not", m.Kind, found[2])
		}
	}
	for _, found := range countedForm.FindAllStringSubmatch(m.HTML, -1) {
		more, _ := strconv.Atoi(found[1])
		from, _ := strconv.Atoi(found[2])
		for n := from; n < from+more; n++ {
			times[n]++
		}
		if to, err := strconv.Atoi(found[3]); err == nil && to != from+more-1 {
			t.Fatalf("%s: %q does not count right", m.Kind, found[0])
		}
		if !strings.Contains(flat, found[0]) {
			t.Fatalf("%s: the HTML counts %q, the text does not", m.Kind, found[0])
		}
	}
	for n, got := range times[1:] {
		if got != 1 {
			t.Fatalf("%s of %d alerts: number %d stands %d times\n%s", m.Kind, len(ids), n+1, got, m.Text)
		}
	}
}

var crowded = []model.MailKind{model.MailDigest, model.MailInitialReport, model.MailSummary, model.MailResolved, model.MailRateLimitNotice}

// Ten thousand alerts make one mail that no mail program cuts off, however long their names are; each has its number.
func TestManyAlerts(t *testing.T) {
	names := map[string]string{
		"plain": "Order desk", "long": strings.Repeat("Very Long Name of a Department ", 40), "japanese": strings.Repeat("日本語の供給者", 60), "emoji": strings.Repeat("🏭 <b>&", 120),
	}
	for name, text := range names {
		n := 500
		if name == "plain" {
			n = 10_000
		}
		for _, kind := range crowded {
			w := newWorld(t)
			ids := w.crowd(n, text, func(i int) int { return i % len(sorts) })
			d := weekly(ids...)
			d.Kind = kind
			m := compose(t, w, d)
			if len(m.HTML) > pageLimit || len(m.Text) > pageLimit {
				t.Errorf("%s %s: %d bytes of HTML, %d of text", name, kind, len(m.HTML), len(m.Text))
			}
			checkNumbers(t, m, ids)
			checkText(t, m.Text)
			checkHTML(t, m.HTML)
		}
	}
}

func TestEveryAlertIsListedOnceUnderItsNumber(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		w := newWorld(outer)
		n := rapid.IntRange(2, 400).Draw(t, "alerts")
		which := rapid.SliceOfN(rapid.IntRange(0, len(sorts)-1), 1, 6).Draw(t, "sorts")
		ids := w.crowd(n, "Order desk", func(i int) int { return which[i%len(which)] })
		d := weekly(ids...)
		d.Kind = rapid.SampledFrom(crowded).Draw(t, "kind")
		m, err := w.compose(d, w.view)
		if err != nil {
			t.Fatal(err)
		}
		checkNumbers(t, m, ids)
	})
}

// A mail says whom to call of what it tells in more than a line; nobody could answer that a call was in vain which it never asked for.
func TestWhomAMailSaysToCall(t *testing.T) {
	w := newWorld(t)
	ids := w.crowd(3*fullBudget.blocks, "Order desk", func(i int) int { return []int{9, 0, 8}[i%3] })
	d := weekly(ids...)
	d.Kind = model.MailDigest
	m := compose(t, w, d)
	for i, x := range m.Alerts {
		page := w.view.State.Alerts[x.Alert].Route != model.RouteWork
		if want := page; (x.Call == "orders") != want {
			t.Errorf("number %d, rule %s: it says to call %q", i+1, w.view.State.Alerts[x.Alert].Rule, x.Call)
		}
	}
}

// TestNothingAtStakeIsNotListed: a stock that covers the time until another source delivers is no reason to act first.
func TestNothingAtStakeIsNotListed(t *testing.T) {
	for want, m := range map[string]*model.Money{"": nil, "EUR 1,200 at stake": {Hundredths: 120000, Currency: "EUR"}} {
		if got := stakeText(m); got != want {
			t.Errorf("%v: %q, want %q", m, got, want)
		}
	}
	if got := stakeText(&model.Money{Currency: "EUR"}); got != "" {
		t.Errorf("nothing at stake: %q", got)
	}
}
