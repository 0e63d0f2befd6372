package response

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sync"
)

// How many bytes of responses may be held in memory while they are read, how many bytes are kept for the next readers, and how many responses.
const (
	mostHeld  = 96 << 20
	mostSpare = 16 << 20
	spares    = 16
)

// sharedBodies holds each long response once for all its readers. A slow reader then costs a connection, but no copy of the response. Only one
// response is created at a time, because creating it takes several times its size.
type sharedBodies struct {
	creating chan struct{} // full while a response is being created

	mu   sync.Mutex
	kept map[string]*sharedBody // by question
	held int                    // bytes of all responses, kept or being read
}

// sharedBody is the body of a response. It never changes.
type sharedBody struct {
	edition any // of the data it was created from
	body    []byte
	tag     string // its ETag (RFC 9110, 8.8.3)
	readers int
	kept    bool
}

func newSharedBodies() *sharedBodies {
	return &sharedBodies{creating: make(chan struct{}, 1), kept: map[string]*sharedBody{}}
}

// errCrowded is the refusal while too many long responses are being read.
var errCrowded = Refuse(http.StatusServiceUnavailable, "too many long answers are being read at the moment; try again in a minute")

// get returns the response to a question; it stays in memory until the caller releases it. A kept response of the same edition is used again. Without
// an edition the response is always created.
func (b *sharedBodies) get(ctx context.Context, asked string, edition any, create func() ([]byte, error)) (*sharedBody, error) {
	if found := b.find(asked, edition); found != nil {
		return found, nil
	}
	select {
	case b.creating <- struct{}{}:
		defer func() { <-b.creating }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if found := b.find(asked, edition); found != nil {
		return found, nil // another request created it meanwhile
	}
	body, err := create()
	if err != nil {
		return nil, err
	}
	return b.add(asked, &sharedBody{edition: edition, body: body, tag: entityTag(body), readers: 1, kept: edition != nil})
}

// find returns a kept response to one more reader; nil if there is none.
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

// add holds a new response, in place of the one kept for the same question.
func (b *sharedBodies) add(asked string, created *sharedBody) (*sharedBody, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held+len(created.body) > mostHeld {
		b.drop(0, 0)
	}
	// A response that is the only one has no limit.
	if b.held > 0 && b.held+len(created.body) > mostHeld {
		return nil, errCrowded
	}
	b.held += len(created.body)
	if created.kept {
		if old := b.kept[asked]; old != nil {
			b.forget(asked, old)
		}
		b.kept[asked] = created
	}
	return created, nil
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

// drop forgets responses without readers until so many bytes and responses are left.
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

// forget no longer keeps a response. Its present readers are not interrupted.
func (b *sharedBodies) forget(asked string, x *sharedBody) {
	delete(b.kept, asked)
	x.kept = false
	if x.readers == 0 {
		b.held -= len(x.body)
	}
}

// entityTag returns a strong ETag, which is the same for the same bytes.
func entityTag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}
