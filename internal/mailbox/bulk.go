package mailbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
)

// bulk reads messages in two exchanges: first what they are and how long, then
// the texts of as many of them as fit into a batch. It gives those that it
// could read, and all up to which it went; what is missing is read one by one.
func (s *scan) bulk(ctx context.Context, uids []imap.UID) (map[imap.UID]outcome, []imap.UID) {
	about := make(map[imap.UID]piece, len(uids))
	err := s.with(ctx, func(session *session) error {
		limit := int64(len(uids)*maxLineBytes + maxReply)
		return session.fetch(ctx, imap.UIDSetNum(uids...), &aboutMessage, limit, func(p piece) { about[p.uid] = p })
	})
	if err != nil {
		return nil, uids
	}
	uids, bytes := fitting(uids, about)
	read := make(map[imap.UID]outcome, len(uids))
	_ = s.with(ctx, func(session *session) error { // what an error leaves out is read again, and tells why
		limit := 2*bytes + int64(len(uids)*maxLineBytes+maxReply)
		return session.fetch(ctx, imap.UIDSetNum(uids...), &bodyOfMessage, limit, func(p piece) {
			known := about[p.uid]
			known.raw = p.raw
			if complete(known) == nil {
				read[p.uid] = s.understand(known)
			}
		})
	})
	return read, uids
}

// fitting gives those messages from the first on that make a batch, and how
// many bytes of them will be read.
func fitting(uids []imap.UID, about map[imap.UID]piece) ([]imap.UID, int64) {
	var bytes int64
	for i, uid := range uids {
		next := min(max(about[uid].size, 0), maxBody)
		if i > 0 && bytes+next > maxBatchBytes {
			return uids[:i], bytes
		}
		bytes += next
	}
	return uids, bytes
}

// complete says what a server did not tell of a message.
func complete(p piece) error {
	switch {
	case p.raw == nil:
		return errors.New("the server gives no text of it")
	case p.arrived.IsZero():
		return errors.New("the server does not say when it arrived")
	}
	return nil
}

// attempts is how often a message is asked for alone. A connection may break
// for reasons of its own.
const attempts = 2

// single reads one message that could not be read together with others.
func (s *scan) single(ctx context.Context, uid imap.UID) (outcome, error) {
	var err error
	for range attempts {
		var got piece
		if got, err = s.ask(ctx, imap.UIDSetNum(uid)); err == nil {
			return s.understand(got), nil
		}
		if ctx.Err() != nil || s.session == nil && s.reopened >= maxReopened {
			return outcome{}, err
		}
	}
	return s.judge(ctx, uid, err)
}

// ask asks for one message and everything of it.
func (s *scan) ask(ctx context.Context, which imap.NumSet) (piece, error) {
	var got piece
	err := s.with(ctx, func(session *session) error {
		return session.fetch(ctx, which, &wholeMessage, maxBody+maxLineBytes+maxReply, func(p piece) { got = p })
	})
	if err != nil {
		return got, err
	}
	return got, complete(got)
}

// judge finds out whose fault it is that a message cannot be read. Where it is
// gone it is nobody's. Where another one can be read, or there is no other, it is
// the message's own; else nothing is read until the server is well again.
func (s *scan) judge(ctx context.Context, uid imap.UID, fault error) (outcome, error) {
	there, err := s.search(ctx, imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(uid)}})
	switch {
	case err != nil:
		return outcome{}, err
	case !there.Contains(uid):
		return outcome{}, nil
	case s.found.NumMessages > 1 && !s.othersCanBeRead(ctx, uid):
		return outcome{}, fmt.Errorf("read message %d: %w", uid, fault)
	}
	return outcome{quarantined: &Quarantined{UID: uint32(uid), Reason: s.said.clean(fault.Error())}}, nil
}

// othersCanBeRead tries the first and the last message of the folder.
func (s *scan) othersCanBeRead(ctx context.Context, but imap.UID) bool {
	for _, number := range []uint32{1, s.found.NumMessages} {
		if got, err := s.ask(ctx, imap.SeqSetNum(number)); err == nil && got.uid != but {
			return true
		}
	}
	return false
}
