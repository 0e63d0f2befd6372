package outbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sendrate"
)

// queued is an outbox in which mails of several classes wait.
type queued struct {
	engine.Outbox
	mails map[model.MailClass][]model.Mail
}

func (q queued) Due(_ context.Context, class model.MailClass, _ time.Time, limit int) ([]model.Mail, error) {
	return slices.Clone(q.mails[class][:min(limit, len(q.mails[class]))]), nil
}

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func mailOf(id string, kind model.MailKind, reasons ...model.Reason) model.Mail {
	m := model.Mail{ID: id, Kind: kind, To: model.Recipient{Address: id + "@buyer.example"}}
	for i, reason := range reasons {
		m.Alerts = append(m.Alerts, model.DecisionItem{Alert: fmt.Sprint(id, i), Reason: reason})
	}
	return m
}

func ids(mails []model.Mail) string {
	var all []string
	for _, m := range mails {
		all = append(all, m.ID)
	}
	return strings.Join(all, " ")
}

// backlog returns an outbox in which the least urgent mails are the oldest.
func backlog(rate sendrate.Rate) *Outbox {
	return &Outbox{
		Stored: queued{mails: map[model.MailClass][]model.Mail{
			model.MailClassAlerts: {
				mailOf("over", model.MailResolved, model.ReasonResolved), mailOf("receipt", model.MailReceipt),
				mailOf("reminder", model.MailDigest, model.ReasonReminder, model.ReasonReminder), mailOf("new", model.MailAlert, model.ReasonFirst),
				mailOf("mixed", model.MailDigest, model.ReasonReminder, model.ReasonEscalated), mailOf("held", model.MailRateLimitNotice),
			},
			model.MailClassBackground: {mailOf("summary", model.MailSummary)}, model.MailClassSuppliers: {mailOf("question", model.MailVerification)},
			model.MailClassWebhooks: {mailOf("post1", model.MailAlert), mailOf("post2", model.MailAlert)},
		}},
		Rates: sendrate.Limiters{sendrate.New(rate)},
	}
}

func TestTheMostUrgentMailsLeaveFirst(t *testing.T) {
	o := backlog(sendrate.Rate{Mails: 4, Per: time.Minute})
	got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 50)
	if err != nil || ids(got) != "new mixed held reminder" {
		t.Errorf("due are %q, %v", ids(got), err)
	}
	if got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 2); err != nil || ids(got) != "new mixed" {
		t.Errorf("of two due are %q, %v", ids(got), err)
	}
}

func TestNothingIsDueWithoutRoom(t *testing.T) {
	limit := sendrate.New(sendrate.Rate{Mails: 1, Per: time.Minute})
	o := backlog(sendrate.Rate{})
	o.Rates = sendrate.Limiters{limit}
	limit.Take(noon)
	limit.Done(noon)
	for class, want := range map[model.MailClass]string{
		model.MailClassAlerts: "", model.MailClassBackground: "", model.MailClassSuppliers: "", model.MailClassWebhooks: "post1 post2",
	} {
		if got, err := o.Due(t.Context(), class, noon, 50); err != nil || ids(got) != want {
			t.Errorf("of class %d %q is due, %v; want %q", class, ids(got), err, want)
		}
	}
}

func TestWithoutARateMailsKeepTheirOrder(t *testing.T) {
	o := backlog(sendrate.Rate{})
	if got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 3); err != nil || ids(got) != "over receipt reminder" {
		t.Errorf("due are %q, %v", ids(got), err)
	}
	if got, err := o.Waiting(t.Context(), noon); got != nil || err != nil {
		t.Errorf("waiting: %v, %v", got, err)
	}
}

func TestWaitingMailsAreShownWithWhenTheyLeave(t *testing.T) {
	got, err := backlog(sendrate.Rate{Mails: 3, Per: time.Minute}).Waiting(t.Context(), noon)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range got {
		all = append(all, fmt.Sprintf("%s +%v", m.Recipient, m.LeavesAt.Sub(noon)))
	}
	want := []string{
		"reminder@buyer.example +1m0s", "receipt@buyer.example +1m0s", "over@buyer.example +1m0s", "summary@buyer.example +2m0s", "question@buyer.example +2m0s",
	}
	if !slices.Equal(all, want) || len(got[0].Alerts) != 2 || got[0].Kind != model.MailDigest {
		t.Errorf("waiting: %q, want %q", all, want)
	}
}
