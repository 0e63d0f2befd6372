package compose

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/rulebook"
)

// sentence ends a text with a full stop, unless it ends with one already.
func sentence(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// distinct drops repeated lines: supplies share production lines.
func distinct(lines []string) []string {
	seen := map[string]bool{}
	var kept []string
	for _, l := range lines {
		if !seen[l] {
			seen[l] = true
			kept = append(kept, l)
		}
	}
	return kept
}

// idForm is what may be part of a line that people paste into a shell.
var idForm = regexp.MustCompile(`^[0-9a-f]{4,64}$`)

// alertID returns an alert's id if it is one: nothing that a shell could understand otherwise.
func alertID(id string) string {
	if !idForm.MatchString(id) {
		return "?"
	}
	return id
}

// reference returns the place, the id and the rule of an alert.
func reference(x item) string {
	var parts []string
	switch p := x.finding.Position; {
	case rulebook.AboutProgram(x.finding.Rule) || p.File == "":
	case p.Line > 0:
		parts = append(parts, fmt.Sprintf("%s:%d", p.File, p.Line))
	default:
		parts = append(parts, p.File)
	}
	parts = append(parts, "alert "+alertID(x.alert.ID), "rule "+x.finding.Rule)
	return envelope.Plain(strings.Join(parts, ", "))
}

// latest returns the later of two days.
func latest(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func at(calendar *civil.Calendar, t time.Time) time.Time {
	if calendar == nil || calendar.Location == nil {
		return t.UTC()
	}
	return t.In(calendar.Location)
}

func titleCase(id string) string {
	words := strings.Split(id, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// orID returns the first name that is not blank.
func orID(names ...string) string {
	for _, n := range names {
		if strings.TrimSpace(n) != "" {
			return n
		}
	}
	return ""
}

// mailto is an address as the path of a link and nothing else (RFC 6068).
func mailto(address string) string {
	return strings.ReplaceAll(url.PathEscape(address), "&", "%26")
}
