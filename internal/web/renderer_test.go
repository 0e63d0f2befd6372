package web

import (
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

func TestNoNameTurnsThePageAround(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() content.Snapshot {
			s := shown()
			s.Registry = &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Name: "ACME \u202e\u2066HbmG"}}}
			return s
		}
	})
	_, body, _ := ask(t, http.MethodGet, server.URL+"/", "")
	if !strings.Contains(body, "ACME HbmG") || strings.ContainsAny(body, "\u202e\u2066") {
		t.Error("marks that turn the direction are on the page")
	}
}
