package web

import (
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

func TestNoNameTurnsThePageAround(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.Snapshot = func() Snapshot {
			s := shown()
			s.Registry = &model.Registry{Suppliers: []*model.Supplier{{ID: "acme", Name: "ACME \u202e\u2066HbmG"}}}
			return s
		}
	})
	_, body, _ := ask(t, http.MethodGet, server.URL+"/", "")
	if !strings.Contains(body, "ACME HbmG") || strings.ContainsAny(body, "\u202e\u2066") {
		t.Error("marks that turn the direction stand on the page")
	}
}

func TestTheWordBeforeATokenMayBeWrittenInAnyCase(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadToken = "read" })
	for given, want := range map[string]int{"bearer read": 200, "BEARER read": 200, "Basic read": 401, "Bearer": 401, "Bearer  read": 401} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", given)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%q answers %d, want %d", given, response.StatusCode, want)
		}
	}
}
