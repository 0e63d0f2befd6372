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

// Baseline lists the findings of the day on which it was written. A check with a
// baseline fails only on findings that are new or more severe. The occurrence is
// part of a fingerprint, so that next year's deadline is not known yet.
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
	Subject     model.Subject  `json:"subject"`
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
			strings.Compare(a.Supplier, c.Supplier), a.Subject.Compare(c.Subject), strings.Compare(a.Rule, c.Rule),
			strings.Compare(a.Occurrence, c.Occurrence), strings.Compare(a.Fingerprint, c.Fingerprint),
		)
	})
	return b
}

// ParseBaseline reads a baseline. Anything else is an error that names what was
// found: a baseline that was only partly read would hide new findings.
func ParseBaseline(data []byte) (Baseline, error) {
	var b Baseline
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return Baseline{}, fmt.Errorf(`%w; expected {"version": %d, "findings": […]}`, JSONFault(err), DocumentVersion)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Baseline{}, errors.New("there is more text after the end of the document")
	}
	if b.Version != DocumentVersion {
		return Baseline{}, fmt.Errorf("version %d is not known; expected %d", b.Version, DocumentVersion)
	}
	if b.Findings == nil {
		return Baseline{}, errors.New("the list `findings` is missing; an empty list is written []")
	}
	seen := map[string]bool{}
	for i, e := range b.Findings {
		if err := e.validate(); err != nil {
			return Baseline{}, fmt.Errorf("finding %d: %w", i+1, err)
		}
		if seen[e.Fingerprint] {
			return Baseline{}, fmt.Errorf("finding %d: fingerprint %s is listed twice", i+1, e.Fingerprint)
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

// Mark marks the known findings, in place. A finding that is more severe than
// in the baseline is not known. former returns the former ids of a supplier: its
// findings under one of them are still known.
func (b Baseline) Mark(findings []model.Finding, former func(supplier string) []string) {
	known := map[string]model.Severity{}
	for _, e := range b.Findings {
		known[e.Fingerprint] = e.Severity
	}
	for i := range findings {
		f := &findings[i]
		was, found := known[f.Fingerprint]
		for _, id := range former(f.Supplier) {
			if found {
				break
			}
			was, found = known[model.Fingerprint(f.Rule, id, f.Subject, f.Occurrence)]
		}
		f.Known = found && f.Severity.Rank() >= was.Rank()
	}
}
