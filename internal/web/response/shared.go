package response

import (
	"bytes"
	"errors"
	"net/http"
	"time"
)

// Shared writes long responses. Each is created once for all who ask for it.
type Shared struct {
	writer Writer
	bodies *sharedBodies
}

// NewShared returns a writer that holds no response yet.
func NewShared(writer Writer) Shared { return Shared{writer: writer, bodies: newSharedBodies()} }

// Question identifies what a response answers.
type Question struct {
	Asked   string // the same for requests with the same response, such as the path
	Edition any    // of the data from which the response is created; nil: it is created for one reader
}

// Write writes the response to a question, with its media type. Its ETag is the
// same for as long as its bytes are.
func (s Shared) Write(to http.ResponseWriter, r *http.Request, q Question, kind string, create func() ([]byte, error)) {
	found, err := s.bodies.get(r.Context(), q.Asked, q.Edition, func() ([]byte, error) {
		body, err := create()
		return bytes.Clone(s.writer.masked(body)), err // without its spare capacity
	})
	switch {
	case r.Context().Err() != nil && err != nil:
		return // the client has gone
	case errors.Is(err, errCrowded):
		to.Header().Set("Retry-After", "60")
		s.writer.Error(to, r, err)
		return
	case err != nil:
		s.writer.Error(to, r, err)
		return
	}
	defer s.bodies.release(found)
	to.Header().Set("Content-Type", kind)
	to.Header().Set("ETag", found.tag)
	http.ServeContent(to, r, "", time.Time{}, bytes.NewReader(found.body)) // answers If-None-Match (RFC 9110, 13.1.2)
}
