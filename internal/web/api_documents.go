package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"supplierwatch/config"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/paging"
	"supplierwatch/internal/web/response"
)

// documentAPI serves the documents that programs read at once; listAPI serves the others.
type documentAPI struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	response  response.Writer
	shared    response.Shared
	config    content.ConfigDocument
}

// configuration serves the configuration that the daemon runs on.
func (a documentAPI) configuration(w http.ResponseWriter, r *http.Request) {
	a.write(w, r, a.snapshot().Edition, func(context.Context) (any, error) { return a.config, nil })
}

// supplier serves the document of one supplier.
func (a documentAPI) supplier(w http.ResponseWriter, r *http.Request) {
	edition, err := a.readModel.Edition(r.Context())
	if err != nil {
		a.response.Error(w, r, err)
		return
	}
	a.write(w, r, edition, func(ctx context.Context) (any, error) {
		doc, known, err := a.readModel.Supplier(ctx, r.PathValue("id"))
		if err == nil && !known {
			err = response.Refuse(http.StatusNotFound, "there is no supplier of that id")
		}
		return doc, err
	})
}

// write writes a document that has no parameters.
func (a documentAPI) write(w http.ResponseWriter, r *http.Request, edition any, find func(context.Context) (any, error)) {
	if _, err := paging.Parameters(r.URL.RawQuery); err != nil {
		a.response.Error(w, r, err)
		return
	}
	a.shared.Write(w, r, response.Question{Asked: r.URL.Path, Edition: edition}, response.JSON, func(to io.Writer) error {
		doc, err := find(r.Context())
		if err != nil {
			return err
		}
		return response.EncodeTo(to, doc)
	})
}

// calendar serves the deadlines as events. No deadline is known before the
// initial evaluation: an empty calendar would remove those that a reader has.
func (a documentAPI) calendar(w http.ResponseWriter, r *http.Request) {
	x := a.snapshot()
	if x.Calendar == nil {
		w.Header().Set("Retry-After", "60")
		a.response.Text(w, http.StatusServiceUnavailable, "no deadline is known yet: the first evaluation is not complete")
		return
	}
	// Calendar programs ask again and again: they may keep the calendar and ask whether it has changed.
	w.Header().Set("Cache-Control", "private, no-cache")
	a.shared.Write(w, r, response.Question{Asked: r.URL.Path, Edition: x.Edition}, "text/calendar; charset=utf-8", written(x.Calendar))
}

// openAPI serves the description of the API, which is part of the build.
func (a documentAPI) openAPI(w http.ResponseWriter, r *http.Request) {
	a.write(w, r, "build", func(context.Context) (any, error) { return json.RawMessage(config.OpenAPI), nil })
}

// written writes a text in one call.
func written(text func() ([]byte, error)) func(io.Writer) error {
	return func(to io.Writer) error {
		body, err := text()
		if err == nil {
			_, err = to.Write(body)
		}
		return err
	}
}

// calendarPath is where calendar programs subscribe to the deadlines.
const calendarPath = "/calendar.ics"

// calendarAddress returns the address for calendar programs, with the host if it
// is known.
func calendarAddress(external string, control access.Control) string {
	return strings.TrimSuffix(external, "/") + control.FeedAddress(calendarPath)
}
