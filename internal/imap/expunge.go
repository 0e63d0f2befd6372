package imap

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
)

// ErrNoUIDPlus reports that nothing was deleted, because the server could delete
// only together with whatever else is marked.
var ErrNoUIDPlus = errors.New("the server does not offer UIDPLUS, so nothing is deleted")

// Expunge deletes messages of our own from a folder with that UIDVALIDITY, by UID
// EXPUNGE (RFC 4315), and nothing else that is marked. Here alone a folder is
// opened for writing. Where it has been numbered anew, nothing is deleted.
func Expunge(ctx context.Context, a Account, name string, uidValidity uint32, uids []uint32) error {
	if len(uids) == 0 {
		return nil
	}
	transcript := newTranscript(a)
	s, err := open(ctx, a, transcript)
	if err != nil {
		return transcript.mask(err)
	}
	defer s.close()
	if err := s.login(ctx); err != nil {
		return transcript.mask(err)
	}
	if err := s.expunge(ctx, name, uidValidity, uids); err != nil {
		return transcript.mask(fmt.Errorf("delete from %q: %w", name, err))
	}
	s.logout(ctx)
	return nil
}

func (s *session) expunge(ctx context.Context, name string, uidValidity uint32, uids []uint32) error {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	for _, step := range []func() error{
		s.offersUIDPlus,
		func() error { return s.selectNumbered(name, uidValidity) },
		func() error { return s.client.Store(set, deleted, nil).Close() },
		func() error { return s.client.UIDExpunge(set).Close() },
	} {
		if err := s.step(ctx, func(context.Context) error { return step() }); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) offersUIDPlus() error {
	if !s.client.Caps().Has(imap.CapUIDPlus) {
		return ErrNoUIDPlus
	}
	return nil
}

// selectNumbered opens a folder for writing if its UIDs still mean the same.
func (s *session) selectNumbered(name string, uidValidity uint32) error {
	found, err := s.client.Select(name, nil).Wait()
	if err == nil && found.UIDValidity != uidValidity {
		return errRenumbered
	}
	return err
}
