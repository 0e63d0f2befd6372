package web

import (
	"fmt"
	"net/http"

	"supplierwatch/internal/apidoc"
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
	if err := decode(w, r, &doc); err != nil {
		return doc, err
	}
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
