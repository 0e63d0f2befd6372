package store

import (
	"context"
	"time"

	"supplierwatch/internal/model"
)

// Store is an open database. Its methods may be called at the same time from several goroutines.
type Store interface {
	Evaluations
	Facts
	Outbox
	Mailboxes
	Calendar
	Maintenance
	Close() error
}

// Evaluations is what an evaluation reads and writes.
type Evaluations interface {
	// State returns all alerts kept and the state of the scheduler, as of one instant.
	State(ctx context.Context) (model.State, error)
	// Commit writes a change in one transaction: all of it or, with an error, nothing. Facts and mails whose id is known already are
	// left as they are, silently; alerts, the state of the scheduler and positions are replaced. A mail to a person supersedes older ones
	// that were tried in vain and are about no other alerts.
	Commit(ctx context.Context, change model.Change) error
}

// Facts reads what was recorded.
type Facts interface {
	// FactsAfter returns the facts with a higher sequence number, in the order of recording; times are in UTC. With 0, which a start
	// asks for, probes that a later one of their subject has superseded are left out: an index of facts would forget them anyway; a
	// negative number asks for everything.
	FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error)
	// StandingFacts returns some facts in the order of recording. Probes that a later one of their subject has superseded are left out.
	StandingFacts(ctx context.Context, wanted FactQuery) ([]model.Fact, error)
	// FactsByID returns those facts that are recorded under some ids, in the order of recording.
	FactsByID(ctx context.Context, ids []string) ([]model.Fact, error)
}

// FactQuery is which facts are asked for.
type FactQuery struct {
	Supplier string        // empty: of any supplier, and of our own company
	Subject  model.Subject // zero: about anything
	After    int64         // only those with a higher sequence number
	Limit    int
}

// Outbox holds the mails that wait, and finds those that were sent.
type Outbox interface {
	// Due returns at most limit mails of one class that wait and may be tried now, those that wait longest first.
	Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error)
	// Begin records that mails are about to be tried. Those whose result stays unknown are returned by Due as unsure.
	Begin(ctx context.Context, mails []model.Mail, at time.Time) error
	// RecordResults writes in one transaction the results of attempts and the facts that follow.
	RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error
	// Release makes all mails due that wait for another attempt, except posts to webhooks.
	Release(ctx context.Context, now time.Time) error
	// Backlog counts the mails that wait, and returns when the oldest of them was written; zero if none waits.
	Backlog(ctx context.Context) (pending int, oldest time.Time, err error)
	// HandedOver returns when mails were handed to a relay since an instant, or begun where the result is not known; the oldest first. Posts to
	// webhooks are not among them.
	HandedOver(ctx context.Context, since time.Time) ([]time.Time, error)
	// MailByToken returns the mail with a token, in lower case. After its text was pruned it has no subject, texts and payload.
	MailByToken(ctx context.Context, token string) (mail model.Mail, known bool, err error)
	// MailByMessageID returns the mail with a Message-ID, without angle brackets, as MailByToken does.
	MailByMessageID(ctx context.Context, id string) (mail model.Mail, known bool, err error)
}

// Mailboxes knows how far our mailboxes were read.
type Mailboxes interface {
	// Positions returns how far each folder was read, by account and folder.
	Positions(ctx context.Context) ([]model.FolderPosition, error)
}

// Calendar knows what the calendar of deadlines last said.
type Calendar interface {
	// CalendarEvents returns the events that were published, by UID.
	CalendarEvents(ctx context.Context) (map[string]model.CalendarEvent, error)
	// SaveCalendarEvents writes new events and replaces known ones in one transaction.
	SaveCalendarEvents(ctx context.Context, events []model.CalendarEvent) error
}

// Maintenance keeps a database small, checked and copied.
type Maintenance interface {
	// Prune deletes what is old. It never touches an open alert, one whose end is still to be notified, a mail that waits, what people
	// reported, the last facts about a mailbox, or the current streak of a subject: its last good probe, all failures since, and its
	// last probe whatever its result.
	Prune(ctx context.Context, keep Retention) (Pruned, error)
	// Stats counts what the database holds.
	Stats(ctx context.Context) (Stats, error)
	// CheckBeforeUse examines what must be examined before anything is built on a database that was just opened. It changes nothing that others
	// read meanwhile. Whole reports whether that was all that Check examines. The error for a damaged database is a *Damage.
	CheckBeforeUse(ctx context.Context) (whole bool, err error)
	// Check examines everything, while others use the database. The error for a damaged database is a *Damage.
	Check(ctx context.Context) error
	// CheckWritable writes to the database without changing anything in it, and returns why that failed.
	CheckWritable(ctx context.Context) error
	// Backup copies the database as of one instant into a new file, while others use it, and checks the copy.
	Backup(ctx context.Context, path string) error
}

// Retention is until when old rows may be deleted: what was recorded, ended or settled before its instant. A zero instant keeps
// everything of its kind.
type Retention struct {
	Probes   time.Time // facts of probes, and about our mailboxes, that later ones of their subject have superseded
	Repeated time.Time // of those of probes, those between two with the same outcome and reason, but the first of each day (UTC)
	Resolved time.Time // alerts that have ended
	MailText time.Time // the texts of settled mails; digest, result and what an answer is matched with stay
}

// Pruned counts what was deleted.
type Pruned struct {
	Probes int
	Alerts int
	Mails  int
}

// Stats counts what a database holds.
type Stats struct {
	Bytes  int64
	Facts  int
	Alerts int
	Mails  int
}
