package incoming

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// TestEveryOperatorIsNotifiedByTheirChannel checks that an operator who is not reached by mail gets the notice as a post in the format of the
// webhook, and that the log names an operator whose channel has no renderer.
func TestEveryOperatorIsNotifiedByTheirChannel(t *testing.T) {
	identity, err := envelope.NewIdentity("Supplier Watch <watchdog@buyer.example>", "", "Buyer AG")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	now := time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC)
	notices := operatorsNotices{
		composer: &compose.Composer{Identity: identity, Renderers: map[model.Channel]compose.Renderer{
			model.ChannelWebhook: webhook.Renderer{Formats: map[string]webhook.Format{"am": webhook.Alertmanager}},
		}},
		operators: func() []model.Recipient {
			return []model.Recipient{{Address: "ops@buyer.example"}, model.WebhookRecipient("oncall"), model.WebhookRecipient("am"), {Channel: "pager", Address: "7"}}
		},
		clock: func() time.Time { return now }, log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	mails := notices.mails("notice-2026-09-23", "Some replies are not answered", []string{"Too many replies came."})
	if len(mails) != 3 || mails[0].Payload != nil || mails[0].ID != "notice-2026-09-23-0" || mails[2].ID != "notice-2026-09-23-2" {
		t.Fatalf("mails %+v", mails)
	}
	var post struct {
		Kind, Subject, Text string
		Alerts              []any
	}
	if err := json.Unmarshal(mails[1].Payload, &post); err != nil {
		t.Fatal(err)
	}
	if post.Kind != "operators" || post.Subject != "Supplier Watch: Some replies are not answered" || post.Text != "Too many replies came.\n" || len(post.Alerts) != 0 {
		t.Errorf("posted %+v", post)
	}
	var filed []struct {
		Labels, Annotations map[string]string
		StartsAt, EndsAt    time.Time
	}
	if err := json.Unmarshal(mails[2].Payload, &filed); err != nil {
		t.Fatal(err)
	}
	if len(filed) != 1 || filed[0].Labels["severity"] != "info" || filed[0].Annotations["summary"] != post.Subject || !filed[0].EndsAt.Equal(now.AddDate(0, 0, 1)) {
		t.Errorf("filed as %+v", filed)
	}
	if !strings.Contains(log.String(), "to=pager:7") || !strings.Contains(log.String(), "there is no renderer of this channel") {
		t.Errorf("the log says %q", log.String())
	}
}
