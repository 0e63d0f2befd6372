package imap

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/emersion/go-imap/v2"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

const (
	// Reach is how far back the messages lie that are read: further than any
	// confirmation of an order that comes round once a year.
	Reach = 400 * 24 * time.Hour

	maxBatch      = 200      // messages
	maxBatchBytes = 16 << 20 // of text, unless one message alone has more
)

// ScanOptions are how a folder is read. The zero value reads what Reach covers.
type ScanOptions struct {
	Since time.Time // messages that arrived on an earlier day are skipped
	// Whole reports by its header whether all of a message is wanted; of others no
	// more is read. It may be asked in vain. Nil: everything is wanted.
	Whole func(mailparse.Message) bool
}

// Batch is a part of a folder, in the order of its UIDs.
type Batch struct {
	Received    []Received
	Quarantined []Quarantined
	Position    model.FolderPosition // up to where the folder is read with this batch
}

// Received is a message as a folder holds it.
type Received struct {
	UID     uint32
	Arrived time.Time // as the server has it
	Seen    bool
	Size    int64 // bytes, as the server says
	Cut     bool  // only its first 512 KiB were read
	Header  bool  // no more than its header was wanted
	Message mailparse.Message
}

// Quarantined is a message that cannot be read, although others can.
type Quarantined struct {
	UID    uint32
	Reason string // one line
}

// Summary is what a scan did.
type Summary struct {
	Messages    int
	Quarantined int
	Renumbered  bool // the server had numbered everything anew, so everything was read again
}

// Scan reads what a folder holds beyond a position, by EXAMINE and BODY.PEEK, so
// that no flag changes. It hands over the messages in the order of their UIDs,
// and goes on when take has kept them together with the position behind them:
// whatever breaks, nothing is left out, and nothing is read again that was kept.
// Where UIDVALIDITY has changed everything is read anew. A message that cannot be
// read is handed over as quarantined, and the position moves past it.
//
// A message is read up to 512 KiB: its header, its text, and attachments of up
// to 256 KiB. At the end take may get a batch without messages, for its position
// alone. An error of take is returned as it is.
func Scan(ctx context.Context, a Account, name string, from model.FolderPosition, o ScanOptions, take func(context.Context, Batch) error) (Summary, error) {
	f, err := openFolder(ctx, a, name)
	if err != nil {
		return Summary{}, err
	}
	defer f.close(ctx)
	s := &scan{folder: f, options: o, at: from, take: take}
	err = s.run(ctx)
	var theirs *batchError
	if errors.As(err, &theirs) {
		return s.sum, theirs.err
	}
	return s.sum, f.transcript.mask(err)
}

// scan is a folder that is being read.
type scan struct {
	folder  *folder
	options ScanOptions
	at      model.FolderPosition
	take    func(context.Context, Batch) error
	sum     Summary
}

// batchError is an error of the function that takes the batches.
type batchError struct{ err error }

func (e *batchError) Error() string { return e.err.Error() }

func (s *scan) run(ctx context.Context) error {
	changes := modSeq(s.folder.found)
	if s.at.UIDValidity != s.folder.found.UIDValidity {
		s.sum.Renumbered = s.at.UIDValidity != 0
		s.at.UIDValidity, s.at.UID, s.at.ModSeq = s.folder.found.UIDValidity, 0, 0
	}
	if changes != 0 && changes == s.at.ModSeq {
		return nil // nothing has come, gone or changed
	}
	uids, err := s.folder.search(ctx, s.criteria())
	if err != nil {
		return err
	}
	for part := first(uids, imap.UID(s.at.UID), maxBatch); len(part) > 0; part = first(uids, imap.UID(s.at.UID), maxBatch) {
		if err := s.batch(ctx, part); err != nil {
			return err
		}
	}
	return s.keep(ctx, Batch{}, s.at.UID, changes)
}

// criteria is what a scan looks for. "N:*" names the last message even if that
// lies before N.
func (s *scan) criteria() imap.SearchCriteria {
	since := s.options.Since
	if since.IsZero() {
		since = time.Now().Add(-Reach)
	}
	criteria := imap.SearchCriteria{Since: since}
	if s.at.UID > 0 {
		criteria.UID = []imap.UIDSet{{{Start: imap.UID(s.at.UID), Stop: 0}}}
	}
	return criteria
}

// modSeq is the folder's highest mod-sequence (RFC 7162), which has 63 bits;
// zero where the server has none.
func modSeq(found *imap.SelectData) uint64 {
	if found.HighestModSeq > math.MaxInt64 {
		return 0
	}
	return found.HighestModSeq
}

// batch reads the first of some messages, all or as many as fit, and has them
// kept. What was read before an error is kept too.
func (s *scan) batch(ctx context.Context, uids []imap.UID) error {
	read, uids := s.bulk(ctx, uids)
	batch, upTo := Batch{}, s.at.UID
	for _, uid := range uids {
		got, ok := read[uid]
		if !ok {
			var err error
			if got, err = s.single(ctx, uid); err != nil {
				return errors.Join(s.keep(ctx, batch, upTo, 0), err)
			}
		}
		got.addTo(&batch)
		upTo = uint32(uid)
	}
	return s.keep(ctx, batch, upTo, 0) // until all is read nobody knows which changes that covers
}

// keep hands a batch over, if it moves the position, and moves on.
func (s *scan) keep(ctx context.Context, batch Batch, uid uint32, modSeq uint64) error {
	batch.Position = s.at
	batch.Position.UID, batch.Position.ModSeq = uid, modSeq
	if batch.Position == s.at {
		return nil
	}
	if err := s.take(ctx, batch); err != nil {
		return &batchError{err}
	}
	s.at = batch.Position
	s.sum.Messages += len(batch.Received)
	s.sum.Quarantined += len(batch.Quarantined)
	return nil
}

// outcome is what became of a message: received, quarantined, or neither where
// it is gone.
type outcome struct {
	received    *Received
	quarantined *Quarantined
}

func (o outcome) addTo(b *Batch) {
	if o.received != nil {
		b.Received = append(b.Received, *o.received)
	}
	if o.quarantined != nil {
		b.Quarantined = append(b.Quarantined, *o.quarantined)
	}
}

// parse makes a message of what was read. Whatever goes wrong is the
// message's own fault.
func (f *folder) parse(p piece, read func([]byte) mailparse.Message) (o outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			reason := f.transcript.clean(fmt.Sprintf("reading it panics: %v", fault))
			o = outcome{quarantined: &Quarantined{UID: uint32(p.uid), Reason: reason}}
		}
	}()
	m := read(p.raw)
	return outcome{received: &Received{
		UID: uint32(p.uid), Arrived: arrival(p, m), Seen: p.seen, Size: p.size, Cut: p.size > maxBody, Message: m,
	}}
}

// arrival returns when a message arrived. Where the server does not say so, that was
// after the message was written, and it is there now.
func arrival(p piece, m mailparse.Message) time.Time {
	now := time.Now()
	switch {
	case !p.arrived.IsZero():
		return p.arrived
	case !m.Date.IsZero() && m.Date.Before(now):
		return m.Date
	}
	return now
}

// readMessage is mailparse.Read, but for tests.
var readMessage = mailparse.Read
