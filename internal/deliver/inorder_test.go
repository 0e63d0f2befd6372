package deliver

import (
	"context"
	"slices"
	"testing"

	"supplierwatch/internal/model"
)

// channel sends by a script: what comes of each mail, by its id.
type channel struct {
	results map[string]model.Attempt
	asked   []string
}

func (w *channel) Send(_ context.Context, mails []model.Mail) []model.Attempt {
	var attempts []model.Attempt
	for _, m := range mails {
		w.asked = append(w.asked, m.ID)
		a := w.results[m.ID]
		a.Mail = m.ID
		attempts = append(attempts, a)
	}
	return attempts
}

func TestInOrderTriesTheNextWayForWhatIsPutOff(t *testing.T) {
	first := &channel{results: map[string]model.Attempt{
		"taken": {Result: model.MailAccepted}, "refused": {Result: model.MailRefused, Code: 550},
		"down": {Result: model.MailQueued, Detail: "first"}, "half": {Result: model.MailQueued, Ambiguous: true, Detail: "first"},
		"greylisted": {Result: model.MailQueued, Code: 451, Detail: "first"}, "all down": {Result: model.MailQueued, Detail: "first"},
	}}
	second := &channel{results: map[string]model.Attempt{
		"down": {Result: model.MailAccepted, Detail: "second"}, "all down": {Result: model.MailQueued, Detail: "second"},
	}}
	third := &channel{results: map[string]model.Attempt{"all down": {Result: model.MailAccepted, Detail: "third"}}}

	mails := []model.Mail{{ID: "taken"}, {ID: "down"}, {ID: "refused"}, {ID: "half"}, {ID: "greylisted"}, {ID: "all down"}}
	attempts := InOrder{first, second, third}.Send(context.Background(), mails)

	var got []string
	for i, a := range attempts {
		if a.Mail != mails[i].ID {
			t.Errorf("attempt %d is about %s, want %s", i, a.Mail, mails[i].ID)
		}
		got = append(got, a.Mail+" "+string(a.Result)+" "+a.Detail)
	}
	want := []string{"taken accepted ", "down accepted second", "refused refused ", "half queued first", "greylisted queued first", "all down accepted third"}
	if !slices.Equal(got, want) {
		t.Errorf("attempts = %q, want %q", got, want)
	}
	// What a server may have taken already is not sent a second time another channel, and what it puts off is no reason to put it into a folder.
	if want := []string{"down", "all down"}; !slices.Equal(second.asked, want) {
		t.Errorf("the second channel was asked for %q, want %q", second.asked, want)
	}
	if want := []string{"all down"}; !slices.Equal(third.asked, want) {
		t.Errorf("the third channel was asked for %q, want %q", third.asked, want)
	}
}

func TestInOrderLeavesTheNextWayAloneWhenAllIsSettled(t *testing.T) {
	first, second := &channel{results: map[string]model.Attempt{"a": {Result: model.MailAccepted}}}, &channel{}
	InOrder{first, second}.Send(context.Background(), []model.Mail{{ID: "a"}})
	if second.asked != nil {
		t.Errorf("the second channel was asked for %q", second.asked)
	}
}

func TestADirectoryDoesNotHideThatNoServerAnswers(t *testing.T) {
	servers := &channel{results: map[string]model.Attempt{"down": {Result: model.MailQueued, Detail: "relay: connection refused"}}}
	folder := &channel{results: map[string]model.Attempt{"down": {Result: model.MailAccepted, Detail: "written"}}}
	got := InOrder{servers, folder}.Send(t.Context(), []model.Mail{{ID: "down"}})
	if got[0].Unsent != "relay: connection refused" {
		t.Errorf("attempts = %+v", got)
	}
}

func TestInOrderWithoutAChannelKeepsEveryMail(t *testing.T) {
	attempts := InOrder{}.Send(context.Background(), []model.Mail{{ID: "one"}, {ID: "two"}})
	if len(attempts) != 2 || attempts[1].Mail != "two" || attempts[1].Result != model.MailQueued || attempts[1].Detail == "" {
		t.Errorf("attempts = %+v", attempts)
	}
}
