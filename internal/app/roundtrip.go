package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
)

// roundTrips sends a mail to each of our mailboxes for which it is time, to see it arrive. Its row is named after the time that it was due
// at, so that it is sent once, however often one looks, and not again after a restart.
func (x *intake) roundTrips(ctx context.Context) error {
	now := x.daemon.clock()
	var change model.Change
	for _, m := range x.daemon.registry.Load().Mailboxes {
		if _, known := x.daemon.settings.Accounts[m.Account]; m.RoundTrip == "" || !known {
			continue
		}
		if due := x.lastDue(m, now); !due.IsZero() {
			change.Outbox = append(change.Outbox, compose.RoundTrip(x.identity, "round-trip-"+m.ID+"-"+due.UTC().Format("20060102T150405Z"), m, now))
		}
	}
	if change.Empty() {
		return nil
	}
	return x.daemon.store.Commit(ctx, change)
}

// lookBack is how far back a round trip may have been due and still be sent: after a pause the next one is soon enough.
const lookBack = 15 * time.Minute

// lastDue gives the last time that a round trip was due at; zero if it was not due lately.
func (x *intake) lastDue(m *model.Mailbox, now time.Time) time.Time {
	plan, err := cron.ParseStandard(m.RoundTrip) // checked when the registry was read
	if err != nil {
		return time.Time{}
	}
	var last time.Time
	for at := plan.Next(now.Add(-lookBack).In(x.daemon.settings.Schedule.Timezone)); !at.IsZero() && !at.After(now); at = plan.Next(at) {
		last = at
	}
	return last
}

// clean deletes our own round trips that have arrived, where the registry allows it.
func (x *intake) clean(ctx context.Context, f folder, b imap.Batch, arrivals []arrival) {
	account, known := x.daemon.logins.Account(f.account)
	var uids []uint32
	for _, a := range arrivals {
		if !a.own || a.row.Kind != model.MailRoundTrip {
			continue // what answers one may be anybody's
		}
		for _, m := range f.boxes {
			if m.Clean && len(a.row.About) == 1 && a.row.About[0].Subject == model.KindMailbox.Subject(m.ID) {
				uids = append(uids, a.UID)
			}
		}
	}
	if !known || len(uids) == 0 {
		return
	}
	if err := imap.Expunge(ctx, account, f.name, b.Position.UIDValidity, uids); err != nil && !errors.Is(err, imap.ErrNoUIDPlus) {
		x.daemon.Log.Warn("clean mailbox", "error", fmt.Errorf("delete our own round trips: %w", err))
	}
}
