package imap

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
)

const (
	// maxReopened is how often one visit connects anew after a connection broke.
	maxReopened = 20
	// maxFound is how many bytes a list of UIDs may have: those of two million.
	maxFound = 16 << 20
)

// errRenumbered reports that a folder was numbered anew while it was read.
var errRenumbered = errors.New("the server has numbered the folder anew meanwhile")

// folder is a folder that was opened for reading only. It connects again where
// a connection broke.
type folder struct {
	account    Account
	name       string
	transcript *transcript
	session    *session // nil: the connection broke
	found      *imap.SelectData
	reopened   int
}

// openFolder logs in and opens a folder.
func openFolder(ctx context.Context, a Account, name string) (*folder, error) {
	f := &folder{account: a, name: name, transcript: newTranscript(a)}
	if err := f.connect(ctx); err != nil {
		return nil, f.transcript.mask(err)
	}
	return f, nil
}

// close ends the visit.
func (f *folder) close(ctx context.Context) {
	if f.session != nil {
		f.session.logout(ctx)
		f.session.close()
	}
}

func (f *folder) connect(ctx context.Context) error {
	s, err := open(ctx, f.account, f.transcript)
	if err != nil {
		return err
	}
	found, err := loginAndExamine(ctx, s, f.name)
	switch {
	case err != nil:
		s.close()
		return err
	case f.found != nil && f.found.UIDValidity != found.UIDValidity:
		s.close()
		return errRenumbered
	}
	f.session, f.found = s, found
	return nil
}

func loginAndExamine(ctx context.Context, s *session, name string) (*imap.SelectData, error) {
	if err := s.login(ctx); err != nil {
		return nil, err
	}
	return s.examine(ctx, name)
}

// withSession does something over a connection that works, and closes the
// connection where it breaks.
func (f *folder) withSession(ctx context.Context, exchange func(*session) error) error {
	if f.session == nil {
		if f.reopened++; f.reopened > maxReopened {
			return errors.New("the connection breaks again and again")
		}
		if err := f.connect(ctx); err != nil {
			return fmt.Errorf("connect again: %w", err)
		}
	}
	err := exchange(f.session)
	if err != nil && !answered(err) {
		f.session.close()
		f.session = nil
	}
	return err
}

// search finds messages by their UIDs. Where ESEARCH is offered the answer is
// short; the set is never spread out, since a range costs the server nothing.
func (f *folder) search(ctx context.Context, criteria imap.SearchCriteria) (imap.UIDSet, error) {
	var found imap.UIDSet
	err := f.withSession(ctx, func(s *session) error {
		return s.stream(ctx, maxFound, func(func()) error {
			var options *imap.SearchOptions
			if s.client.Caps().Has(imap.CapESearch) {
				options = &imap.SearchOptions{ReturnAll: true}
			}
			data, err := s.client.UIDSearch(&criteria, options).Wait()
			if err != nil {
				return err
			}
			uids, areUIDs := data.All.(imap.UIDSet)
			if data.All != nil && !areUIDs {
				return errors.New("the server found messages and does not name their UIDs")
			}
			found = uids
			return nil
		})
	})
	if err != nil {
		return nil, inStep(StepSearch, "", err)
	}
	return found, nil
}

// first returns at most so many of the UIDs above one, in their order.
func first(set imap.UIDSet, above imap.UID, most int) []imap.UID {
	var uids []imap.UID
	for _, r := range set {
		for uid := max(r.Start, above+1); above < r.Stop && uid <= r.Stop && len(uids) < most; uid++ {
			uids = append(uids, uid)
			if uid == r.Stop {
				break // the next number may be none
			}
		}
	}
	return uids
}
