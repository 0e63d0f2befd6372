package checkformat

import (
	"strconv"

	"supplierwatch/internal/model"
)

// The parts of a code quality report of GitLab (a part of the format of Code Climate).
type (
	gitlabIssue struct {
		Description string         `json:"description"`
		CheckName   string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
	}
)

// gitlab writes a code quality report. GitLab compares it with the report of the target branch by fingerprint, so it has known findings, too.
func gitlab(c Check) ([]byte, error) {
	issues := []gitlabIssue{}
	for _, p := range problemsOf(c) {
		issues = append(issues, gitlabIssue{p.message, ruleOfProblems, p.fingerprint, "blocker", gitlabPlace(p.place)})
	}
	seen := map[string]int{}
	for _, f := range c.bySeverity() {
		fingerprint := f.Fingerprint
		if seen[f.Fingerprint]++; seen[f.Fingerprint] > 1 {
			fingerprint = model.Digest(f.Fingerprint, strconv.Itoa(seen[f.Fingerprint]))[:32]
		}
		issues = append(issues, gitlabIssue{plain(f.Message), f.Rule, fingerprint, gitlabSeverity(f.Severity), gitlabPlace(c.Places.of(f.Position))})
	}
	return indented(issues)
}

func gitlabPlace(p Place) gitlabLocation {
	return gitlabLocation{Path: plain(p.Path), Lines: gitlabLines{Begin: p.Line}}
}

func gitlabSeverity(s model.Severity) string {
	switch s {
	case model.Critical:
		return "critical"
	case model.Warning:
		return "major"
	}
	return "minor"
}
