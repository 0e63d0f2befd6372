package imap

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"supplierwatch/internal/mailparse"
)

const (
	// maxUnread is how many unread messages are looked at: of more, those with
	// the lowest UIDs.
	maxUnread = 500
	// headersAtOnce is how many headers are asked for together.
	headersAtOnce = 50
)

// Inspection is the state of a folder.
type Inspection struct {
	Unread *Unread // the oldest message that nobody has read; nil: there is none
	Quota  *Quota  // nil: the server reports none
}

// Unread is a message without \Seen. Sender and subject are empty where its
// header cannot be read.
type Unread struct {
	UID     uint32
	Arrived time.Time
	Sender  string
	Subject string
}

// Quota is how much of a mailbox is used, in bytes.
type Quota struct {
	Used  int64
	Limit int64
}

// Inspect looks, without changing anything, for the oldest unread message that
// is not ours, among the first 500, and at the quota (RFC 9208). Messages that
// are marked as deleted do not count. Of a message ours gets no more than what
// its header shows.
func Inspect(ctx context.Context, a Account, name string, ours func(mailparse.Message) bool) (Inspection, error) {
	f, err := openFolder(ctx, a, name)
	if err != nil {
		return Inspection{}, err
	}
	defer f.close(ctx)
	var i Inspection
	if i.Unread, err = f.oldestUnread(ctx, ours); err == nil {
		i.Quota = f.quota(ctx)
		err = ctx.Err()
	}
	return i, f.transcript.mask(err)
}

func (f *folder) oldestUnread(ctx context.Context, ours func(mailparse.Message) bool) (*Unread, error) {
	found, err := f.search(ctx, imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen, imap.FlagDeleted}})
	if err != nil {
		return nil, err
	}
	unread, err := f.byArrival(ctx, first(found, 0, maxUnread))
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(unread, headersAtOnce) {
		headers, err := f.headers(ctx, part)
		if err != nil {
			return nil, err
		}
		if oldest := f.oldest(part, headers, ours); oldest != nil {
			return oldest, nil
		}
	}
	return nil, nil
}

// oldest returns the oldest of messages that is not ours; nil if there is none. Those
// of which the server does not say when they arrived come first and may be newer.
func (f *folder) oldest(messages []piece, headers map[imap.UID][]byte, ours func(mailparse.Message) bool) *Unread {
	var oldest *Unread
	for _, p := range messages {
		p.raw = headers[p.uid]
		if _, there := headers[p.uid]; !there || f.isOurs(p, ours) {
			continue
		}
		if u := f.unread(p); oldest == nil || u.Arrived.Before(oldest.Arrived) {
			oldest = u
		}
		if !p.arrived.IsZero() {
			break
		}
	}
	return oldest
}

// isOurs asks about a message. One that nobody can read is not ours.
func (f *folder) isOurs(p piece, ours func(mailparse.Message) bool) bool {
	o := f.parse(p, mailparse.Head)
	return p.raw != nil && o.received != nil && ours(o.received.Message)
}

func (f *folder) unread(p piece) *Unread {
	u := &Unread{UID: uint32(p.uid), Arrived: arrival(p, mailparse.Message{})}
	if o := f.parse(p, mailparse.Head); p.raw != nil && o.received != nil {
		u.Arrived, u.Sender, u.Subject = o.received.Arrived, o.received.Message.From, o.received.Message.Subject
	}
	return u
}

// byArrival returns what is known of messages, the oldest first. One that has
// gone meanwhile is left out.
func (f *folder) byArrival(ctx context.Context, uids []imap.UID) ([]piece, error) {
	if len(uids) == 0 {
		return nil, nil
	}
	var pieces []piece
	err := f.withSession(ctx, func(s *session) error {
		limit := int64(len(uids)*maxLineBytes + maxReply)
		return s.fetch(ctx, imap.UIDSetNum(uids...), &aboutMessage, limit, func(p piece) { pieces = append(pieces, p) })
	})
	slices.SortStableFunc(pieces, func(a, b piece) int { return a.arrived.Compare(b.arrived) })
	return pieces, err
}

// headers reads the headers of messages, one by one where they cannot be read
// together. The first that cannot be read alone has none and is the last.
func (f *folder) headers(ctx context.Context, messages []piece) (map[imap.UID][]byte, error) {
	read := make(map[imap.UID][]byte, len(messages))
	err := f.readHeaders(ctx, read, messages...)
	if err == nil {
		return read, nil
	}
	for _, p := range messages {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := f.readHeaders(ctx, read, p); err != nil {
			read[p.uid] = nil
			break
		}
	}
	return read, f.withSession(ctx, func(*session) error { return nil }) // the server itself is well
}

func (f *folder) readHeaders(ctx context.Context, into map[imap.UID][]byte, messages ...piece) error {
	uids := make([]imap.UID, len(messages))
	for i, p := range messages {
		uids[i] = p.uid
	}
	return f.withSession(ctx, func(s *session) error {
		limit := int64(len(uids)*(maxHeader+maxLineBytes) + maxReply)
		return s.fetch(ctx, imap.UIDSetNum(uids...), &headerOfMessage, limit, func(p piece) { into[p.uid] = p.raw })
	})
}

// quota returns the fullest of the folder's quotas, or none, also where the server's
// answer cannot be read: a quota is not needed.
func (f *folder) quota(ctx context.Context) *Quota {
	var fullest *Quota
	err := f.withSession(ctx, func(s *session) error {
		return s.step(ctx, func(context.Context) error {
			if !s.client.Caps().Has(imap.CapQuota) {
				return nil
			}
			roots, err := s.client.GetQuotaRoot(f.name).Wait()
			for _, root := range roots {
				storage := root.Resources[imap.QuotaResourceStorage]
				q := &Quota{Used: kibibytes(storage.Usage), Limit: kibibytes(storage.Limit)}
				if q.Limit > 0 && (fullest == nil || q.share() > fullest.share()) {
					fullest = q
				}
			}
			return err
		})
	})
	if err != nil {
		return nil
	}
	return fullest
}

func (q Quota) share() float64 { return float64(q.Used) / float64(q.Limit) }

// kibibytes turns the unit of the resource STORAGE into bytes.
func kibibytes(n int64) int64 { return min(max(n, 0), math.MaxInt64>>10) << 10 }
