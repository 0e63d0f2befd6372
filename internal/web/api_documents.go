package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"supplierwatch/config"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// documentAPI serves the documents that programs read.
type documentAPI struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	response  response.Writer
	shared    response.Shared
	config    content.ConfigDocument
}

// ofSnapshot returns the handler of a document that each snapshot has.
func (a documentAPI) ofSnapshot(pick func(content.Snapshot) any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		x := a.snapshot()
		a.shared.Write(w, r, response.Question{Asked: r.URL.Path, Edition: x.Edition}, response.JSON, func() ([]byte, error) { return response.Encode(pick(x)) })
	}
}

func (a documentAPI) alerts() http.HandlerFunc {
	return a.ofSnapshot(func(x content.Snapshot) any { return x.Alerts })
}

func (a documentAPI) findings() http.HandlerFunc {
	return a.ofSnapshot(func(x content.Snapshot) any { return x.Findings })
}

func (a documentAPI) deadlines() http.HandlerFunc {
	return a.ofSnapshot(func(x content.Snapshot) any { return x.Deadlines })
}

func (a documentAPI) configuration() http.HandlerFunc {
	return a.ofSnapshot(func(content.Snapshot) any { return a.config })
}

// suppliers serves the document of all suppliers.
func (a documentAPI) suppliers(w http.ResponseWriter, r *http.Request) {
	a.ofReadModel(w, r, "", func(ctx context.Context) (any, error) { return a.readModel.Suppliers(ctx) })
}

// supplier serves the document of one supplier.
func (a documentAPI) supplier(w http.ResponseWriter, r *http.Request) {
	a.ofReadModel(w, r, "", func(context.Context) (any, error) { return supplierDocument(r, a.readModel) })
}

// supplierDocument returns the document of the supplier that the path of a request names.
func supplierDocument(r *http.Request, from content.ReadModel) (apidoc.SupplierDocument, error) {
	doc, known, err := from.Supplier(r.Context(), r.PathValue("id"))
	if err == nil && !known {
		err = response.Refuse(http.StatusNotFound, "there is no supplier of that id")
	}
	return doc, err
}

// mailboxes serves the document of our role mailboxes.
func (a documentAPI) mailboxes(w http.ResponseWriter, r *http.Request) {
	a.ofReadModel(w, r, "", func(ctx context.Context) (any, error) { return a.readModel.Mailboxes(ctx) })
}

// facts serves what was recorded: all, or ?supplier=ID&subject=contact/ID.
func (a documentAPI) facts(w http.ResponseWriter, r *http.Request) {
	supplier, subject := r.URL.Query().Get("supplier"), r.URL.Query().Get("subject")
	asked := url.Values{"supplier": {supplier}, "subject": {subject}}.Encode()
	a.ofReadModel(w, r, asked, func(ctx context.Context) (any, error) {
		return a.readModel.Facts(ctx, supplier, model.ParseSubject(subject))
	})
}

// ofReadModel serves a document that is computed on request. Asked distinguishes it from others of the same path.
func (a documentAPI) ofReadModel(w http.ResponseWriter, r *http.Request, asked string, find func(context.Context) (any, error)) {
	edition, err := a.readModel.Edition(r.Context())
	if err != nil {
		a.response.Error(w, r, err)
		return
	}
	a.shared.Write(w, r, response.Question{Asked: r.URL.Path + "?" + asked, Edition: edition}, response.JSON, func() ([]byte, error) {
		doc, err := find(r.Context())
		if err != nil {
			return nil, err
		}
		return response.Encode(doc)
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
	a.shared.Write(w, r, response.Question{Asked: r.URL.Path, Edition: x.Edition}, "text/calendar; charset=utf-8", x.Calendar)
}

// openAPI serves the description of the API.
func (a documentAPI) openAPI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", response.JSON)
	a.response.Write(w, config.OpenAPI)
}

// calendarPath is where calendar programs subscribe to the deadlines.
const calendarPath = "/calendar.ics"

// calendarAddress returns the address for calendar programs, with the host if it
// is known.
func calendarAddress(external string, control access.Control) string {
	return strings.TrimSuffix(external, "/") + control.FeedAddress(calendarPath)
}
