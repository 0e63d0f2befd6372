package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/content"
)

// everyOffer is what can be answered to an alert that has every form.
func everyOffer() content.Ahead {
	ahead := content.Ahead{
		Title: "Mail is lost", Next: "Leads", CanHandOver: true, Seen: instant, ContractEnd: civil.NewDate(2026, 12, 31), Mailboxes: []string{"confirmations", "orders"},
		Offers: []replycmd.Offer{{Verb: replycmd.Verified, Words: "call"}, {Verb: replycmd.Verified, Words: "session"}},
	}
	for _, verb := range []replycmd.Verb{
		replycmd.Requested, replycmd.Placed, replycmd.Confirmed, replycmd.Waived, replycmd.Keep, replycmd.NoticeGiven, replycmd.Renewed, replycmd.NoAnswer, replycmd.WrongNumber,
		replycmd.Informed, replycmd.Accept,
	} {
		ahead.Offers = append(ahead.Offers, replycmd.Offer{Verb: verb})
	}
	return ahead
}

// typedInto returns what the form of a page that sends a word shows in a field; unclear fields of other forms do not count.
func typedInto(page, word, field string) string {
	for form := range strings.SplitSeq(page, "<form ") {
		if !strings.Contains(form, `name="do" value="`+word+`"`) {
			continue
		}
		name := `name="` + field + `"`
		for _, pattern := range []string{
			`<textarea [^>]*` + name + `[^>]*>([^<]*)</textarea>`, `<input [^>]*` + name + ` value="([^"]*)"(?: min| max| required|>| aria)`,
			`<input type="radio" ` + name + ` value="([^"]*)" checked>`, name + `[^>]*>(?:<option>[^<]*</option>)*<option selected>([^<]*)</option>`,
		} {
			if found := regexp.MustCompile(pattern).FindStringSubmatch(form); found != nil && found[1] != "" {
				return html.UnescapeString(found[1])
			}
		}
	}
	return ""
}

// TestARefusedFormKeepsWhatWasTyped sends each form with everything that it asks for, refuses it, and reads the page that follows.
func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	fields := map[string]string{
		"ack": "note until", "snooze": "note until", "not-mine": "note", "note": "note", "requested": "reference on note", "placed": "reference on note",
		"confirmed": "reference on note", "waived": "note", "keep": "note", "notice-given": "on for note", "renewed": "until on note", "verified": "on note",
		"no-answer": "contact note", "wrong-number": "contact note", "informed": "mailbox on note",
	}
	typed := map[string]string{
		"note": `she said "later" & <b>left</b>`, "reference": "PO-4711", "on": "2026-11-20", "for": "2026-12-31", "until": "2026-12-05", "contact": "Jana", "mailbox": "orders",
	}
	for word, names := range fields {
		for where, path := range map[string]string{"page": "/alerts/a3f09c", "link": "/answer/good"} {
			t.Run(word+" by the "+where, func(t *testing.T) {
				at, d := actable(t, func(o *Options) {
					behindProxy(o)
					o.Snapshot = func() content.Snapshot {
						x := shown()
						x.Ahead = func(string) content.Ahead { return everyOffer() }
						return x
					}
				})
				d.mail.Alerts[0].Ahead = everyOffer()
				d.err = &model.Refusal{Kind: model.RefusedInvalid, Field: "note", Why: "`note`: the text is not allowed"}
				alert := map[string]string{"page": "a3f09c", "link": "1"}[where]
				_, page := visit(t, at+path, "jane")
				sent := url.Values{"stamp": {stampOf(t, page)}, "alert": {alert}, "do": {word}}
				if word == "verified" {
					sent.Set("how", "session")
				}
				for name := range strings.FieldsSeq(names) {
					sent.Set(name, typed[name])
				}
				status, body, _ := post(t, at, posted{path: path, kind: formKind, body: sent.Encode(), header: map[string]string{"X-User": "jane"}})
				if status != http.StatusUnprocessableEntity {
					t.Fatalf("status %d, want 422", status)
				}
				for name := range strings.FieldsSeq(names) {
					if got := typedInto(body, word, name); got != typed[name] {
						t.Errorf("%s shows %q, want %q\n%s", name, got, typed[name], body)
					}
				}
				wrong := regexp.MustCompile(`aria-invalid="true" aria-describedby="([^"]+)"`).FindAllStringSubmatch(body, -1)
				if len(wrong) != 1 || !strings.Contains(body, `<span class="wrong" id="`+wrong[0][1]+`">The text is not allowed.</span>`) ||
					!strings.Contains(body, `<a href="#`+strings.TrimSuffix(wrong[0][1], "-wrong")+`">The text is not allowed.</a>`) {
					t.Errorf("%v, want one field that says what is wrong:\n%s", wrong, body)
				}
				if word != "ack" && !strings.Contains(body, "<details open>") || strings.Contains(body, "You wrote:") || strings.Contains(body, "<b>left") {
					t.Errorf("the form is not shown again:\n%s", body)
				}
			})
		}
	}
}

// TestAMailboxIsChosenFromAList holds that nobody has to type the id of a mailbox.
func TestAMailboxIsChosenFromAList(t *testing.T) {
	at, d := actable(t, nil)
	d.mail.Alerts[0].Ahead = everyOffer()
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	if !regexp.MustCompile(`<select [^>]*name="mailbox"[^>]*><option>confirmations</option><option>orders</option></select>`).MatchString(page) {
		t.Errorf("no choice of our mailboxes:\n%s", page)
	}
	inputs := regexp.MustCompile(`<input [^>]*>`).FindAllString(page, -1)
	for _, input := range inputs {
		if !regexp.MustCompile(`type="(hidden|text|date|radio)"`).MatchString(input) {
			t.Errorf("browsers do not know the type of %s", input)
		}
	}
	if len(inputs) == 0 {
		t.Error("the page has no field")
	}
}

// TestAFormWithoutARequiredFieldIsRefused leaves out each field that a form requires, as a browser that does not know `required` can.
func TestAFormWithoutARequiredFieldIsRefused(t *testing.T) {
	for word, want := range map[string]string{
		"requested": "Enter the number of the purchase request", "placed": "Enter the order number", "waived": "Say why it is not needed", "notice-given": "Enter the day on which the supplier received our notice.",
		"renewed": "Enter the day until which the contract runs now.", "no-answer": "Say whom you called", "note": "Write what the others should know.",
	} {
		at, d := actable(t, func(o *Options) {
			behindProxy(o)
			o.Snapshot = func() content.Snapshot {
				x := shown()
				x.Ahead = func(string) content.Ahead { return everyOffer() }
				return x
			}
		})
		_, page := visit(t, at+"/alerts/a3f09c", "jane")
		sent := url.Values{"stamp": {stampOf(t, page)}, "alert": {"a3f09c"}, "do": {word}, "on": {""}}
		status, body, _ := post(t, at, posted{path: "/alerts/a3f09c", kind: formKind, body: sent.Encode(), header: map[string]string{"X-User": "jane"}})
		if status != http.StatusUnprocessableEntity || !regexp.MustCompile(`<span class="wrong" id="[^"]+">`+want).MatchString(body) || len(d.done) > 0 {
			t.Errorf("%s: %d, did %s, want %q\n%s", word, status, described(d.done), want, body)
		}
	}
}

// TestWhatWasTypedIsShownWhereTheFormIsGone refuses a form whose alert has ended meanwhile, on every page that has forms.
func TestWhatWasTypedIsShownWhereTheFormIsGone(t *testing.T) {
	for _, path := range []string{"/", "/alerts/a3f09c", "/suppliers/acme", "/answer/good"} {
		ended := false
		at, d := actable(t, func(o *Options) {
			behindProxy(o)
			before := o.Snapshot
			o.Snapshot = func() content.Snapshot {
				x := before()
				if ended {
					x.Alerts.Alerts[0].State = model.StateResolved
				}
				return x
			}
		})
		_, page := visit(t, at+path, "jane")
		stamp := stampOf(t, page)
		ended = true
		alert := "a3f09c"
		if path == "/answer/good" {
			alert, d.mail.Alerts[0].State = "1", model.StateResolved
		}
		d.err = &model.Refusal{Kind: model.RefusedConflict, Why: "it is over: resolved on 2026-11-22"}
		sent := url.Values{"stamp": {stamp}, "alert": {alert}, "do": {"ack"}, "note": {"I call <them> at noon"}, "until": {"2026-12-05"}}
		status, body, _ := post(t, at, posted{path: path, kind: formKind, body: sent.Encode(), header: map[string]string{"X-User": "jane"}})
		if path == "/suppliers/acme" {
			continue // its read model has the alert still
		}
		for _, want := range []string{"It is over: resolved on 2026-11-22.", "<dt>What will you do?</dt><dd>I call &lt;them&gt; at noon</dd>", "<dt>Until which day?</dt><dd>2026-12-05</dd>"} {
			if status != http.StatusUnprocessableEntity || strings.Count(body, want) != 1 {
				t.Errorf("%s: %d, no %q\n%s", path, status, want, body)
			}
		}
	}
}

// TestANoteForAllAlertsIsKept refuses the form for everything at once.
func TestANoteForAllAlertsIsKept(t *testing.T) {
	at, d := actable(t, nil)
	another := d.mail.Alerts[0]
	another.ID = "c00001"
	d.mail.Alerts = append(d.mail.Alerts, another)
	_, page, _ := ask(t, http.MethodGet, at+"/answer/good", "")
	d.err = &model.Refusal{Kind: model.RefusedConflict, Why: "it is over"}
	status, body, _ := sendForm(t, at, url.Values{"stamp": {stampOf(t, page)}, "alert": {"all"}, "do": {"ack"}, "note": {"We <call>"}}, nil)
	if status != http.StatusUnprocessableEntity || strings.Count(body, "We &lt;call&gt;</textarea>") != 1 || strings.Contains(body, "You wrote") {
		t.Errorf("%d\n%s", status, body)
	}
}

// TestARefusalThatIsNobodysFaultKeepsItsStatus checks that programs and logs can tell a form from a fault.
func TestARefusalThatIsNobodysFaultKeepsItsStatus(t *testing.T) {
	for want, err := range map[int]error{
		http.StatusForbidden: &model.Refusal{Kind: model.RefusedSender, Why: "you may not"}, http.StatusNotFound: &model.Refusal{Kind: model.RefusedUnknown, Why: "no alert begins so"},
		http.StatusInternalServerError: fmt.Errorf("the disk is full"),
	} {
		at, d := actable(t, behindProxy)
		_, page := visit(t, at+"/", "jane")
		d.err = err
		sent := url.Values{"stamp": {stampOf(t, page)}, "alert": {"a3f09c"}, "do": {"ack"}, "note": {"on it"}}
		status, body, _ := post(t, at, posted{path: "/", kind: formKind, body: sent.Encode(), header: map[string]string{"X-User": "jane"}})
		if status != want || typedInto(body, "ack", "note") != "on it" || strings.Contains(body, "disk") {
			t.Errorf("%d, want %d:\n%s", status, want, body)
		}
	}
}
