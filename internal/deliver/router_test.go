package deliver_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/delivertest"
	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/deliver/webhook"
	"supplierwatch/internal/model"
)

func TestRouter(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	d, err := directory.New(delivertest.Identity, t.TempDir(), delivertest.Now)
	if err != nil {
		t.Fatal(err)
	}
	r := deliver.Router{
		model.ChannelMail: deliver.ByMail(d), model.ChannelWebhook: hooks(t, map[string]string{"oncall": server.URL}).Route(),
	}
	mails := delivertest.Mails("a@x.example", "", "b@x.example")
	mails[1].To = model.WebhookRecipient("oncall")
	if got, want := delivertest.Words(r.Send(t.Context(), mails)), "r1 accepted 0, r2 accepted 200, r3 accepted 0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func hooks(t *testing.T, addresses map[string]string) *webhook.Channel {
	t.Helper()
	w, err := webhook.New(addresses, delivertest.Now)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
