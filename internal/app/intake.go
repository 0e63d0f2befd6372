package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
	"supplierwatch/internal/rolemail"
)

// intake reads the folders in which mail for us arrives. What a message tells is committed together with the position behind it, so that
// nothing is read twice and nothing is left out, whatever breaks between.
type intake struct {
	daemon      *Daemon
	identity    envelope.Identity // who answers
	wrongTokens wrongTokens
	replies     *replies.Handler
	meets       func(arrival) // is told of each message before it is understood; nil but in tests

	mu       sync.Mutex
	reading  map[string]*sync.Mutex // by folder: two scans of one would read the same
	reader   *rolemail.Reader
	readerOf *model.Registry
}

// atOnce is how many folders are read at the same time.
const atOnce = 4

// read reads what is new in all folders, and sends the round trips that are due.
func (x *intake) read(ctx context.Context) {
	if err := x.roundTrips(ctx); err != nil {
		x.daemon.Log.Error("send round trips", "error", err)
	}
	var scans errgroup.Group
	scans.SetLimit(atOnce)
	for _, f := range mailFolders(x.daemon.settings, x.daemon.registry.Load()) {
		scans.Go(func() error {
			x.scan(ctx, f)
			return nil
		})
	}
	_ = scans.Wait() // what fails is told where it fails
}

// position is how far a folder has been read.
func (x *intake) position(ctx context.Context, f folder) (model.FolderPosition, error) {
	all, err := x.daemon.store.Positions(ctx)
	for _, p := range all {
		if p.Account == f.account && p.Folder == f.name {
			return p, err
		}
	}
	return model.FolderPosition{Account: f.account, Folder: f.name}, err
}

// scan reads what is new in one folder. That it cannot be read is known from the login, which is probed beside this.
func (x *intake) scan(ctx context.Context, f folder) {
	account, known := x.daemon.logins.Account(f.account)
	if !known {
		return
	}
	lock := x.lockOf(f)
	lock.Lock()
	defer lock.Unlock()
	began := x.daemon.clock()
	from, err := x.position(ctx, f)
	var sum imap.Summary
	if err == nil {
		sum, err = imap.Scan(ctx, account, f.name, from, imap.ScanOptions{Whole: x.wanted(f)}, func(ctx context.Context, b imap.Batch) error {
			return x.keep(ctx, f, b)
		})
	}
	if err == nil {
		err = x.attend(ctx, f)
	}
	if err == nil {
		for _, m := range f.boxes {
			x.daemon.metrics.Scanned(m.ID, x.daemon.clock())
		}
	} else if ctx.Err() == nil {
		x.daemon.Log.Warn("read mail", "account", f.account, "folder", f.name, "error", err)
	}
	if sum.Messages+sum.Quarantined > 0 {
		x.daemon.Log.Info("read mail", "account", f.account, "folder", f.name, "messages", sum.Messages, "quarantined", sum.Quarantined, "took", x.daemon.clock().Sub(began))
		x.daemon.loop.Wake()
	}
}

// wanted says by its header whether a message is worth reading whole: in a folder of answers all are, in a role mailbox what answers us, and
// what may confirm something. To understand everything that strangers ever sent there would take minutes.
func (x *intake) wanted(f folder) func(mailparse.Message) bool {
	if f.replies {
		return nil
	}
	reader := x.readerFor(x.daemon.registry.Load())
	return func(m mailparse.Message) bool {
		return x.signed(m) || m.ReturnPath == "" || slices.ContainsFunc(f.boxes, func(b *model.Mailbox) bool { return reader.Wants(m, b) })
	}
}

func (x *intake) lockOf(f folder) *sync.Mutex {
	x.mu.Lock()
	defer x.mu.Unlock()
	key := f.account + "\x00" + f.name
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
	portion      = 20  // messages
	portionFacts = 200 // after which no further message is added
)

// keep understands a batch and commits what it tells, portion by portion, each with the position behind it. The messages are understood beside
// evaluations: only what is known so far is taken from the engine.
func (x *intake) keep(ctx context.Context, f folder, b imap.Batch) error {
	b.Position.Account, b.Position.Folder = f.account, f.name
	all, err := x.arrivals(ctx, f, b.Received)
	if err != nil {
		return err
	}
	for rest := all; ; {
		change, n, err := x.understandSome(ctx, rest)
		if err != nil {
			return err
		}
		part := portionOf(&b, rest[:n], n == len(rest))
		if err := x.keepPortion(ctx, f, part, rest[:n], change); err != nil {
			return err
		}
		if rest = rest[n:]; len(rest) == 0 {
			break
		}
	}
	x.clean(ctx, f, b, all)
	return nil
}

// portionOf takes out of a batch the position behind some messages, and what could not be read before it.
func portionOf(b *imap.Batch, some []arrival, last bool) imap.Batch {
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

// keepPortion does what some messages of a batch ask for, and commits what they tell with the position behind them.
func (x *intake) keepPortion(ctx context.Context, f folder, part imap.Batch, some []arrival, change model.Change) error {
	change.Outbox = append(change.Outbox, x.noteWrongTokens(some)...)
	for _, q := range part.Quarantined {
		change.Facts = append(change.Facts, quarantined(f, part.Position, q, x.daemon.clock()))
	}
	change.Positions = []model.FolderPosition{part.Position}
	return x.recordPortion(ctx, some, change)
}

// understandSome returns what the first of some messages tell, the mails that this causes, and how many messages that were.
func (x *intake) understandSome(ctx context.Context, arrivals []arrival) (change model.Change, n int, err error) {
	known, err := x.daemon.engine.Facts(ctx)
	if err != nil {
		return change, 0, err
	}
	u := &understanding{intake: x, registry: x.daemon.registry.Load(), known: known, fresh: model.NewFacts(), now: x.daemon.clock()}
	u.reader = x.readerFor(u.registry)
	for n < min(len(arrivals), portion) && len(u.facts) < portionFacts {
		if x.meets != nil {
			x.meets(arrivals[n])
		}
		u.add(arrivals[n])
		n++
	}
	change.Facts, change.Outbox = u.facts, x.daemon.notices.Mails(u.facts, u.registry, known, u.now)
	return change, n, nil
}

// readerFor gives the reader of role mailboxes for a registry; to make one costs as much as the registry is large.
func (x *intake) readerFor(r *model.Registry) *rolemail.Reader {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.readerOf != r {
		x.reader, x.readerOf = rolemail.New(r), r
	}
	return x.reader
}

// subjectReplies is what facts about the mail that answers ours are about.
const subjectReplies = "replies"

// quarantined notes a message that could not be read.
func quarantined(f folder, at model.FolderPosition, q imap.Quarantined, now time.Time) model.Fact {
	subject := subjectReplies
	if len(f.boxes) > 0 {
		subject = model.KindMailbox.Subject(f.boxes[0].ID)
	}
	uid := fmt.Sprint(q.UID)
	return model.Fact{
		ID: strings.Join([]string{string(model.FactQuarantined), f.account, f.name, fmt.Sprint(at.UIDValidity), uid}, "-"), Subject: subject,
		Kind: model.FactQuarantined, ObservedAt: now, RecordedAt: now, Actor: model.ActorWatchdog, Source: "imap",
		Evidence: q.Reason, Data: map[string]string{model.DataUID: uid},
	}
}
