package outreach_test

import (
	"log/slog"
	"strings"
	"testing"

	"supplierwatch/internal/compose/verificationmail"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/outreach"
)

func TestAnAnnouncedChangeIsSentToTheContactsWeKnow(t *testing.T) {
	r := newRound(t, "ask", "2026-03-02T09:00:00Z")
	changed := model.Fact{
		Supplier: "acme", Subject: model.KindContact.Subject("quality"), Kind: model.FactChanged, Actor: "evil@acrne.example",
		Data: map[string]string{"email": "new@acrne.example", "phone": "+49 89 666"},
	}
	other := changed
	other.Kind = model.FactReplied
	notices := &outreach.ChangeNotices{Planner: r.source.Planner, Writer: r.source.Writer, Log: slog.New(slog.DiscardHandler)}
	mails := notices.Mails([]model.Fact{other, changed}, r.Registry(), factindex.New(), r.now)
	if len(mails) != 2 || mails[0].To.Address != "quality@acme.example" || mails[1].To.Address != "orders@acme.example" {
		t.Fatalf("told %v", mails)
	}
	for _, m := range mails {
		if m.Kind != model.MailNotice || !strings.Contains(m.Text, "new@acrne.example, +49 89 666") || !strings.Contains(m.Text, "quality@acme.example") {
			t.Errorf("%s to %s: %s", m.Kind, m.To, m.Text)
		}
	}
}

func TestAFaultInAskingKeepsNoAlertFromOurPeople(t *testing.T) {
	r := newRound(t, "on", "2026-03-02T09:00:00Z")
	r.source.Writer.Forms = verificationmail.Forms{}
	r.choose()
	pass, err := r.Evaluate(t.Context())
	if err != nil || len(pass.State.Alerts) == 0 {
		t.Errorf("%d alerts, %v", len(pass.State.Alerts), err)
	}
	if len(r.memory.mails) != 0 {
		t.Errorf("mails were written without a text: %v", r.memory.mails)
	}
}
