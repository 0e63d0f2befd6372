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
	if err != nil || ids(got) != "new mixed held" {
		t.Errorf("due are %q, %v", ids(got), err)
	}
	if got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 2); err != nil || ids(got) != "new mixed" {
		t.Errorf("of two due are %q, %v", ids(got), err)
	}
	o = backlog(sendrate.Rate{Mails: 5, Per: time.Minute})
	if got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 50); err != nil || ids(got) != "new mixed held reminder" {
		t.Errorf("due are %q, %v", ids(got), err)
	}
}

func TestTheMostSevereMailsLeaveFirst(t *testing.T) {
	graded := func(id string, reason model.Reason, grades ...model.Severity) model.Mail {
		m := mailOf(id, model.MailAlert)
		for _, grade := range grades {
			m.Alerts = append(m.Alerts, model.DecisionItem{Alert: id, Reason: reason, Severity: grade})
		}
		return m
	}
	o := &Outbox{
		Stored: queued{mails: map[model.MailClass][]model.Mail{model.MailClassAlerts: {
			graded("reminder", model.ReasonReminder, model.Critical), graded("info", model.ReasonFirst, model.Info),
			graded("warning", model.ReasonFirst, model.Warning, model.Info), graded("critical", model.ReasonFirst, model.Info, model.Critical),
			graded("older", model.ReasonFirst, ""), mailOf("emergency", model.MailAlert),
		}}},
		Rates: sendrate.Limiters{sendrate.New(sendrate.Rate{Mails: 50, Per: time.Minute})},
	}
	if got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 50); err != nil || ids(got) != "critical older emergency warning info reminder" {
		t.Errorf("due are %q, %v", ids(got), err)
	}
}

// TestABurstOfSummariesDelaysNoPage: an alert that begins while the summaries of many teams leave is mailed at once.
func TestABurstOfSummariesDelaysNoPage(t *testing.T) {
	limit := sendrate.New(sendrate.Rate{Mails: 30, Per: time.Minute})
	waiting := map[model.MailClass][]model.Mail{}
	for i := range 100 {
		waiting[model.MailClassAlerts] = append(waiting[model.MailClassAlerts], mailOf(fmt.Sprint("over", i), model.MailResolved, model.ReasonResolved))
		waiting[model.MailClassBackground] = append(waiting[model.MailClassBackground], mailOf(fmt.Sprint("summary", i), model.MailSummary))
		waiting[model.MailClassSuppliers] = append(waiting[model.MailClassSuppliers], mailOf(fmt.Sprint("question", i), model.MailVerification))
	}
	o := &Outbox{Stored: queued{mails: waiting}, Rates: sendrate.Limiters{limit}}
	sent := 0
	for _, class := range slices.Backward(engine.RelayClasses) {
		for range 9 {
			mails, err := o.Due(t.Context(), class, noon, 20)
			if err != nil {
				t.Fatal(err)
			}
			for range mails {
				if !limit.Take(noon) {
					t.Fatal("a mail is due beyond the rate")
				}
				limit.Done(noon)
				sent++
			}
		}
	}
	if sent != 24 {
		t.Errorf("%d mails that are not urgent have left, want 24", sent)
	}
	for i := range 7 {
		waiting[model.MailClassAlerts] = append(waiting[model.MailClassAlerts], mailOf(fmt.Sprint("page", i), model.MailAlert, model.ReasonFirst))
	}
	if got, err := o.Due(t.Context(), model.MailClassAlerts, noon, 50); err != nil || ids(got) != "page0 page1 page2 page3 page4 page5" {
		t.Errorf("due are %q, %v", ids(got), err)
	}
}

// TestARateOfOneMailKeepsNothingBack: otherwise no summary would ever leave.
func TestARateOfOneMailKeepsNothingBack(t *testing.T) {
	o := backlog(sendrate.Rate{Mails: 1, Per: time.Minute})
	if got, err := o.Due(t.Context(), model.MailClassBackground, noon, 20); err != nil || ids(got) != "summary" {
		t.Errorf("due are %q, %v", ids(got), err)
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
		"reminder@buyer.example +1m0s", "receipt@buyer.example +1m0s", "over@buyer.example +2m0s", "summary@buyer.example +2m0s", "question@buyer.example +3m0s",
	}
	if !slices.Equal(all, want) || len(got[0].Alerts) != 2 || got[0].Kind != model.MailDigest {
		t.Errorf("waiting: %q, want %q", all, want)
	}
}
