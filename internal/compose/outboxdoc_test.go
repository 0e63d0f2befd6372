package compose

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"supplierwatch/internal/compose/webhook"
	"supplierwatch/internal/model"
)

// TestOutboxDocumentShowsWhatIsPosted compares the examples of docs/outbox.md with what webhooks are sent.
func TestOutboxDocumentShowsWhatIsPosted(t *testing.T) {
	text, err := os.ReadFile("../../docs/outbox.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "```json\n")
	example, _, _ = strings.Cut(example, "```")
	w := newWorld(t)
	w.composer.Renderers = map[model.Channel]Renderer{model.ChannelWebhook: webhook.Renderer{Formats: map[string]webhook.Format{"am": webhook.Alertmanager, "own": webhook.Generic}, ExternalURL: w.composer.ExternalURL}}
	d := decision(model.MailAlert, model.ReasonFirst, "a3f09c")
	d.To = model.WebhookRecipient("am")
	var posted, shown []managerAlert
	for into, data := range map[*[]managerAlert][]byte{&posted: compose(t, w, d).Payload, &shown: []byte(example)} {
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatalf("%v: %s", err, data)
		}
	}
	for i := range posted {
		for key := range posted[i].Annotations {
			posted[i].Annotations[key] = "…"
		}
	}
	got, _ := json.MarshalIndent(posted, "", "  ")
	want, _ := json.MarshalIndent(shown, "", "  ")
	if !bytes.Equal(got, want) {
		t.Errorf("posted is\n%s\nshown is\n%s", got, want)
	}

	d.To = model.WebhookRecipient("own")
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(compose(t, w, d).Payload, &keys); err != nil {
		t.Fatal(err)
	}
	for key := range keys {
		if !strings.Contains(string(text), "`"+key+"`") {
			t.Errorf("the key %s of a generic post is not in the table", key)
		}
	}
}
