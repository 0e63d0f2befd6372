package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestFactsFromOutside(t *testing.T) {
	const fact = `{"version":1,"facts":[{"supplier":"acme","subject":"contact/orders","kind":"seen","observed_at":"2026-11-22T10:00:00Z","actor":"erp"}]}`
	post := func(url, token, body string) int {
		request, err := http.NewRequest(http.MethodPost, url+"/api/v1/facts", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	closed, _ := serveSuppliers(t, "")
	if got := post(closed, "any", fact); got != http.StatusForbidden {
		t.Errorf("without a write token: %d", got)
	}
	url, recorded := serveSuppliers(t, "open sesame")
	for _, c := range []struct {
		name, token, body string
		want              int
	}{
		{"wrong token", "guess", fact, http.StatusUnauthorized},
		{"no document", "open sesame", "hello", http.StatusBadRequest},
		{"an unknown key", "open sesame", `{"version":1,"fact":[]}`, http.StatusBadRequest},
		{"a fact that nobody observed", "open sesame", strings.Replace(fact, `,"actor":"erp"`, "", 1), http.StatusUnprocessableEntity},
		{"another version", "open sesame", strings.Replace(fact, `"version":1`, `"version":2`, 1), http.StatusBadRequest},
		{"no facts", "open sesame", `{"version":1,"facts":[]}`, http.StatusBadRequest},
		{"nothing", "open sesame", ``, http.StatusBadRequest},
		{"two documents", "open sesame", fact + fact, http.StatusBadRequest},
		{"too much", "open sesame", fact + strings.Repeat(" ", mostBytes), http.StatusRequestEntityTooLarge},
		{"a key twice", "open sesame", strings.Replace(fact, `"kind":"seen"`, `"kind":"verified","kind":"seen"`, 1), http.StatusBadRequest},
		{"a key twice, once escaped", "open sesame", strings.Replace(fact, `"kind":"seen"`, `"kind":"verified","k\u0069nd":"seen"`, 1), http.StatusBadRequest},
		{"a key in another case", "open sesame", strings.Replace(fact, `"kind"`, `"Kind"`, 1), http.StatusBadRequest},
		{"a key with the sign of kelvin", "open sesame", strings.Replace(fact, `"kind"`, "\"\u212aind\"", 1), http.StatusBadRequest},
		{"two lists of facts", "open sesame", strings.Replace(fact, `"facts"`, `"facts":[],"facts"`, 1), http.StatusBadRequest},
		{"data with a key twice", "open sesame", strings.Replace(fact, `"actor"`, `"data":{"on":"2026-11-20","on":"2026-11-21"},"actor"`, 1), http.StatusBadRequest},
		{"a fact", "open sesame", fact, http.StatusOK},
		{"a page of facts", "open sesame", strings.TrimSuffix(fact, "}") + `,"next":"abc"}`, http.StatusOK},
		{"the last page of facts", "open sesame", strings.TrimSuffix(fact, "}") + `,"next":null}`, http.StatusOK},
	} {
		if got := post(url, c.token, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if len(*recorded) != 3 || (*recorded)[0].Actor != "erp" {
		t.Errorf("recorded %v, want the fact of each request", *recorded)
	}
}
