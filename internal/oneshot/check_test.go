package oneshot

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// written puts text into a file of its own and gives its path.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadFacts(t *testing.T) {
	const fact = `{"id": "1", "supplier": "acme", "subject": "domain/a.example", "kind": "probe-failed", "observed_at": "2026-11-22T07:00:00Z"`
	page := func(id, next string) string {
		return `{"version": 1, "facts": [` + strings.Replace(fact, `"1"`, `"`+id+`"`, 1) + `}], "next": ` + next + "}\n"
	}
	tests := []struct{ name, text, problem string }{
		{"none", `{"version": 1, "facts": []}`, ""},
		{"one", `{"version": 1, "facts": [` + fact + `}]}`, ""},
		{"one page", page("1", "null"), ""},
		{"two pages", page("1", `"abc"`) + page("2", "null"), ""},
		{"the first page", page("1", `"abc"`), "the file ends with a page that others follow; get the pages behind it too, with ?cursor=abc"},
		{"the first two pages", page("1", `"abc"`) + page("2", `"def"`), "with ?cursor=def"},
		{"text behind a page", page("1", "null") + "no page", "expected {\"version\": 1, \"facts\": […]}"},
		{"half a page", page("1", `"abc"`) + `{"version": 1, "facts": [`, "it ends too early"},
		{"a page of another version", page("1", `"abc"`) + `{"version": 7, "facts": []}`, "version 7 is not known; expected 1"},
		{"an empty file", "", "it ends too early"},
		{"no JSON", `facts: []`, "expected {\"version\": 1, \"facts\": […]}"},
		{"another version", `{"version": 7, "facts": []}`, "version 7 is not known; expected 1"},
		{"no version", `{"facts": []}`, "version 0 is not known"},
		{"without a kind", `{"version": 1, "facts": [` + fact + `}, {"id": "2", "subject": "x"}]}`, "fact 2: read fact \"2\": kind is missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := written(t, "facts.json", tt.text)
			facts, err := readFacts(path)
			if tt.problem == "" {
				if err != nil {
					t.Fatal(err)
				}
				if want := strings.Count(tt.text, `"id"`); len(facts) != want {
					t.Errorf("read %d facts, want %d", len(facts), want)
				}
				for _, f := range facts {
					if !f.RecordedAt.Equal(f.ObservedAt) {
						t.Errorf("recorded at %v, want when it was observed", f.RecordedAt)
					}
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.problem) || !strings.Contains(err.Error(), path) {
				t.Errorf("error = %v, want %s with the file", err, tt.problem)
			}
		})
	}
}

const oneSupplier = `
version: 1
teams: {purchasing: {email: purchasing@buyer.example}}
mailboxes: {confirmations: {address: confirmations@buyer.example, account: corp, team: purchasing}}
suppliers:
  - {id: acme, name: ACME, contacts: {role: orders, email: orders@acme.example}, they_know: {mailbox: confirmations, on: 2026-11-01}}
`

// TestCheckFitsTheTwoFiles holds that what one of registry and configuration
// names and the other lacks is a problem at its place.
func TestCheckFitsTheTwoFiles(t *testing.T) {
	registry := written(t, "registry.yaml", oneSupplier)
	config := written(t, "supplierwatch.yaml", "smtp: [{directory: out}]\nalerts: {operators: nobody}\n")
	result, err := Check(context.Background(), CheckRequest{Paths: []string{registry}, Config: config, Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if result.Document.Summary != nil || len(result.Document.Findings) != 0 || len(result.Document.Errors) != 2 {
		t.Fatalf("document = %+v", result.Document)
	}
	for i, want := range []struct{ file, text string }{{config, `"nobody"`}, {registry, `"corp"`}} {
		if p := result.Document.Errors[i]; p.File != filepath.ToSlash(want.file) || p.Line == 0 || !strings.Contains(p.Message, want.text) {
			t.Errorf("problem %d = %s, want one in %s about %s", i, p, want.file, want.text)
		}
	}

	// Without a configuration nothing is missing: a registry stands alone.
	result, err = Check(context.Background(), CheckRequest{Paths: []string{registry}, Now: time.Now()})
	if err != nil || len(result.Document.Errors) != 0 || result.Document.Summary == nil {
		t.Errorf("document = %+v, %v", result.Document, err)
	}
	if len(result.NotEvaluated) == 0 || result.Document.Summary.NotEvaluated != len(result.NotEvaluated) {
		t.Errorf("not evaluated = %d, counted %d", len(result.NotEvaluated), result.Document.Summary.NotEvaluated)
	}
}

// TestCheckKnowsOnlyWhatWasRecordedByThen holds that a clock set back takes
// back what was learnt since.
func TestCheckKnowsOnlyWhatWasRecordedByThen(t *testing.T) {
	registry := written(t, "registry.yaml", oneSupplier)
	facts := written(t, "facts.json", `{"version": 1, "facts": [
		{"id": "1", "supplier": "acme", "subject": "domain/acme.example", "kind": "probe-failed", "observed_at": "2026-11-22T07:00:00Z", "data": {"reason": "null-mx"}},
		{"id": "2", "supplier": "acme", "subject": "domain/acme.example", "kind": "probe-failed", "observed_at": "2026-11-22T08:00:00Z", "data": {"reason": "null-mx"}},
		{"id": "3", "supplier": "acme", "subject": "domain/acme.example", "kind": "probe-failed", "observed_at": "2026-11-22T09:00:00Z", "data": {"reason": "null-mx"}}]}`)
	for now, want := range map[string]bool{"2026-11-22T10:00:00Z": true, "2026-11-22T08:30:00Z": false, "2026-11-21T10:00:00Z": false} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		result, err := Check(context.Background(), CheckRequest{Paths: []string{registry}, Facts: facts, Now: at})
		if err != nil {
			t.Fatal(err)
		}
		if got := raised(result.Document.Findings, "domain-no-mail"); got != want {
			t.Errorf("at %s domain-no-mail is raised: %v, want %v", now, got, want)
		}
	}
}

func raised(findings []model.Finding, rule string) bool {
	for _, f := range findings {
		if f.Rule == rule {
			return true
		}
	}
	return false
}
