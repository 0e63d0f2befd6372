package apidoc

// Diff is what a check with --diff found beside its findings.
type Diff struct {
	Against   string   `json:"against"`   // the revision or folder as given
	New       int      `json:"new"`       // findings that are new or more severe
	Unchanged int      `json:"unchanged"` // findings that were there before
	Fixed     Findings `json:"fixed"`     // findings that are gone
	Removed   []string `json:"removed"`   // suppliers that are gone
}
