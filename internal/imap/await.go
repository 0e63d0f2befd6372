package imap

import (
	"context"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"

	"supplierwatch/internal/mailparse"
)

// Arrival is a message that was waited for.
type Arrival struct {
	At   time.Time // when it was put into the folder, by the server's clock
	Seen time.Time // when it was found there, by ours

	Message mailparse.Message // as its header shows it
}

// Await waits for messages, known by their Message-IDs without angle brackets,
// and returns those that are there when all are or ctx ends. It looks again after
// every pause, and changes nothing. The error says why the folder could not be read.
func Await(ctx context.Context, a Account, name string, ids []string, pause time.Duration) (map[string]Arrival, error) {
	found := map[string]Arrival{}
	f, err := openFolder(ctx, a, name)
	if err != nil {
		return found, err
	}
	defer f.close(context.WithoutCancel(ctx))
	for {
		for _, id := range ids {
			if err := f.findArrival(ctx, id, found); err != nil && ctx.Err() == nil {
				return found, f.transcript.mask(err)
			}
		}
		if len(found) == len(ids) {
			return found, nil
		}
		select {
		case <-ctx.Done():
			return found, nil
		case <-time.After(pause):
		}
	}
}

// findArrival looks for one message, unless it was found before.
func (f *folder) findArrival(ctx context.Context, id string, found map[string]Arrival) error {
	if _, known := found[id]; known {
		return nil
	}
	uids, err := f.search(ctx, imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: "<" + id + ">"}}})
	if err != nil {
		return fmt.Errorf("look for %s: %w", id, err)
	}
	for _, uid := range first(uids, 0, 1) {
		err = f.withSession(ctx, func(s *session) error {
			return s.fetch(ctx, imap.UIDSetNum(uid), &headerAndAbout, maxLineBytes+maxHeader+maxReply, func(p piece) {
				found[id] = Arrival{At: p.arrived, Seen: time.Now(), Message: mailparse.Read(p.raw)}
			})
		})
	}
	return err
}
