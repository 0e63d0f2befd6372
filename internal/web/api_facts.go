package web

import (
	"fmt"
	"net/http"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// factAPI lets programs record facts.
type factAPI struct {
	recorder content.Recorder
	response response.Writer
	clients  access.Clients
}

// factsPage is a page of facts as the list of them has it, so that a page that was read can be recorded elsewhere.
type factsPage struct {
	Version int          `json:"version"`
	Facts   []model.Fact `json:"facts"`
	Next    *string      `json:"next"` // without a meaning here
}

// record records facts, and serves them as they were recorded.
func (a factAPI) record(w http.ResponseWriter, r *http.Request) {
	doc, err := a.read(w, r)
	if err == nil {
		doc.Facts, err = a.recorder.Record(r.Context(), doc.Facts)
	}
	if err != nil {
		a.response.Error(w, r, err)
		return
	}
	a.response.Document(w, http.StatusOK, doc)
}

// read returns the facts of a request. The user whom a trusted proxy names is the observer of those that name nobody.
func (a factAPI) read(w http.ResponseWriter, r *http.Request) (doc apidoc.FactsDocument, err error) {
	var page factsPage
	if err := decode(w, r, &page); err != nil {
		return doc, err
	}
	doc = apidoc.FactsDocument{Version: page.Version, Facts: page.Facts}
	if doc.Version != apidoc.DocumentVersion {
		return doc, response.Refuse(http.StatusBadRequest, fmt.Sprintf("version is %d; expected {\"version\": %d, \"facts\": […]}", doc.Version, apidoc.DocumentVersion))
	}
	if len(doc.Facts) == 0 {
		return doc, response.Refuse(http.StatusBadRequest, "facts are missing: expected {\"version\": 1, \"facts\": […]}")
	}
	for i := range doc.Facts {
		if doc.Facts[i].Actor == "" {
			doc.Facts[i].Actor = a.clients.User(r)
		}
	}
	return doc, nil
}
