package checkformat

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Check is the outcome of a check with what the formats need besides.
type Check struct {
	Document     apidoc.CheckDocument
	Rules        []string       // rules that were evaluated
	NotEvaluated []string       // rules that need facts, when none were given
	FailOn       model.Severity // findings at or above it are failures; apidoc.FailOnNever: none is
	Places       Places
	Version      string // of the program
	Compared     bool   // with earlier findings, of which some may be known
	Unknown      string // why the outcome is not complete; empty: it is
}

// Place is a place as consumers need it: Path is relative to the repository, with slashes; the columns count characters.
type Place struct {
	Path               string
	Line, Column       int
	EndLine, EndColumn int
	Byte, EndByte      int // the columns in bytes of UTF-8
}

// Places are the known places in the repository.
type Places map[model.Position]Place

// of returns the place of a position. Where the file is not known, its path is as given; a file as a whole is its first line.
func (p Places) of(at model.Position) Place {
	if place, known := p[at]; known {
		return place
	}
	line, column := max(at.Line, 1), max(at.Column, 1)
	return Place{
		Path: strings.TrimPrefix(at.File, "./"), Line: line, Column: column, EndLine: line, EndColumn: column + 1,
		Byte: column, EndByte: column + 1,
	}
}

// String returns path:line:column.
func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column) }

// ruleOfProblems is the name under which formats that have only findings show the problems of registry and configuration.
const ruleOfProblems = "registry-error"

// failed reports whether a finding fails the check.
func (c Check) failed(f model.Finding) bool {
	return !f.Known && c.FailOn != apidoc.FailOnNever && f.Severity.Rank() <= c.FailOn.Rank()
}

// fresh returns the findings that are not known from a baseline, the gravest first.
func (c Check) fresh() []model.Finding {
	var fresh []model.Finding
	for _, f := range c.bySeverity() {
		if !f.Known {
			fresh = append(fresh, f)
		}
	}
	return fresh
}

// bySeverity returns all findings, the gravest first and otherwise in their order.
func (c Check) bySeverity() []model.Finding {
	all := slices.Clone(c.Document.Findings)
	slices.SortStableFunc(all, func(a, b model.Finding) int { return a.Severity.Rank() - b.Severity.Rank() })
	return all
}

// broken reports whether nothing was evaluated.
func (c Check) broken() bool { return len(c.Document.Errors) > 0 }

// counted returns how many findings of each severity there are, as a sentence does.
func counted(findings []model.Finding) string {
	number := map[model.Severity]int{}
	for _, f := range findings {
		number[f.Severity]++
	}
	return fmt.Sprintf("%d critical, %s, %s", number[model.Critical], prose.Count(number[model.Warning], "warning"), prose.Count(number[model.Info], "note"))
}

// subject returns what a finding is about: supplier and item, with the occurrence where there are several.
func subject(f model.Finding) string {
	parts := make([]string, 0, 2)
	for _, p := range []string{f.Supplier, f.Subject.String()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	name := strings.Join(parts, "/")
	if f.Occurrence != "" {
		name += "@" + f.Occurrence
	}
	return plain(name)
}

// problemCount returns how many problems prevented the evaluation.
func (c Check) problemCount() string {
	all := len(c.Document.Errors)
	for _, p := range c.Document.Errors {
		all += max(p.Omitted-1, 0)
	}
	return prose.Count(all, "error") + "; nothing was checked"
}

// diffCounts returns what a comparison found, as a sentence without its end.
func diffCounts(d *apidoc.Diff) string {
	text := fmt.Sprintf("compared with %s: %d new or worse, %d fixed, %d unchanged", d.Against, d.New, len(d.Fixed), d.Unchanged)
	if n := len(d.Removed); n > 0 {
		text += ", " + prose.Count(n, "supplier") + " removed"
	}
	return text
}
