package compose

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// drilled is a drill of which one call was answered, one came back, one is silent and one went to a webhook.
func drilled(t *testing.T) (*Composer, apidoc.DrillDocument, View) {
	t.Helper()
	identity, err := envelope.NewIdentity("Supplier Watch <watchdog@buyer.example>", "", "Buyer AG")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC)
	sent, answered, seconds := at.Add(time.Minute), at.Add(5*time.Minute), int64(240)
	recipient := func(n int, address, team string, result model.MailResult) apidoc.DrillRecipient {
		return apidoc.DrillRecipient{
			Number: n, Recipient: address, Team: team, Policies: []string{"critical", "important"}, OpensAt: at, AnswerBy: at.Add(4 * time.Hour),
			Result: result, SentAt: &sent,
		}
	}
	doc := apidoc.DrillDocument{
		Drill: "3f9a21", AskedBy: "jane@buyer.example", AskedAt: at, State: apidoc.DrillOver, Why: "its time is over",
		Policies: []apidoc.DrillPolicy{{ID: "critical", Asked: 3, Answered: 1}}, Summary: apidoc.DrillSummary{Asked: 3, Answered: 1, Returned: 1, Silent: 1},
		Recipients: []apidoc.DrillRecipient{
			recipient(1, "buyers@buyer.example", "buyers", model.MailAccepted), recipient(2, "gone@buyer.example", "gone", model.MailBounced),
			recipient(3, "leads@buyer.example", "leads", model.MailAccepted), recipient(4, "webhook:oncall", "", model.MailAccepted),
		},
	}
	doc.Recipients[0].AnsweredAt, doc.Recipients[0].AnsweredBy, doc.Recipients[0].Seconds = &answered, "ann@buyer.example", &seconds
	doc.Recipients[1].Detail = "550 5.1.1 <b>no such</b> user"
	teams := map[string]*model.Team{}
	for _, id := range []string{"buyers", "gone", "leads"} {
		teams[id] = &model.Team{ID: id, Email: id + "@buyer.example"}
	}
	return &Composer{Identity: identity, ConfigFile: "/etc/supplierwatch.yaml"}, doc, View{Registry: &model.Registry{Teams: teams}, Now: at.Add(5 * time.Hour)}
}

// says holds that both forms of a mail say something, whatever the line ends.
func says(t *testing.T, m model.Mail, wants ...string) {
	t.Helper()
	text := strings.Join(strings.Fields(m.Text), " ")
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not say %q:\n%s", m.Subject, want, m.Text)
		}
	}
	for line := range strings.Lines(m.Text) {
		if len([]rune(strings.TrimSuffix(line, "\n"))) > 80 {
			t.Errorf("a line has more than 80 columns: %s", line)
		}
	}
}

func TestADrillSaysThatNothingIsWrong(t *testing.T) {
	c, doc, v := drilled(t)
	m, err := c.Drill("row", doc, doc.Recipients[0], model.Recipient{Team: "buyers", Address: "buyers@buyer.example"}, v)
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != "[DRILL] Nothing is wrong: please reply ack" || m.Kind != model.MailDrill || len(m.Alerts) != 0 || !m.NotBefore.Equal(doc.AskedAt) {
		t.Errorf("the mail is %+v", m)
	}
	if len(m.About) != 1 || m.About[0] != (model.SubjectRef{Subject: model.KindDrill.Subject("3f9a21")}) {
		t.Errorf("it is about %v", m.About)
	}
	if strings.Contains(m.Text, "REPLY TO THIS MAIL") {
		t.Error("nobody reads answers, and it asks for one")
	}
	says(t, m, "THIS IS A DRILL: NOTHING IS WRONG.", "Please reply ack by Wed 10 Jun, 13:00.", "supplierwatch ack drill-3f9a21-1 --config /etc/supplierwatch.yaml",
		"Alerts to Buyers go to buyers@buyer.example", "escalation policies critical, important", "jane@buyer.example started the drill.", "All times in UTC.")
	c.Replies = true
	if m, err = c.Drill("row", doc, doc.Recipients[0], model.Recipient{Team: "buyers", Address: "buyers@buyer.example"}, v); err != nil {
		t.Fatal(err)
	}
	says(t, m, "REPLY TO THIS MAIL (the first word counts) ack I have read this and could act")
	if !strings.Contains(m.HTML, "body=ack") {
		t.Error("no button begins the answer")
	}
}

func TestADrillIsPostedAsATest(t *testing.T) {
	c, doc, v := drilled(t)
	c.Renderers = map[model.Channel]Renderer{model.ChannelWebhook: webhook.Renderer{Formats: map[string]webhook.Format{"manager": webhook.Alertmanager}, ExternalURL: c.ExternalURL}}
	m, err := c.Drill("row", doc, doc.Recipients[3], model.WebhookRecipient("oncall"), v)
	var generic genericPayload
	if err != nil || json.Unmarshal(m.Payload, &generic) != nil {
		t.Fatal(err, string(m.Payload))
	}
	if generic.Kind != model.MailDrill || generic.Reason != model.ReasonDrill || generic.Alerts == nil || len(generic.Alerts) > 0 {
		t.Errorf("posted is %s", m.Payload)
	}
	m, err = c.Drill("row", doc, doc.Recipients[3], model.WebhookRecipient("manager"), v)
	var alerts []managerAlert
	if err != nil || json.Unmarshal(m.Payload, &alerts) != nil || len(alerts) != 1 {
		t.Fatal(err, string(m.Payload))
	}
	if alerts[0].Labels["alertname"] != "supplierwatch-drill" || alerts[0].Labels["severity"] != "none" || alerts[0].EndsAt.Sub(v.Now) != 15*time.Minute {
		t.Errorf("posted is %s", m.Payload)
	}
}

func TestTheReportOfADrill(t *testing.T) {
	c, doc, v := drilled(t)
	m, err := c.DrillReport("row", doc, model.Recipient{Team: "leads", Address: "leads@buyer.example"}, v.Now, v)
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != "[DRILL] 1 of 3 replied to the drill of 10 Jun" || m.Kind != model.MailDrillReport {
		t.Errorf("the mail is %+v", m)
	}
	says(t, m, "is over: its time is over.", "DELIVERY FAILED - gone@buyer.example (Gone): bounced: 550 5.1.1",
		"NO REPLY - leads@buyer.example (Leads): accepted by the mail server on Wed 10 Jun, 09:01; no reply by Wed 10 Jun, 13:00",
		"REPLIED - buyers@buyer.example (Buyers): Wed 10 Jun, 09:05 after 4 minutes, by ann@buyer.example",
		"WEBHOOKS - webhook:oncall: accepted by its server; nobody can reply there", "ESCALATION POLICIES - critical: 1 of 3 replied")
	if strings.Contains(m.HTML, "<b>no such") {
		t.Error("what a server said stands in the HTML as it is")
	}
	doc.Summary = apidoc.DrillSummary{Asked: 1, Answered: 1}
	doc.Recipients = doc.Recipients[:1]
	if m, err = c.DrillReport("row", doc, model.Recipient{Address: "ops@buyer.example"}, v.Now, v); err != nil {
		t.Fatal(err)
	}
	says(t, m, "An alert reaches everybody on these policies.")
}
