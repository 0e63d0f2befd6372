package outbox

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// narrow is an outbox on a disk that is full until there is room.
type narrow struct {
	engine.Outbox
	room    bool
	settled []string
}

func (n *narrow) Due(context.Context, model.MailClass, time.Time, int) ([]model.Mail, error) {
	return []model.Mail{{ID: "next"}}, nil
}

func (n *narrow) RecordResults(_ context.Context, attempts []model.Attempt, facts []model.Fact) error {
	if !n.room {
		return errors.New("no space is left")
	}
	n.settled = append(n.settled, attempts[0].Mail+"/"+facts[0].ID)
	return nil
}

// TestWhatHasLeftIsNotSentAgainForWantOfRoom: two batches have left and could not be noted.
func TestWhatHasLeftIsNotSentAgainForWantOfRoom(t *testing.T) {
	disk := &narrow{}
	o := &Outbox{Stored: disk}
	for _, id := range []string{"one", "two"} {
		if err := o.RecordResults(t.Context(), []model.Attempt{{Mail: id}}, []model.Fact{{ID: "of " + id}}); err == nil {
			t.Fatal("that nothing could be written was not told")
		}
	}
	for range 2 {
		if mails, err := o.Due(t.Context(), model.MailClassAlerts, time.Now(), 10); len(mails) > 0 || err == nil {
			t.Fatalf("without room %v are to be sent, %v", mails, err)
		}
	}
	disk.room = true
	mails, err := o.Due(t.Context(), model.MailClassAlerts, time.Now(), 10)
	if len(mails) != 1 || err != nil {
		t.Errorf("with room %v are to be sent, %v", mails, err)
	}
	if want := []string{"one/of one", "two/of two"}; !slices.Equal(disk.settled, want) {
		t.Errorf("noted were %v, want %v", disk.settled, want)
	}
	if _, err := o.Due(t.Context(), model.MailClassAlerts, time.Now(), 10); err != nil || len(disk.settled) != 2 {
		t.Errorf("noted again: %v, %v", disk.settled, err)
	}
}
