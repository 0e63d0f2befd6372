package imap

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
)

// reader is somebody who reads a folder, keeps what was taken with the position
// in one go, and may be killed in between.
type reader struct {
	account Account
	at      model.FolderPosition
	kept    map[string]int // UIDVALIDITY/UID
	fails   int            // after so many batches nothing can be kept; negative: everything can
}

var errKilled = errors.New("killed")

func (r *reader) take(rt *rapid.T) func(context.Context, Batch) error {
	return func(_ context.Context, b Batch) error {
		if r.fails == 0 {
			return errKilled
		}
		r.fails--
		if len(b.Quarantined) > 0 {
			rt.Fatalf("quarantined %+v", b.Quarantined)
		}
		before := r.at
		r.at = b.Position
		for _, m := range b.Received {
			if before.UIDValidity == b.Position.UIDValidity && m.UID <= before.UID || m.UID > b.Position.UID {
				rt.Fatalf("message %d is none between %+v and %+v", m.UID, before, b.Position)
			}
			r.kept[fmt.Sprint(b.Position.UIDValidity, "/", m.UID)]++
		}
		return nil
	}
}

func (r *reader) scan(rt *rapid.T) error {
	_, err := Scan(context.Background(), r.account, "INBOX", r.at, ScanOptions{}, r.take(rt))
	return err
}

// Whatever comes, goes, is cut, renumbered or cannot be kept: what is there in
// the end was taken, and nothing was taken twice under one UIDVALIDITY.
func TestEachMessageIsTakenOnce(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	rapid.Check(t, func(rt *rapid.T) {
		s.SetFault(nil)
		mails, _ := s.Mails()
		for _, m := range mails {
			s.Remove(m.UID)
		}
		s.Renumber()
		live(rt, s, &reader{account: a, kept: map[string]int{}, fails: -1})
	})
}

func live(rt *rapid.T, s *faultyserver.IMAP, r *reader) {
	rt.Repeat(map[string]func(*rapid.T){
		"arrive": func(rt *rapid.T) {
			for range rapid.IntRange(1, 30).Draw(rt, "messages") {
				add(s, "x")
			}
		},
		"skip numbers": func(*rapid.T) {
			add(s, "x")
			mails, _ := s.Mails()
			s.Remove(mails[len(mails)-1].UID)
		},
		"expunge": func(rt *rapid.T) {
			if mails, _ := s.Mails(); len(mails) > 0 {
				s.Remove(mails[rapid.IntRange(0, len(mails)-1).Draw(rt, "which")].UID)
			}
		},
		"renumber": func(*rapid.T) { s.Renumber() },
		"scan":     func(rt *rapid.T) { mustRead(rt, r) },
		"scan, cut": func(rt *rapid.T) {
			cutOnce(s, rapid.IntRange(0, 10_000).Draw(rt, "bytes"))
			_ = r.scan(rt)
			s.SetFault(nil)
		},
		"scan, killed": func(rt *rapid.T) {
			r.fails = rapid.IntRange(0, 2).Draw(rt, "after batches")
			_ = r.scan(rt)
			r.fails = -1
		},
		"": r.nothingTwice,
	})
	mustRead(rt, r)
	mails, validity := s.Mails()
	for _, m := range mails {
		if r.kept[fmt.Sprint(validity, "/", m.UID)] != 1 {
			rt.Fatalf("message %d under %d was taken %d times", m.UID, validity, r.kept[fmt.Sprint(validity, "/", m.UID)])
		}
	}
}

func mustRead(rt *rapid.T, r *reader) {
	if err := r.scan(rt); err != nil {
		rt.Fatal(err)
	}
}

func (r *reader) nothingTwice(rt *rapid.T) {
	for name, times := range r.kept {
		if times > 1 {
			rt.Fatalf("%s was taken %d times", name, times)
		}
	}
}
