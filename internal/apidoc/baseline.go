package apidoc

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// Baseline is what was known to be wrong on the day it was written: a check
// that is given it fails only on what came since. An occurrence is part of a
// fingerprint, so that next year's deadline is never known already.
type Baseline struct {
	Version  int             `json:"version"`
	Findings []BaselineEntry `json:"findings"`
}

// BaselineEntry is one known finding. Only fingerprint and severity count; the
// rest is for the people who read the file.
type BaselineEntry struct {
	Fingerprint string         `json:"fingerprint"`
	Severity    model.Severity `json:"severity"`
	Rule        string         `json:"rule"`
	Supplier    string         `json:"supplier"`
	Subject     string         `json:"subject"`
	Occurrence  string         `json:"occurrence"`
}

// NewBaseline makes a baseline of the findings, sorted by supplier, subject,
// rule and occurrence, so that two of them compare line by line.
func NewBaseline(findings []model.Finding) Baseline {
	b := Baseline{Version: DocumentVersion, Findings: []BaselineEntry{}}
	for _, f := range findings {
		b.Findings = append(b.Findings, BaselineEntry{
			Fingerprint: f.Fingerprint, Severity: f.Severity,
			Rule: f.Rule, Supplier: f.Supplier, Subject: f.Subject, Occurrence: f.Occurrence,
		})
	}
	slices.SortFunc(b.Findings, func(a, c BaselineEntry) int {
		return cmp.Or(
			strings.Compare(a.Supplier, c.Supplier), strings.Compare(a.Subject, c.Subject), strings.Compare(a.Rule, c.Rule),
			strings.Compare(a.Occurrence, c.Occurrence), strings.Compare(a.Fingerprint, c.Fingerprint),
		)
	})
	return b
}

// ParseBaseline reads a baseline. Whatever is not one is an error that names
// what was found: a baseline read by half would let real trouble through.
func ParseBaseline(data []byte) (Baseline, error) {
	var b Baseline
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return Baseline{}, fmt.Errorf(`%w; expected {"version": %d, "findings": […]}`, JSONFault(err), DocumentVersion)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Baseline{}, errors.New("something stands behind the end of the document")
	}
	if b.Version != DocumentVersion {
		return Baseline{}, fmt.Errorf("version %d is not known; expected %d", b.Version, DocumentVersion)
	}
	if b.Findings == nil {
		return Baseline{}, errors.New("it holds no list of findings; an empty one is written []")
	}
	seen := map[string]bool{}
	for i, e := range b.Findings {
		if err := e.validate(); err != nil {
			return Baseline{}, fmt.Errorf("finding %d: %w", i+1, err)
		}
		if seen[e.Fingerprint] {
			return Baseline{}, fmt.Errorf("finding %d: fingerprint %s stands twice", i+1, e.Fingerprint)
		}
		seen[e.Fingerprint] = true
	}
	return b, nil
}

// fingerprintForm is how Fingerprint writes: sixteen bytes in hexadecimal.
var fingerprintForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

func (e BaselineEntry) validate() error {
	if !fingerprintForm.MatchString(e.Fingerprint) {
		return fmt.Errorf("fingerprint %q; expected 32 hexadecimal digits", e.Fingerprint)
	}
	return e.Severity.Validate()
}

// Mark marks the known findings, in place. One that is graver
// than it was is not known.
func (b Baseline) Mark(findings []model.Finding) {
	known := map[string]model.Severity{}
	for _, e := range b.Findings {
		known[e.Fingerprint] = e.Severity
	}
	for i := range findings {
		was, found := known[findings[i].Fingerprint]
		findings[i].Known = found && findings[i].Severity.Rank() >= was.Rank()
	}
}
