package checkrun

import (
	"io"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/checkdiff"
	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/gitrepo"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
)

// The formats of this package; checkformat has the others.
const (
	formatText = "text"
	formatJSON = "json"
)

// Formats returns the names of all formats.
func Formats() []string { return append([]string{formatText, formatJSON}, checkformat.Names()...) }

// Output is how the outcome of a check is written.
type Output struct {
	Selection Selection
	Format    string
	Root      string         // of the repository; empty: the nearest folder with .git
	FailOn    model.Severity // apidoc.FailOnNever: no finding fails the check
	All       bool           // text: findings of severity info too
	Baseline  bool           // a baseline was given
	Quiet     bool           // nothing but errors
	Version   string         // of the program
}

// Write writes the outcome of a check.
func (o Output) Write(w io.Writer, result oneshot.CheckResult, style report.Style) error {
	switch o.Format {
	case formatJSON:
		return report.CheckJSON(w, result.Document)
	case formatText:
		return o.text(w, result, style)
	}
	check, err := o.check(result)
	if err != nil {
		return err
	}
	return checkformat.Write(w, o.Format, check)
}

func (o Output) text(w io.Writer, result oneshot.CheckResult, style report.Style) error {
	err := report.Check{
		Document: result.Document, Registry: result.Registry, NotEvaluated: result.NotEvaluated, NeverRan: result.NeverRan,
		Hidden: "--all", All: o.All, Baseline: o.Baseline, Style: style,
	}.Text(w)
	if err != nil {
		return err
	}
	return report.Tried(w, result.Document.Configuration, report.Style{Color: style.Color})
}

// Problems writes the errors of registry and configuration to standard error: in full for people, in short beside a document that has them all.
func (o Output) Problems(w io.Writer, problems []model.Problem) {
	if o.Format == formatText || o.Quiet {
		report.Problems(w, problems)
	} else {
		report.ProblemsInShort(w, problems)
	}
}

// check returns the outcome as the formats of CI systems need it.
func (o Output) check(result oneshot.CheckResult) (checkformat.Check, error) {
	var positions []model.Position
	for _, p := range result.Document.Errors {
		positions = append(positions, p.Position)
	}
	for i := range result.Document.Findings {
		positions = append(positions, result.Document.Findings[i].Position)
	}
	places, err := o.places(positions)
	if err != nil {
		return checkformat.Check{}, err
	}
	return checkformat.Check{
		Document: result.Document, Rules: o.Selection.evaluated(result), NotEvaluated: result.NotEvaluated, FailOn: o.FailOn,
		Places: places, Version: o.Version, Unknown: unknown(result), Compared: o.Baseline || result.Document.Diff != nil,
	}, nil
}

// places returns the places of positions below the root of the repository.
func (o Output) places(positions []model.Position) (checkformat.Places, error) {
	if len(positions) == 0 {
		return nil, nil
	}
	root := o.Root
	if root == "" {
		var err error
		if root, err = gitrepo.Root(positions[0].File); err != nil {
			return nil, err
		}
	}
	return gitrepo.Places(root, positions)
}

// MarkKnown marks the findings of a baseline; those that a comparison has marked stay so.
func (o Output) MarkKnown(result *oneshot.CheckResult, baseline apidoc.Baseline, former func(supplier string) []string) {
	findings := result.Document.Findings
	before := make([]bool, len(findings))
	for i := range findings {
		before[i] = findings[i].Known
	}
	baseline.Mark(findings, former)
	for i := range findings {
		findings[i].Known = findings[i].Known || before[i]
	}
	if result.Document.Diff != nil {
		checkdiff.Count(result.Document.Diff, findings)
	}
}
