package response

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strconv"
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

// Write writes the response to a question, with its media type, compressed for clients that prefer it. Its ETag is the same for as long as its bytes
// are. Create writes the uncompressed response, and each of its values in one call, so that what has to be masked is never cut in two.
func (s Shared) Write(to http.ResponseWriter, r *http.Request, q Question, kind string, create func(io.Writer) error) {
	zipped := acceptsGzip(r.Header)
	found, err := s.bodies.get(r.Context(), q.key(zipped), q.Edition, func() ([]byte, error) { return s.body(zipped, create) })
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
	header := to.Header()
	header.Set("Content-Type", kind)
	header.Set("ETag", found.tag)
	header.Add("Vary", "Accept-Encoding")
	if zipped {
		header.Set("Content-Encoding", "gzip")
		if r.Header.Get("Range") == "" { // ServeContent sets the length of a range itself, and of a compressed response no other
			header.Set("Content-Length", strconv.Itoa(len(found.body)))
		}
	}
	http.ServeContent(to, r, "", time.Time{}, bytes.NewReader(found.body)) // answers If-None-Match (RFC 9110, 13.1.2)
}

// key distinguishes a response from all others that are kept.
func (q Question) key(zipped bool) string { return q.Asked + " gzip " + strconv.FormatBool(zipped) }

// body returns the bytes of a response without spare capacity.
func (s Shared) body(zipped bool, create func(io.Writer) error) ([]byte, error) {
	var out bytes.Buffer
	if !zipped {
		err := create(maskedWriter{s.writer, &out})
		return bytes.Clone(out.Bytes()), err
	}
	compressor := gzip.NewWriter(&out)
	err := create(maskedWriter{s.writer, compressor})
	if err == nil {
		err = compressor.Close()
	}
	return bytes.Clone(out.Bytes()), err
}

// maskedWriter takes out of each text that is written what readers could answer our mails with.
type maskedWriter struct {
	writer Writer
	to     io.Writer
}

func (m maskedWriter) Write(text []byte) (int, error) {
	if _, err := m.to.Write(m.writer.masked(text)); err != nil {
		return 0, err
	}
	return len(text), nil
}
