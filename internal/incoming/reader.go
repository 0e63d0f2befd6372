package incoming

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
	"supplierwatch/internal/token"
)

// Recorder commits what some messages mean, and carries out what our own people ask for in them.
type Recorder interface {
	Record(ctx context.Context, some []InboundMail, change model.Change) error
}

// OwnAddresses distinguishes our own addresses from others.
type OwnAddresses struct {
	IsOurs     func(r *model.Registry, address string) bool
	Authorizer mailauth.Authorizer // without Ours
}

// Reader reads the folders in which mail for us arrives. What a message means is committed together with the position behind it, so that
// nothing is read twice and nothing is left out, whatever breaks between.
type Reader struct {
	Identity           envelope.Identity // who answers
	Composer           *compose.Composer // of notices to the operators
	Key                token.Key
	Clock              func() time.Time
	Timezone           *time.Location // of the schedules of round trips
	Registry           func() *model.Registry
	Operators          func() []model.Recipient
	Replies            *Place // nil: they are not read
	Addresses          OwnAddresses
	Store              Store
	Facts              FactIndex
	Logins             Logins
	Notices            ChangeNotices
	Recorder           Recorder
	Metrics            Metrics
	States             ScanStates // nil: nobody is interested
	Wake               func()     // asks for an evaluation
	Log                *slog.Logger
	BeforeInterpreting func(InboundMail) // is called with each message before it is interpreted; nil but in tests

	wrongTokens wrongTokenLog
	mu          sync.Mutex
	reading     map[string]*sync.Mutex // by folder: two scans of one would read the same
	reader      *rolemail.Reader
	readerOf    *model.Registry
}

// parallelScans is how many folders are read at the same time.
const parallelScans = 4

// Read reads what is new in all folders, and sends the round trips that are due.
func (x *Reader) Read(ctx context.Context) {
	if err := x.RoundTrips(ctx); err != nil {
		x.Log.Error("Round trips could not be sent.", "error", err)
	}
	var scans errgroup.Group
	scans.SetLimit(parallelScans)
	for _, f := range x.Folders() {
		scans.Go(func() error {
			x.Scan(ctx, f)
			return nil
		})
	}
	_ = scans.Wait() // what fails is logged where it fails
}

// position is how far a folder has been read.
func (x *Reader) position(ctx context.Context, f Folder) (model.FolderPosition, error) {
	all, err := x.Store.Positions(ctx)
	for _, p := range all {
		if p.Account == f.Account && p.Folder == f.Name {
			return p, err
		}
	}
	return model.FolderPosition{Account: f.Account, Folder: f.Name}, err
}

// Scan reads what is new in one folder. That it cannot be read is known from the login, which is probed beside this.
func (x *Reader) Scan(ctx context.Context, f Folder) {
	account, known := x.Logins.Account(f.Account)
	if !known {
		return
	}
	lock := x.lockOf(f)
	lock.Lock()
	defer lock.Unlock()
	began := x.Clock()
	from, err := x.position(ctx, f)
	var sum imap.Summary
	if err == nil {
		sum, err = imap.Scan(ctx, account, f.Name, from, imap.ScanOptions{Whole: x.readWhole(f)}, func(ctx context.Context, b imap.Batch) error {
			return x.HandleBatch(ctx, f, b)
		})
	}
	if err == nil {
		err = x.CheckMailboxState(ctx, f)
	}
	if x.States != nil && ctx.Err() == nil {
		x.States.FolderRead(f.Account, f.Name, x.Clock(), err)
	}
	if err == nil {
		x.countScan(f)
	} else if ctx.Err() == nil {
		x.Log.Warn("A mail folder could not be read.", "account", f.Account, "folder", f.Name, "error", err)
	}
	if sum.Messages+sum.Quarantined > 0 {
		x.Log.Info("Mail was read.", "account", f.Account, "folder", f.Name, "messages", sum.Messages, "quarantined", sum.Quarantined, "took", x.Clock().Sub(began))
		x.Wake()
	}
}

// countScan records for the metrics that a folder was read completely. That of replies need not belong to a mailbox, so it has a name of its own.
func (x *Reader) countScan(f Folder) {
	if f.Replies {
		x.Metrics.Scanned(f.Account+"/"+f.Name, x.Clock())
	}
	for _, m := range f.Mailboxes {
		x.Metrics.Scanned(m.ID, x.Clock())
	}
}

// Listen has folders read as soon as something comes in, where a server says so by itself. Where none does, the schedule reads them.
func (x *Reader) Listen(ctx context.Context, f Folder) {
	account, known := x.Logins.Account(f.Account)
	if !known {
		return
	}
	err := imap.Watch(ctx, account, f.Name, func() { x.Scan(ctx, f) })
	if err != nil && !errors.Is(err, imap.ErrNoIdle) {
		x.Log.Warn("The mail server does not report new mail; the schedule reads the folder.", "account", f.Account, "folder", f.Name, "error", err)
	}
}

// readWhole returns what decides by its header whether a message is worth reading whole: in a folder of answers all are, in a role mailbox what answers us, and
// what may confirm something. To understand everything that strangers ever sent there would take minutes.
func (x *Reader) readWhole(f Folder) func(mailparse.Message) bool {
	if f.Replies {
		return nil
	}
	reader := x.roleMailReader(x.Registry())
	return func(m mailparse.Message) bool {
		return signed(x.Key, m) || m.ReturnPath == "" || slices.ContainsFunc(f.Mailboxes, func(b *model.Mailbox) bool { return reader.Wants(m, b) })
	}
}

// lockOf returns the lock of a folder.
func (x *Reader) lockOf(f Folder) *sync.Mutex {
	x.mu.Lock()
	defer x.mu.Unlock()
	key := f.Account + "\x00" + f.Name
	if x.reading[key] == nil {
		if x.reading == nil {
			x.reading = map[string]*sync.Mutex{}
		}
		x.reading[key] = &sync.Mutex{}
	}
	return x.reading[key]
}

// Bounds of what is understood and committed at once: an evaluation that has to write waits for no more than that.
const (
	MailsPerCommit   = 20  // messages that were read whole
	HeadersPerCommit = 200 // messages in all: of most no more than the header was read, which tells little
	FactsPerCommit   = 200 // after which no further message is added
)

// HandleBatch interprets a batch and commits its facts, portion by portion, each with the position behind it. The messages are interpreted beside
// evaluations: only what is known so far is taken from the engine.
func (x *Reader) HandleBatch(ctx context.Context, f Folder, b imap.Batch) error {
	b.Position.Account, b.Position.Folder = f.Account, f.Name
	all, err := x.threads().matchBatch(ctx, x.authorizer(), f, b.Received)
	if err != nil {
		return err
	}
	for rest := all; ; {
		change, n, err := x.interpretSome(ctx, rest)
		if err != nil {
			return err
		}
		part := portionOf(&b, rest[:n], n == len(rest))
		if err := x.commitPortion(ctx, f, part, rest[:n], change); err != nil {
			return err
		}
		if rest = rest[n:]; len(rest) == 0 {
			break
		}
	}
	x.roundTrips().deleteArrived(ctx, f, b, all)
	return nil
}

// portionOf takes out of a batch the position behind some messages, and what could not be read before it.
func portionOf(b *imap.Batch, some []InboundMail, last bool) imap.Batch {
	part := imap.Batch{Position: b.Position, Quarantined: b.Quarantined}
	if !last {
		part.Position.UID, part.Position.ModSeq = some[len(some)-1].UID, 0 // the changes of the folder are not all read yet
		beyond := slices.IndexFunc(b.Quarantined, func(q imap.Quarantined) bool { return q.UID > part.Position.UID })
		if beyond >= 0 {
			part.Quarantined = b.Quarantined[:beyond]
		}
	}
	b.Quarantined = b.Quarantined[len(part.Quarantined):]
	return part
}

// commitPortion does what some messages of a batch ask for, and commits what they tell with the position behind them.
func (x *Reader) commitPortion(ctx context.Context, f Folder, part imap.Batch, some []InboundMail, change model.Change) error {
	change.Outbox = append(change.Outbox, x.wrongTokenReports().report(some)...)
	for _, q := range part.Quarantined {
		change.Facts = append(change.Facts, quarantined(f, part.Position, q, x.Clock()))
	}
	change.Positions = []model.FolderPosition{part.Position}
	return x.Recorder.Record(ctx, some, change)
}

// interpretSome returns what the first of some messages tell, the mails that this causes, and how many messages that were.
func (x *Reader) interpretSome(ctx context.Context, arrivals []InboundMail) (change model.Change, n int, err error) {
	known, err := x.Facts.Facts(ctx)
	if err != nil {
		return change, 0, err
	}
	u := &interpreter{isOurs: x.IsOurs, key: x.Key, log: x.Log, registry: x.Registry(), known: known, fresh: factindex.New(), now: x.Clock()}
	u.reader = x.roleMailReader(u.registry)
	for whole := 0; n < min(len(arrivals), HeadersPerCommit) && whole < MailsPerCommit && len(u.facts) < FactsPerCommit; n++ {
		if !arrivals[n].Header {
			whole++
		}
		if x.BeforeInterpreting != nil {
			x.BeforeInterpreting(arrivals[n])
		}
		u.add(arrivals[n])
	}
	change.Facts, change.Outbox = u.facts, x.Notices.Mails(u.facts, u.registry, known, u.now)
	return change, n, nil
}

// roleMailReader returns the reader of role mailboxes for a registry; to make one costs as much as the registry is large.
func (x *Reader) roleMailReader(r *model.Registry) *rolemail.Reader {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.readerOf != r {
		x.reader, x.readerOf = rolemail.New(r), r
	}
	return x.reader
}

// subjectReplies is what facts about the mail that answers ours are about.
var subjectReplies = model.Subject{Kind: "replies"}

// quarantined notes a message that could not be read.
func quarantined(f Folder, at model.FolderPosition, q imap.Quarantined, now time.Time) model.Fact {
	subject := subjectReplies
	if len(f.Mailboxes) > 0 {
		subject = model.KindMailbox.Subject(f.Mailboxes[0].ID)
	}
	return model.NewQuarantined(model.Fact{
		ID: strings.Join([]string{string(model.FactQuarantined), f.Account, f.Name, fmt.Sprint(at.UIDValidity), fmt.Sprint(q.UID)}, "-"), Subject: subject,
		ObservedAt: now, RecordedAt: now, Actor: model.ActorWatchdog, Source: "imap",
		Evidence: q.Reason,
	}, q.UID)
}
