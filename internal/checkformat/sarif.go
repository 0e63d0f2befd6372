package checkformat

import (
	"net/url"
	"path"
	"strings"

	"supplierwatch/internal/checkdiff"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// mostSARIFResults is how many results code hosts accept in one run; GitHub shows the first 5,000.
const mostSARIFResults = 5000

// The parts of a SARIF log (SARIF 2.1.0, section 3). No string is empty: consumers refuse that.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool              sarifTool         `json:"tool"`
		AutomationDetails sarifAutomation   `json:"automationDetails"`
		Invocations       []sarifInvocation `json:"invocations"`
		ColumnKind        string            `json:"columnKind"`
		Results           []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string        `json:"id"`
		ShortDescription     sarifMessage  `json:"shortDescription"`
		FullDescription      sarifMessage  `json:"fullDescription"`
		Help                 sarifMessage  `json:"help"`
		DefaultConfiguration *sarifDefault `json:"defaultConfiguration,omitempty"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifAutomation struct {
		ID string `json:"id"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifMessage      `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		BaselineState       string            `json:"baselineState,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// sarif writes SARIF 2.1.0 as code hosts read it.
func sarif(c Check) ([]byte, error) {
	run := &sarifRun{
		AutomationDetails: sarifAutomation{ID: "supplierwatch/"},
		Invocations:       []sarifInvocation{{ExecutionSuccessful: !c.broken()}},
		ColumnKind:        "unicodeCodePoints",
		Results:           []sarifResult{},
	}
	run.Tool.Driver = sarifDriver{Name: "supplierwatch", Version: c.Version, Rules: []sarifRule{}}
	rules := map[string]int{}
	for _, r := range c.results() {
		if len(run.Results) == mostSARIFResults {
			break
		}
		if _, known := rules[r.RuleID]; !known {
			rules[r.RuleID] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(r.RuleID))
		}
		r.RuleIndex = rules[r.RuleID]
		run.Results = append(run.Results, r)
	}
	run.Invocations[0].Notifications = c.sarifNotifications()
	return indented(sarifLog{
		Schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{*run},
	})
}

// sarifNotifications returns what the results leave out.
func (c Check) sarifNotifications() []sarifNotification {
	var omitted []sarifNotification
	if left := len(c.Document.Errors) + len(c.Document.Findings) - mostSARIFResults; left > 0 {
		omitted = append(omitted, sarifNotification{"warning", sarifMessage{prose.Count(left, "result") + " left out, the least severe ones: consumers read 5,000 at most."}})
	}
	if n := len(c.NotEvaluated); n > 0 {
		omitted = append(omitted, sarifNotification{"note", sarifMessage{prose.Count(n, "rule") + " not evaluated, as they need facts that this check does not have."}})
	}
	return omitted
}

// results returns the problems, or all findings, the gravest first.
func (c Check) results() []sarifResult {
	var results []sarifResult
	for _, p := range problemsOf(c) {
		results = append(results, sarifResult{
			RuleID: ruleOfProblems, Level: "error", Message: sarifMessage{p.message},
			Locations: located(p.place), PartialFingerprints: fingerprints(p.fingerprint),
		})
	}
	for _, f := range c.bySeverity() {
		r := sarifResult{
			RuleID: f.Rule, Level: sarifLevel(f.Severity), Message: sarifMessage{plain(f.Message)},
			Locations: located(c.Places.of(f.Position)), PartialFingerprints: fingerprints(f.Fingerprint),
		}
		switch {
		case f.Known:
			r.BaselineState = "unchanged"
		case c.Compared:
			r.BaselineState = "new"
		}
		results = append(results, r)
	}
	return results
}

func fingerprints(own string) map[string]string {
	return map[string]string{"primaryLocationLineHash": own, "supplierwatch/v1": own}
}

func located(p Place) []sarifLocation {
	return []sarifLocation{{sarifPhysical{
		ArtifactLocation: sarifArtifact{URI: reference(p.Path)},
		Region:           sarifRegion{StartLine: p.Line, StartColumn: p.Column, EndLine: p.EndLine, EndColumn: p.EndColumn},
	}}}
}

// reference returns a path as a URI (RFC 3986): relative where the path is.
func reference(file string) string {
	u := url.URL{Path: file}
	if path.IsAbs(file) {
		u.Scheme = "file"
	}
	return strings.ReplaceAll(u.String(), "+", "%2B")
}

func sarifLevel(s model.Severity) string {
	switch s {
	case model.Critical:
		return "error"
	case model.Warning:
		return "warning"
	}
	return "note"
}

// ruleOf describes a rule.
func ruleOf(name string) sarifRule {
	doc := "The registry or the configuration has an error. Nothing is evaluated until it is corrected."
	help := doc
	var level *sarifDefault
	if r, known := rulebook.Named(name); known {
		doc = strings.Join(strings.Fields(r.Doc), " ")
		help = doc + "\n\n`supplierwatch explain " + name + "` shows its severities and who is notified."
		level = &sarifDefault{sarifLevel(r.Severity.Of(model.ClassCritical))}
	}
	if name == checkdiff.RouteRemoved {
		doc, help, level = checkdiff.RouteRemovedDoc, checkdiff.RouteRemovedDoc, &sarifDefault{"error"}
	}
	return sarifRule{
		ID: name, ShortDescription: sarifMessage{firstSentence(doc)}, FullDescription: sarifMessage{doc}, Help: sarifMessage{help},
		DefaultConfiguration: level,
	}
}
