// Package response writes the responses of the daemon over HTTP: documents, texts and errors. What readers could answer our mails with is taken out
// of each, and a long one exists once in memory for all who read it.
package response

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
)

// JSON is the media type of documents.
const JSON = "application/json"

// apiPrefix begins the paths that programs read: their errors are documents too.
const apiPrefix = "/api/"

// ErrorDocument is the document that programs get for an error.
type ErrorDocument struct {
	Version int    `json:"version"`
	Error   string `json:"error"`
}

// Writer writes responses.
type Writer struct {
	// Mask takes out of a response what readers could answer our mails with; nil: there is nothing to take out.
	Mask func([]byte) []byte
	// Page writes the page of an error.
	Page func(to http.ResponseWriter, r *http.Request, status int, why string)
	Log  *slog.Logger
}

// Error writes why a request failed: as a document for programs that use the API, as a page for browsers, else as text.
func (w Writer) Error(to http.ResponseWriter, r *http.Request, err error) {
	status, why := w.Status(err)
	RetryLater(to, status)
	switch {
	case strings.HasPrefix(r.URL.Path, apiPrefix):
		w.Document(to, status, ErrorDocument{apidoc.DocumentVersion, why})
	case w.Page != nil && strings.Contains(r.Header.Get("Accept"), "text/html"): // as each browser asks for a page (Fetch, 4.3)
		w.Page(to, r, status, why)
	default:
		w.Text(to, status, why)
	}
}

// RetryLater asks clients to try again soon, where the service is not ready and nothing says when (RFC 9110, 10.2.3).
func RetryLater(to http.ResponseWriter, status int) {
	if status == http.StatusServiceUnavailable && to.Header().Get("Retry-After") == "" {
		to.Header().Set("Retry-After", "5")
	}
}

// Document writes a document as JSON.
func (w Writer) Document(to http.ResponseWriter, status int, doc any) {
	body, err := Encode(doc)
	if err != nil {
		w.Log.Error("A request could not be answered.", "error", err)
		status, body = http.StatusInternalServerError, []byte(`{"version": 1, "error": "internal error; the log says why"}`+"\n")
	}
	to.Header().Set("Content-Type", JSON)
	to.WriteHeader(status)
	w.Write(to, body)
}

// Encode returns a document as JSON.
func Encode(doc any) ([]byte, error) {
	body, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	return append(body, '\n'), nil
}

// EncodeTo writes a document as JSON in one call.
func EncodeTo(to io.Writer, doc any) error {
	body, err := Encode(doc)
	if err == nil {
		_, err = to.Write(body)
	}
	return err
}

// Text writes one line of text.
func (w Writer) Text(to http.ResponseWriter, status int, text string) {
	http.Error(to, string(w.masked([]byte(text))), status)
}

// Body writes a whole response. A reader who already has the same gets 304 (RFC 9110, 13.1.2).
func (w Writer) Body(to http.ResponseWriter, r *http.Request, status int, kind string, body []byte) {
	body = w.masked(body)
	to.Header().Set("Content-Type", kind)
	if status == http.StatusOK {
		to.Header().Set("ETag", entityTag(body))
		http.ServeContent(to, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	to.WriteHeader(status)
	w.Write(to, body)
}

// Write writes a body after its header. A reader that has gone is logged in detail only.
func (w Writer) Write(to http.ResponseWriter, body []byte) {
	if _, err := to.Write(w.masked(body)); err != nil {
		w.Log.Debug("A request could not be answered.", "error", err)
	}
}

func (w Writer) masked(body []byte) []byte {
	if w.Mask == nil {
		return body
	}
	return w.Mask(body)
}
