package checkrun

import (
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/rulebook"
)

// Verdict is what a check concludes.
type Verdict int

// The verdicts, which are the exit codes of check.
const (
	Passed    Verdict = 0 // nothing at or above the threshold
	Failed    Verdict = 1 // findings at or above it
	Broken    Verdict = 2 // registry or configuration wrong
	NoNetwork Verdict = 3 // the probes have no results, and nothing else failed
)

// Verdict returns what a check concludes.
func (o Output) Verdict(result oneshot.CheckResult) Verdict {
	switch {
	case len(result.Document.Errors) > 0:
		return Broken
	case slices.ContainsFunc(result.Document.Findings, func(f model.Finding) bool { return o.fails(f, result.NoNetwork) }):
		return Failed
	case result.NoNetwork:
		return NoNetwork
	case configurationFailed(result):
		return Broken
	}
	return Passed
}

// fails reports whether a finding fails the check: a known one does not, nor the one that reports the missing network, which has an exit code of its own.
func (o Output) fails(f model.Finding, noNetwork bool) bool {
	if f.Known || noNetwork && f.Rule == rulebook.VantageBlind {
		return false
	}
	return o.FailOn != apidoc.FailOnNever && f.Severity.Rank() <= o.FailOn.Rank()
}

func configurationFailed(result oneshot.CheckResult) bool {
	return slices.ContainsFunc(result.Document.Configuration, func(t apidoc.Tried) bool { return t.Result == apidoc.TriedFailed })
}

// unknown returns why the outcome is not complete; empty: it is.
func unknown(result oneshot.CheckResult) string {
	switch {
	case result.NoNetwork:
		return "this host has no network access; the probes have no results"
	case configurationFailed(result):
		return "a part of the configuration does not work"
	}
	return ""
}

// NagiosState returns the exit code of the format nagios, which has exit codes of its own.
func (o Output) NagiosState(result oneshot.CheckResult) int {
	return checkformat.NagiosState(checkformat.Check{Document: result.Document, Unknown: unknown(result)})
}
