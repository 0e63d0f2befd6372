package incoming

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
)

// roundTrips are mails to our own mailboxes that prove that mail arrives.
type roundTrips struct {
	identity envelope.Identity // who sends them
	clock    func() time.Time
	timezone *time.Location // of their schedules
	logins   Logins
	store    Store
	log      *slog.Logger
}

// send sends a mail to each of our mailboxes for which it is time, to see it arrive. Its row is named after the time that it was due
// at, so that it is sent once, however often one looks, and not again after a restart.
func (x *roundTrips) send(ctx context.Context, mailboxes []*model.Mailbox) error {
	now := x.clock()
	var change model.Change
	for _, m := range mailboxes {
		if _, known := x.logins.Account(m.Account); m.RoundTrip == "" || !known {
			continue
		}
		if due := x.lastDue(m, now); !due.IsZero() {
			change.Outbox = append(change.Outbox, compose.RoundTrip(x.identity, "round-trip-"+m.ID+"-"+due.UTC().Format("20060102T150405Z"), m, now))
		}
	}
	if change.Empty() {
		return nil
	}
	return x.store.Commit(ctx, change)
}

// latestRoundTrip is how far back a round trip may have been due and still be sent: after a pause the next one is soon enough.
const latestRoundTrip = 15 * time.Minute

// lastDue returns the last time that a round trip was due at; zero if it was not due lately.
func (x *roundTrips) lastDue(m *model.Mailbox, now time.Time) time.Time {
	plan, err := cron.ParseStandard(m.RoundTrip) // checked when the registry was read
	if err != nil {
		return time.Time{}
	}
	var last time.Time
	for at := plan.Next(now.Add(-latestRoundTrip).In(x.timezone)); !at.IsZero() && !at.After(now); at = plan.Next(at) {
		last = at
	}
	return last
}

// deleteArrived deletes our own round trips that have arrived, where the registry allows it.
func (x *roundTrips) deleteArrived(ctx context.Context, f Folder, b imap.Batch, arrivals []InboundMail) {
	account, known := x.logins.Account(f.Account)
	var uids []uint32
	for _, a := range arrivals {
		if !a.Own || a.Answers.Kind != model.MailRoundTrip {
			continue // what answers one may be anybody's
		}
		for _, m := range f.Mailboxes {
			if m.Clean && len(a.Answers.About) == 1 && a.Answers.About[0].Subject == model.KindMailbox.Subject(m.ID) {
				uids = append(uids, a.UID)
			}
		}
	}
	if !known || len(uids) == 0 {
		return
	}
	if err := imap.Expunge(ctx, account, f.Name, b.Position.UIDValidity, uids); err != nil && !errors.Is(err, imap.ErrNoUIDPlus) {
		x.log.Warn("Round trips that arrived could not be deleted.", "account", f.Account, "folder", f.Name, "error", err)
	}
}
