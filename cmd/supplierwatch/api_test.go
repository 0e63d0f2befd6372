package main

import (
	"cmp"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described is the OpenAPI document of a daemon.
type described struct {
	OpenAPI string
	Paths   map[string]map[string]operation
	schemas *jsonschema.Compiler
}

type operation struct {
	Responses map[string]struct {
		Content map[string]struct{ Schema map[string]any }
	}
}

// describe reads the document that a daemon serves.
func (d *daemon) describe(t *testing.T, token string) *described {
	t.Helper()
	_, body := d.ask(t, http.MethodGet, "/api/v1/openapi.json", token)
	doc := &described{schemas: jsonschema.NewCompiler()}
	if err := json.Unmarshal([]byte(body), doc); err != nil {
		t.Fatalf("%v in\n%.300s", err, body)
	}
	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	doc.schemas.AssertFormat()
	if err := doc.schemas.AddResource("openapi.json", whole); err != nil {
		t.Fatal(err)
	}
	return doc
}

// check holds an answer against what the document says of it.
func (doc *described) check(t *testing.T, method, path string, code int, body string) {
	t.Helper()
	answer, ok := doc.Paths[path][strings.ToLower(method)].Responses[strconv.Itoa(code)]
	if !ok {
		t.Errorf("%s %s answers %d, which is not described:\n%.300s", method, path, code, body)
		return
	}
	name, ok := answer.Content["application/json"].Schema["$ref"].(string)
	if !ok {
		return // of the document itself nothing is said
	}
	schema, err := doc.schemas.Compile("openapi.json" + name)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("%s %s: %d is not as described: %v\n%.1500s", method, path, code, err, body)
	}
}

// apiInstallation has at least one item of everything that the API returns.
func apiInstallation(t *testing.T) (*daemon, string) {
	t.Helper()
	o := simple(t, "{directory: outbox}")
	o.write(t, "read.tok", "let me read")
	change(t, o.config, `write_token: {file: write.tok}`, `write_token: {file: write.tok}, read_token: {file: read.tok}`)
	add(t, filepath.Join(o.folder, "registry/company.yaml"), "mailboxes:\n  confirmations: {address: confirmations@buyer.test, purpose: order-confirmation, team: oncall}\n")
	d := startReady(t, "--config", o.config)
	_, body := d.ask(t, http.MethodGet, "/api/v1/alerts", "let me read")
	for _, a := range parseAlerts(t, body) {
		if a.Rule == "contract-notice-due" {
			return d, a.ID
		}
	}
	t.Fatalf("no alert about the contract:\n%s", body)
	return nil, ""
}

// untilEnd sorts actions that end an alert before all others, so that a loop backwards comes to them last.
func untilEnd(path string) string {
	if strings.HasSuffix(path, "/keep") || strings.HasSuffix(path, "/notice-given") {
		return "0"
	}
	return "1"
}

// TestTheAPIIsAsItIsDescribed asks a daemon for everything that its OpenAPI document lists, and holds every field of every answer against it.
func TestTheAPIIsAsItIsDescribed(t *testing.T) {
	d, alert := apiInstallation(t)
	doc := d.describe(t, "let me read")
	if !strings.HasPrefix(doc.OpenAPI, "3.1.") {
		t.Errorf("it is of OpenAPI %s", doc.OpenAPI)
	}
	bodies := map[string][]string{
		"ack": {`{"by": "jane@buyer.test"}`, `{"for": "later"}`}, "snooze": {`{"for": "1 day"}`, `{}`}, "note": {`{"note": "x"}`, `{}`}, "not-mine": {`{}`, `{"who": "x"}`}, "escalate": {`{}`, `{"for": "1 day"}`},
		"notice-given": {`{"on": "2026-01-02", "by": "jane@buyer.test"}`, `{"on": "tomorrow"}`}, "keep": {`{}`, `{"until": "2026-02-30"}`},
		"requested": {`{"reference": "PR-1"}`, `{}`}, "placed": {`{"reference": "4500012345", "on": "yesterday"}`, `{}`}, "confirmed": {`{}`, `{"reference": 7}`},
		"waived": {`{"note": "enough stock"}`, `{}`}, "renewed": {`{"until": "2020-01-01"}`, `{}`}, "verified": {`{"how": "call", "contact": "orders"}`, `{"how": "guess"}`},
		"no-answer": {`{"contact": "orders"}`, `{"contact": "nobody"}`}, "wrong-number": {`{"contact": "orders"}`, `{"mailbox": "x"}`}, "informed": {`{"mailbox": "x"}`, `{}`},
		"accept": {`{}`, `{"on": "today"}`},
		"facts":  {`{"version": 1, "facts": [{"id": "1", "supplier": "acme", "subject": "contact/orders", "kind": "seen", "observed_at": "2026-01-01T00:00:00Z", "actor": "erp", "data": {"address": "x@acme.test"}}]}`, `{"version": 2}`},
	}
	wrong := []string{`{"version": 1, "facts": [{"id": "1", "subject": "contact/orders", "kind": "left", "observed_at": "2026-01-01T00:00:00Z", "actor": "erp"}]}`, `{"version": 1, "facts": [{"subject": "x", "kind": "seen"}]}`}
	paths := make([]string, 0, len(doc.Paths))
	for path := range doc.Paths {
		paths = append(paths, path)
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Or(strings.Compare(untilEnd(a), untilEnd(b)), strings.Compare(a, b)) })
	for _, path := range slices.Backward(paths) { // the order of the alphabet records facts before they are read
		if _, writes := doc.Paths[path]["post"]; writes {
			at, verb := strings.Replace(path, "{id}", alert, 1), path[strings.LastIndex(path, "/")+1:]
			for _, body := range append(bodies[verb], map[bool][]string{true: wrong}[verb == "facts"]...) {
				code, answer := d.send(t, at, writeToken, body)
				doc.check(t, http.MethodPost, path, code, answer)
			}
			code, answer := d.send(t, at, "wrong", "{}")
			doc.check(t, http.MethodPost, path, code, answer)
			if strings.Contains(path, "{id}") {
				code, answer := d.send(t, strings.Replace(path, "{id}", "ffffffff", 1), writeToken, bodies[verb][0])
				doc.check(t, http.MethodPost, path, code, answer)
			}
		}
	}
	for path := range doc.Paths {
		if _, reads := doc.Paths[path]["get"]; reads {
			at := strings.Replace(path, "{id}", "acme", 1)
			code, answer := d.ask(t, http.MethodGet, at, "let me read")
			if code != http.StatusOK || regexp.MustCompile(`": \[\](,\s*"next": null)?\n}`).MatchString(strings.Replace(answer, `"errors": []`, "", 1)) {
				t.Errorf("%s answers %d, and nothing to hold against the description:\n%s", at, code, answer)
			}
			doc.check(t, http.MethodGet, path, code, answer)
			code, answer = d.ask(t, http.MethodGet, at, "wrong")
			doc.check(t, http.MethodGet, path, code, answer)
		}
	}
	source, err := os.ReadFile("../../internal/web/server.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, route := range regexp.MustCompile(`"(GET|POST) (/api/v1/[^"]*[a-z}])"`).FindAllStringSubmatch(string(source), -1) {
		if _, ok := doc.Paths[route[2]][strings.ToLower(route[1])]; !ok {
			t.Errorf("%s %s is served and not described", route[1], route[2])
		}
	}
}

// send posts a body with a token.
func (d *daemon) send(t *testing.T, path, token, body string) (code int, answer string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.page+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return d.exchange(t, request)
}

// TestTheExamplesOfTheAPIWork runs every line of docs/api.md that a shell takes.
func TestTheExamplesOfTheAPIWork(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("SKIPPED: curl is not installed (Debian: curl)")
	}
	d, alert := apiInstallation(t)
	page, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		for line := range strings.Lines(block[1]) {
			if !strings.Contains(line, "curl ") {
				continue // the page and the tokens of this test are other ones
			}
			cmd := exec.Command("sh", "-c", strings.Replace(line, "curl ", "curl -sS --fail-with-body --noproxy '*' ", 1))
			cmd.Env = append(os.Environ(), "PAGE="+d.page, "READ_TOKEN=let me read", "WRITE_TOKEN="+writeToken, "ALERT="+alert[:5])
			if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), `"version": 1`) {
				t.Errorf("%s%v\n%s", line, err, out)
			}
			ran++
		}
	}
	if ran < 5 {
		t.Errorf("found %d examples", ran)
	}
}
