package outbox

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// waiting is an outbox in which mails wait, the oldest first.
type waiting struct {
	engine.Outbox
	mails []model.Mail
}

func (w waiting) Due(_ context.Context, _ model.MailClass, _ time.Time, limit int) ([]model.Mail, error) {
	return w.mails[:min(limit, len(w.mails))], nil
}

// openOnly lets only the mail "open" be sent.
type openOnly struct{}

func (openOnly) MayWrite(_ context.Context, m model.Mail, _ time.Time) (bool, error) {
	return m.ID == "open", nil
}

func TestMailsThatWaitForTheirHoursHoldUpNoOthers(t *testing.T) {
	var w waiting
	for i := range 500 {
		w.mails = append(w.mails, model.Mail{ID: fmt.Sprint("closed", i), Kind: model.MailVerification})
	}
	w.mails = append(w.mails, model.Mail{ID: "alert", Kind: model.MailAlert}, model.Mail{ID: "open", Kind: model.MailNotice})
	got, err := (&Outbox{Stored: w, Hours: openOnly{}}).Due(t.Context(), model.MailClassSuppliers, time.Now(), 50)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(got))
	for i, m := range got {
		ids[i] = m.ID
	}
	if !slices.Equal(ids, []string{"alert", "open"}) {
		t.Errorf("due are %v", ids)
	}
	if got, err := (&Outbox{Stored: w, Hours: openOnly{}}).Due(t.Context(), model.MailClassSuppliers, time.Now(), 1); err != nil || len(got) != 1 {
		t.Errorf("%d mails of one at most, %v", len(got), err)
	}
}
