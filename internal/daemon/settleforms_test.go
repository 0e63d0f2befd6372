package daemon

import (
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestASupplyAlertIsAnsweredWithItsOrder replies to the mail of a supply that runs out before a replacement can arrive.
func TestASupplyAlertIsAnsweredWithItsOrder(t *testing.T) {
	for _, c := range []struct {
		text, want string
		state      model.AlertState
	}{
		{"placed 4500012399", "Recorded for jane@buyer.example: order 4500012399. The alert is resolved.", model.StateResolved},
		{"Placed 4500012399 on 21 Sep, by phone", "Recorded for jane@buyer.example: order 4500012399, placed on Mon 21 Sep. The alert is resolved.", model.StateResolved},
		{"placed", `NOT recorded: say its number, for example "placed 4500012345". Current state: next step`, model.StateFiring},
		{"placed on Monday", `NOT recorded: say its number, for example "placed 4500012345".`, model.StateFiring},
		{"requested PR-1", `NOT recorded: "requested" does not apply to a supply. What applies: ack, placed 4500012345,`, model.StateFiring},
		{"waived stock lasts", `NOT recorded: "waived" does not apply to a supply. What applies: ack, placed 4500012345,`, model.StateFiring},
	} {
		b := newBuyersOf(t, buyersRegistry+anotherSupplier, time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
		mail := b.single(supplyRule)
		if !strings.Contains(mail.Text, "\n  placed 4500012345  ") {
			t.Errorf("the mail does not offer to answer with the order:\n%s", mail.Text)
		}
		if got := b.says(mail, "jane@buyer.example", c.text); !strings.HasPrefix(got, c.want) {
			t.Errorf("%q is answered %q, want %q", c.text, got, c.want)
		}
		if a := b.alert(supplyRule); a.State != c.state {
			t.Errorf("%q: the alert is %s, want %s", c.text, a.State, c.state)
		}
	}
}

// TestAFormSettlesItsAlert sends each form as the page of the supplier and the link of the mail show it, and finds its alert settled.
func TestAFormSettlesItsAlert(t *testing.T) {
	for _, c := range []struct {
		rule, button string
		fill         wanted
	}{
		{windowRule, "Mark as requested", wanted{verb: "requested", number: "PR-1234"}},
		{windowRule, "Mark as ordered", wanted{verb: "placed", number: "4500012345", on: "2026-09-22"}},
		{windowRule, "Mark as not needed", wanted{verb: "waived", note: "enough stock"}},
		{supplyRule, "Mark as ordered", wanted{verb: "placed", number: "4500012345"}},
		{deliveryRule, "Mark as confirmed", wanted{verb: "confirmed"}},
		{noticeRule, "Keep it after 2026-12-31", wanted{verb: "keep"}},
		{noticeRule, "Record our notice", wanted{verb: "notice-given", on: "2026-09-20"}},
		{toldRule, "Mark as informed", wanted{verb: "informed", mailbox: "confirmations"}},
	} {
		for _, door := range []string{"page", "link"} {
			d := openDoors(t, c.rule)
			path, name := d.page(), d.alert.ID
			if door == "link" {
				path, name = d.link(), "1"
			}
			shown := d.shows(path)
			if !regexp.MustCompile(`name="do" value="` + c.fill.verb + `">` + regexp.QuoteMeta(c.button)).MatchString(shown) {
				t.Errorf("%s %s: no button %q", door, c.rule, c.button)
				continue
			}
			if got := d.form(path, shellUser, name, c.fill); got.refused != "" {
				t.Errorf("%s %s: %q is refused: %s", door, c.rule, c.fill.verb, got.refused)
			}
			d.after(time.Second)
			if a := d.daemon.last.Load().State.Alerts[d.alert.ID]; a.State.Open() {
				t.Errorf("%s %s: %q leaves the alert %s", door, c.rule, c.fill.verb, a.State)
			}
		}
	}
}

// TestFormsAreOfferedWhereTheyMakeSense compares the forms of each alert with what can be answered to its mail.
func TestFormsAreOfferedWhereTheyMakeSense(t *testing.T) {
	for rule, want := range map[string]string{
		windowRule: "requested placed waived no-answer wrong-number", supplyRule: "placed no-answer wrong-number",
		deliveryRule: "confirmed waived no-answer wrong-number", noticeRule: "keep notice-given no-answer wrong-number",
		toldRule: "informed", changedRule: "accept no-answer wrong-number",
	} {
		d := openDoors(t, rule)
		var got []string
		for _, found := range regexp.MustCompile(`name="do" value="([^"]+)"`).FindAllStringSubmatch(d.shows(d.link()), -1) {
			if !slices.Contains([]string{"ack", "snooze", "note", "not-mine"}, found[1]) {
				got = append(got, found[1])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: the forms are %q, want %q", rule, strings.Join(got, " "), want)
		}
	}
}

// shows returns a page as a user sees it.
func (d *doors) shows(path string) string {
	d.t.Helper()
	request := d.request(http.MethodGet, path, nil)
	request.Header.Set("X-User", shellUser)
	status, shown := d.send(request)
	if status != http.StatusOK {
		d.t.Fatalf("%s: %d", path, status)
	}
	return html.UnescapeString(shown)
}

// TestAChangeIsAcceptedByForm accepts what the page shows, and nothing that was announced since.
func TestAChangeIsAcceptedByForm(t *testing.T) {
	d := openDoors(t, changedRule)
	shown := d.shows(d.page())
	seen := regexp.MustCompile(`name="seen" value="([^"]+)"`).FindStringSubmatch(shown)
	if seen == nil {
		t.Fatalf("the form does not say what it shows:\n%s", shown)
	}
	d.now = d.now.Add(time.Minute)
	d.commit(model.Change{Facts: []model.Fact{{
		ID: "announced-2", Supplier: "chemex", Subject: model.KindContact.Subject("orders"), Kind: model.FactChanged, ObservedAt: d.now, RecordedAt: d.now,
		Actor: "orders@chemex.example", Source: "imap", Evidence: "mail", Data: map[string]string{"email": "thief@evil.example"},
	}}})
	if got := d.formSeen(wanted{verb: "accept"}, seen[1]); !strings.Contains(got, "Another change was announced after what you read was written") {
		t.Errorf("a change that nobody saw is answered %q", got)
	}
	if got := d.formSeen(wanted{verb: "accept"}, ""); !strings.Contains(got, "does not say which change it showed") {
		t.Errorf("a form without what it showed is answered %q", got)
	}
	d.after(time.Second)
	seen = regexp.MustCompile(`name="seen" value="([^"]+)"`).FindStringSubmatch(d.shows(d.page()))
	got := d.formSeen(wanted{verb: "accept"}, seen[1])
	for _, want := range []string{"Accepted by jane@buyer.example: chemex/contact/orders is now thief@evil.example.", "The registry does not say so yet", `email: "thief@evil.example"`} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q:\n%s", want, got)
		}
	}
}

// TestAnAcceptedChangeIsWrittenAndRead accepts a change over the API where the registry may be written: the daemon reads it at once.
func TestAnAcceptedChangeIsWrittenAndRead(t *testing.T) {
	d := openDoors(t, changedRule)
	d.daemon.actions.Files.Writable = true
	if got, _ := d.byAPI(wanted{verb: "accept"}); got.refused != "" {
		t.Fatal(got.refused)
	}
	if now := d.daemon.registry.Load().Supplier("chemex").Contact("orders").Email; now != "desk@chemex.example" || !strings.Contains(d.registryText(), "email: desk@chemex.example") {
		t.Errorf("the registry in force has %s:\n%s", now, d.registryText())
	}
	if a := d.daemon.last.Load().State.Alerts[d.alert.ID]; a.State.Open() {
		t.Errorf("the alert is %s", a.State)
	}
}

// TestTheAPISaysWhatIsLeftToWrite accepts a change where the registry may not be written.
func TestTheAPISaysWhatIsLeftToWrite(t *testing.T) {
	d := openDoors(t, changedRule)
	request := d.request(http.MethodPost, "/api/v1/alerts/"+d.alert.ID+"/accept", nil)
	request.Header.Set("Authorization", "Bearer "+writeToken)
	status, answer := d.send(request)
	var doc struct {
		LeftToDo []string `json:"left_to_do"`
	}
	if err := json.Unmarshal([]byte(answer), &doc); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s: %v", status, answer, err)
	}
	if left := strings.Join(doc.LeftToDo, "\n"); !strings.Contains(left, `email: "desk@chemex.example"`) {
		t.Errorf("left to do: %q", left)
	}
}

// TestThePageShowsWhatBecomesOfALateNotice opens the page of a supplier that received our notice too late.
func TestThePageShowsWhatBecomesOfALateNotice(t *testing.T) {
	d := openDoors(t, noticeRule)
	if got, _ := d.byAPI(wanted{verb: "notice-given", on: "2026-09-20", end: "2026-12-31"}); got.refused != "" {
		t.Fatal(got.refused)
	}
	if shown := d.shows("/suppliers/" + d.alert.Supplier); strings.Contains(shown, "is too late") {
		t.Errorf("a notice in time is called late:\n%s", shown)
	}
	d = openDoors(t, noticeRule)
	d.now = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	d.after(time.Second)
	d.commit(model.Change{Facts: []model.Fact{model.Recorded{On: civil.NewDate(2026, 11, 28), For: civil.NewDate(2026, 12, 31)}.Fact(model.Fact{
		ID: "late", Supplier: "acme", Subject: model.KindContract.Subject("msa"), Kind: model.FactNoticeGiven, ObservedAt: d.now, RecordedAt: d.now, Actor: "jane@buyer.example",
	})}})
	d.after(time.Second)
	if shown := d.shows("/suppliers/" + d.alert.Supplier); !strings.Contains(shown, "notice received 2026-11-28 is too late for 2026-12-31; it ends the contract on 2027-12-31") {
		t.Errorf("the page does not say what becomes of the notice:\n%s", shown)
	}
}
