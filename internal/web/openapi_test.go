package web

import (
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"supplierwatch/config"
	"supplierwatch/internal/web/content"
)

// describedRoutes returns the operations of config/openapi.json, as METHOD PATH.
func describedRoutes(t *testing.T) (routes []string, operations map[string]map[string]any) {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]map[string]any
	}
	if err := json.Unmarshal(config.OpenAPI, &doc); err != nil {
		t.Fatal(err)
	}
	operations = map[string]map[string]any{}
	for path, methods := range doc.Paths {
		for method, operation := range methods {
			route := strings.ToUpper(method) + " " + path
			routes, operations[route] = append(routes, route), operation
		}
	}
	slices.Sort(routes)
	return routes, operations
}

// TestEveryRouteIsDescribed compares the routes of the API with its description, both ways.
func TestEveryRouteIsDescribed(t *testing.T) {
	source, err := os.ReadFile("server.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, route := range regexp.MustCompile(`"((?:GET|POST) /api/v1/[^"]*[a-z}])"`).FindAllStringSubmatch(string(source), -1) {
		want = append(want, route[1])
	}
	for word := range content.Verbs {
		want = append(want, "POST /api/v1/alerts/{id}/"+word)
	}
	slices.Sort(want)
	if got, _ := describedRoutes(t); !slices.Equal(got, want) {
		t.Errorf("described are\n%s\nserved are\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestWhatIsDescribedIsServed sends a request without a token to each route that is described.
func TestWhatIsDescribedIsServed(t *testing.T) {
	address, _ := actable(t, func(o *Options) { o.ReadModel, o.ReadToken = fakeReadModel{}, "read" })
	routes, _ := describedRoutes(t)
	for _, route := range routes {
		method, path, _ := strings.Cut(route, " ")
		if status, body, _ := ask(t, method, address+strings.ReplaceAll(path, "{id}", "acme"), ""); status != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", route, status, body)
		}
	}
}

// TestListsAreDescribedWithTheirPages looks for what every list has in common.
func TestListsAreDescribedWithTheirPages(t *testing.T) {
	_, operations := describedRoutes(t)
	for _, list := range apiLists {
		text, err := json.Marshal(operations["GET /api/v1/"+list])
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"parameters/limit", "parameters/cursor", `"304"`, `"400"`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("the description of %s lacks %s", list, want)
			}
		}
	}
}
