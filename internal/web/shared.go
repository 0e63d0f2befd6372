package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
)

// How many bytes of answers may be held in memory while they are read, how many are kept for those who ask next, and of how many answers.
const (
	mostHeld  = 96 << 20
	mostSpare = 16 << 20
	spares    = 16
)

// sharedBodies holds long answers once for all who read them. A slow reader then costs a connection and no copy of the answer. Only one answer is
// made at a time, because making it takes several times its size.
type sharedBodies struct {
	making chan struct{} // full while an answer is being made

	mu   sync.Mutex
	kept map[string]*sharedBody // by what was asked for
	held int                    // bytes of all answers, kept or being read
}

// sharedBody is an answer that does not change.
type sharedBody struct {
	edition any // of what it was made from
	body    []byte
	readers int
	kept    bool
}

func newSharedBodies() *sharedBodies {
	return &sharedBodies{making: make(chan struct{}, 1), kept: map[string]*sharedBody{}}
}

// errCrowded is what remains to be said when too much is being read already.
var errCrowded = refusal(http.StatusServiceUnavailable, "too many long answers are being read at the moment; try again in a minute")

// get returns the answer to what was asked for, for as long as it is not released. One of the same edition that is there already is taken; with no
// edition it is made anew.
func (b *sharedBodies) get(ctx context.Context, asked string, edition any, create func() ([]byte, error)) (*sharedBody, error) {
	if found := b.find(asked, edition); found != nil {
		return found, nil
	}
	select {
	case b.making <- struct{}{}:
		defer func() { <-b.making }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if found := b.find(asked, edition); found != nil {
		return found, nil // somebody made it meanwhile
	}
	body, err := create()
	if err != nil {
		return nil, err
	}
	return b.add(asked, &sharedBody{edition: edition, body: body, readers: 1, kept: edition != nil})
}

// find returns an answer that is kept, to one more reader; nil if there is none.
func (b *sharedBodies) find(asked string, edition any) *sharedBody {
	b.mu.Lock()
	defer b.mu.Unlock()
	found := b.kept[asked]
	if found == nil || edition == nil || found.edition != edition {
		return nil
	}
	found.readers++
	return found
}

// add takes in a new answer, in place of the one kept for the same question.
func (b *sharedBodies) add(asked string, made *sharedBody) (*sharedBody, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held+len(made.body) > mostHeld {
		b.drop(0, 0)
	}
	// The only answer may be as long as it likes.
	if b.held > 0 && b.held+len(made.body) > mostHeld {
		return nil, errCrowded
	}
	b.held += len(made.body)
	if made.kept {
		if old := b.kept[asked]; old != nil {
			b.forget(asked, old)
		}
		b.kept[asked] = made
	}
	return made, nil
}

// release ends the use of a body by one reader.
func (b *sharedBodies) release(read *sharedBody) {
	b.mu.Lock()
	defer b.mu.Unlock()
	read.readers--
	if read.readers == 0 && !read.kept {
		b.held -= len(read.body)
	}
	b.drop(mostSpare, spares)
}

// drop forgets answers that nobody reads until so many bytes and answers are left.
func (b *sharedBodies) drop(bytes, number int) {
	for asked, x := range b.kept {
		if b.held <= bytes && len(b.kept) <= number {
			return
		}
		if x.readers == 0 {
			b.forget(asked, x)
		}
	}
}

// forget no longer keeps an answer. Those who read it read on.
func (b *sharedBodies) forget(asked string, x *sharedBody) {
	delete(b.kept, asked)
	x.kept = false
	if x.readers == 0 {
		b.held -= len(x.body)
	}
}

// question is what a body answers, with the edition of what it is made from; nil: it is made for one reader.
type question struct {
	asked   string
	edition any
}

// share answers a request with a body that is made once for all who ask the same question.
func (s server) share(w http.ResponseWriter, r *http.Request, q question, kind string, create func() ([]byte, error)) {
	found, err := s.bodies.get(r.Context(), q.asked, q.edition, func() ([]byte, error) {
		body, err := create()
		return bytes.Clone(s.masked(body)), err // without the room in which it grew
	})
	switch {
	case r.Context().Err() != nil && err != nil:
		return // whoever asked has gone
	case errors.Is(err, errCrowded):
		w.Header().Set("Retry-After", "60")
		s.fail(w, r, err)
		return
	case err != nil:
		s.fail(w, r, err)
		return
	}
	defer s.bodies.release(found)
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(found.body)))
	if _, err := w.Write(found.body); err != nil {
		s.Log.Debug("A request could not be answered.", "error", err)
	}
}
