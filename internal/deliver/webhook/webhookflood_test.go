package webhook

import (
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
)

// TestAWebhookThatDoesNotStopSending holds that the header of a webhook's answer is read as far as it may be long, and that the post is tried
// again.
func TestAWebhookThatDoesNotStopSending(t *testing.T) {
	for name, c := range map[string]struct{ first, again string }{
		"a line":        {first: "HTTP/1.1 200 OK\r\nX: ", again: "x"},
		"header fields": {first: "HTTP/1.1 200 OK\r\n", again: "X-A: b\r\n"},
		"early hints":   {first: "HTTP/1.1 103 Early Hints\r\n\r\n", again: "HTTP/1.1 103 Early Hints\r\n\r\n"},
	} {
		server := faultyserver.StartFlood(t, c.first, c.again)
		w, err := New(map[string]string{"chat": "http://" + server.Addr}, fixedNow)
		if err != nil {
			t.Fatal(err)
		}
		got := w.Send(t.Context(), []model.Mail{{ID: "r1", To: model.WebhookRecipient("chat"), Payload: []byte("{}")}})
		if got[0].Result != model.MailQueued {
			t.Errorf("%s: it is %s (%s)", name, got[0].Result, got[0].Detail)
		}
		if sent := server.Sent(); sent > 64<<20 {
			t.Errorf("%s: the server could send %d bytes", name, sent)
		}
	}
}
