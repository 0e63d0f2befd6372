package apidoc

import (
	"bytes"
	"encoding/json"
	"strings"

	"supplierwatch/internal/model"
)

// Finding is a finding in a document: its values, and what people do about it.
type Finding struct{ Of model.Finding }

// MarshalJSON writes the values of the finding, then its headline, its steps and the command that explains the rule.
func (f Finding) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		model.Finding
		Headline string   `json:"headline"`
		Action   []string `json:"action"`
		Help     string   `json:"help"`
	}{f.Of, Headline(f.Of), append([]string{}, f.Of.Advice.Do...), Help(f.Of.Rule)})
}

// Headline returns what to do in a few words; the message where the finding has no headline, or one that was cut to fit a subject.
func Headline(f model.Finding) string {
	if h := f.Advice.Headline; h != "" && !strings.Contains(h, "…") {
		return h
	}
	return f.Message
}

// Help returns the command that explains a rule.
func Help(rule string) string { return "supplierwatch explain " + rule }

// Findings are the findings of a document.
type Findings []model.Finding

// MarshalJSON writes each finding with what people do about it.
func (all Findings) MarshalJSON() ([]byte, error) {
	findings := make([]Finding, 0, len(all))
	for _, f := range all {
		findings = append(findings, Finding{f})
	}
	return marshal(findings)
}

// marshal leaves angle brackets readable; an encoder around it escapes them where a browser may read the document.
func marshal(value any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(value)
	return out.Bytes(), err
}
