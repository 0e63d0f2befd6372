package imap

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"

	"supplierwatch/internal/mailparse"
)

// bulk reads messages in two exchanges: first what they are and how long, then
// the texts of as many of them as fit into a batch. It returns those that it
// could read, and all up to which it went; what is missing is read one by one.
func (s *scan) bulk(ctx context.Context, uids []imap.UID) (map[imap.UID]outcome, []imap.UID) {
	about, err := s.about(ctx, uids)
	if err != nil {
		return nil, uids
	}
	read := make(map[imap.UID]outcome, len(uids))
	for uid, p := range about {
		if o, enough := s.headerOnly(p); enough {
			read[uid] = o
		}
	}
	uids, whole, bytes := fitBatch(uids, about, read)
	if len(whole) == 0 {
		return read, uids
	}
	_ = s.folder.withSession(ctx, func(session *session) error { // what an error leaves out is read again, with its error
		limit := 2*bytes + int64(len(whole)*maxLineBytes+maxReply)
		return session.fetch(ctx, imap.UIDSetNum(whole...), &bodyOfMessage, limit, func(p piece) {
			known := about[p.uid]
			known.raw = p.raw
			if complete(known) == nil {
				read[p.uid] = s.folder.parse(known, readMessage)
			}
		})
	})
	return read, uids
}

// about asks what messages are, with their headers where these decide.
func (s *scan) about(ctx context.Context, uids []imap.UID) (map[imap.UID]piece, error) {
	what, each := &aboutMessage, maxLineBytes
	if s.options.Whole != nil {
		what, each = &headerAndAbout, maxLineBytes+maxHeader
	}
	about := make(map[imap.UID]piece, len(uids))
	err := s.folder.withSession(ctx, func(session *session) error {
		limit := int64(len(uids)*each + maxReply)
		return session.fetch(ctx, imap.UIDSetNum(uids...), what, limit, func(p piece) { about[p.uid] = p })
	})
	return about, err
}

// headerOnly makes a message of a header, where no more of it is wanted.
func (s *scan) headerOnly(p piece) (outcome, bool) {
	if s.options.Whole == nil || complete(p) != nil {
		return outcome{}, false
	}
	o := s.folder.parse(p, mailparse.Head)
	if o.received == nil || s.options.Whole(o.received.Message) {
		return outcome{}, false
	}
	o.received.Header, o.received.Cut = true, false
	return o, true
}

// fitBatch returns those messages from the first on that make a batch, those among
// them that are still to be read, and how many bytes these have.
func fitBatch(uids []imap.UID, about map[imap.UID]piece, read map[imap.UID]outcome) (fit, whole []imap.UID, bytes int64) {
	for i, uid := range uids {
		if _, enough := read[uid]; enough {
			continue
		}
		next := min(max(about[uid].size, 0), maxBody)
		if len(whole) > 0 && bytes+next > maxBatchBytes {
			return uids[:i], whole, bytes
		}
		whole = append(whole, uid)
		bytes += next
	}
	return uids, whole, bytes
}

// complete returns what a server left out of a message.
func complete(p piece) error {
	switch {
	case p.uid == 0:
		return errors.New("the server does not say which message it is")
	case p.raw == nil:
		return errors.New("the server gives no text of it")
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
		if got, err = s.fetchOne(ctx, imap.UIDSetNum(uid)); err == nil {
			return s.folder.parse(got, readMessage), nil
		}
		if ctx.Err() != nil || s.folder.session == nil && s.folder.reopened >= maxReopened {
			return outcome{}, err
		}
	}
	return s.blame(ctx, uid, err)
}

// fetchOne reads one message and everything of it.
func (s *scan) fetchOne(ctx context.Context, which imap.NumSet) (piece, error) {
	var got piece
	err := s.folder.withSession(ctx, func(session *session) error {
		return session.fetch(ctx, which, &wholeMessage, maxBody+maxLineBytes+maxReply, func(p piece) { got = p })
	})
	if err != nil {
		return got, err
	}
	return got, complete(got)
}

// blame finds out why a message cannot be read. It may be gone. Where another one
// can be read, or there is no other, the message itself is the reason; else nothing
// is read until the server works again.
func (s *scan) blame(ctx context.Context, uid imap.UID, fault error) (outcome, error) {
	there, err := s.folder.search(ctx, imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(uid)}})
	switch {
	case err != nil:
		return outcome{}, err
	case !there.Contains(uid):
		return outcome{}, nil
	case s.folder.found.NumMessages > 1 && !s.othersCanBeRead(ctx, uid):
		return outcome{}, fmt.Errorf("read message %d: %w", uid, fault)
	}
	return outcome{quarantined: &Quarantined{UID: uint32(uid), Reason: s.folder.transcript.clean(fault.Error())}}, nil
}

// othersCanBeRead tries the first and the last message of the folder.
func (s *scan) othersCanBeRead(ctx context.Context, but imap.UID) bool {
	for _, number := range []uint32{1, s.folder.found.NumMessages} {
		if got, err := s.fetchOne(ctx, imap.SeqSetNum(number)); err == nil && got.uid != but {
			return true
		}
	}
	return false
}
