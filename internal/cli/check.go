package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/strictyaml"
)

// ruleCutOff is the rule that finds this machine without a network.
const ruleCutOff = rulebook.VantageBlind

// checkFlags are the flags of check as given.
type checkFlags struct {
	format, output, failOn, config, facts string
	only, baseline, writeBaseline         string
	rules, skip                           []string
	probe, all                            bool
	now                                   *string
}

func newCheck() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check PATH…",
		Short: "Check a registry once, in CI or at a terminal",
		Long: "Check a registry: report every error in it, then what is overdue, upcoming and missing.\n" +
			"\n" +
			"Exit codes: 0 no finding at or above --fail-on; 1 findings at or above it; 2 the registry,\n" +
			"the configuration or the usage is wrong and nothing was evaluated; 3 only with --probe:\n" +
			"this host has no network access, and nothing else failed.\n" +
			"\n" +
			"With --config and --probe the configuration is tried out: each relay must accept a test\n" +
			"mail to identity.reply_to, the mail must arrive where replies are read, and the login to\n" +
			"each mailbox must work. The test mails stay there. If a part does not work, the exit code\n" +
			"is 2, where findings make it 1. With --config, PATH may be left out: the registry of the\n" +
			"configuration is checked.\n" +
			"\n" +
			"With --baseline, findings listed in that file do not count for the exit code unless their\n" +
			"severity is higher now. --write-baseline writes the present findings to such a file,\n" +
			"known or not; it does not change the exit code.",
		Example: "  supplierwatch check registry/\n  supplierwatch check registry/ --format json --fail-on warning\n  supplierwatch check registry/ --now 2027-03-01T08:00:00Z\n  supplierwatch check --config supplierwatch.yaml --probe\n" +
			"  supplierwatch check registry/ --write-baseline baseline.json\n  supplierwatch check registry/ --baseline baseline.json",
		RunE: func(cmd *cobra.Command, args []string) error { return runCheck(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "text or json")
	f.StringVar(&flags.output, "output", "", "write to this file instead of standard output")
	f.StringVar(&flags.failOn, "fail-on", "critical", "lowest severity that makes the exit code 1: critical, warning, info or never")
	f.StringVar(&flags.config, "config", "", "check this configuration too and use the state of its daemon (read only)")
	f.StringVar(&flags.facts, "facts", "", "use the facts in this JSON file, as returned by /api/v1/facts")
	f.StringSliceVar(&flags.rules, "rule", nil, "only these rules")
	f.StringSliceVar(&flags.skip, "skip", nil, "all but these rules")
	f.StringVar(&flags.only, "only", "", "only rules that need no more than this: registry (neither today's date nor facts)")
	f.StringVar(&flags.baseline, "baseline", "", "findings in this file do not fail the check unless their severity is higher now")
	f.StringVar(&flags.writeBaseline, "write-baseline", "", "write the present findings to this file")
	f.BoolVar(&flags.probe, "probe", false, "also probe domains and endpoints over the network and, with --config, try out the configuration")
	f.BoolVar(&flags.all, "all", false, "include findings of severity info")
	flags.now = addNow(cmd)
	return cmd
}

func runCheck(cmd *cobra.Command, paths []string, flags checkFlags) error {
	if err := flags.validate(paths); err != nil {
		return err
	}
	now, err := parseNow(*flags.now, flags.config)
	if err != nil {
		return err
	}
	known, err := readBaseline(flags.baseline)
	if err != nil {
		return err
	}
	waiting := newProgress(io.Discard, cmd.ErrOrStderr(), "waiting for the test mails", int(time.Minute/time.Second))
	result, err := oneshot.Check(cmd.Context(), oneshot.CheckRequest{
		Paths: paths, Config: flags.config, Facts: flags.facts, Probe: flags.probe, Now: now,
		Waiting: func(waited, _ time.Duration) { waiting.at(int(waited / time.Second)) },
	})
	waiting.end()
	if err != nil {
		return exit{code: ExitUsage, err: err}
	}
	warn(cmd.ErrOrStderr(), result.Warnings)
	flags.selected(&result)
	known.Mark(result.Document.Findings, formerIDs(result.Registry))
	if err := flags.write(cmd, result); err != nil {
		return err
	}
	if err := writeBaseline(flags.writeBaseline, result); err != nil {
		return err
	}
	return flags.verdict(cmd, result)
}

func (flags checkFlags) validate(paths []string) error {
	if len(paths) == 0 && flags.config == "" {
		return usage("check: name the registry's file or folder; e.g. `supplierwatch check registry/`")
	}
	if err := oneOf("check", "format", flags.format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("check", "fail-on", flags.failOn, "critical", "warning", "info", "never"); err != nil {
		return err
	}
	if flags.only != "" {
		if err := oneOf("check", "only", flags.only, string(rulebook.NeedsRegistry)); err != nil {
			return err
		}
	}
	for _, name := range slices.Concat(flags.rules, flags.skip) {
		if _, ok := rulebook.Named(name); !ok {
			return unknownRule("check", name)
		}
	}
	return nil
}

// oneOf refuses a flag's value that is none of the words.
func oneOf(command, flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	if near, ok := strictyaml.Suggest(value, words); ok {
		return usage("%s: --%s %q is not known; did you mean --%s %s?", command, flag, value, flag, near)
	}
	return usage("%s: --%s %q is not known; expected one of %s", command, flag, value, strings.Join(words, ", "))
}

// selected keeps what belongs to the rules asked for, and counts anew.
func (flags checkFlags) selected(result *oneshot.CheckResult) {
	if result.Document.Summary == nil || flags.only == "" && len(flags.rules) == 0 && len(flags.skip) == 0 {
		return
	}
	unwanted := flags.unwanted()
	doc := &result.Document
	doc.Findings = slices.DeleteFunc(doc.Findings, func(f model.Finding) bool { return unwanted[f.Rule] })
	result.NotEvaluated = slices.DeleteFunc(result.NotEvaluated, func(rule string) bool { return unwanted[rule] })
	doc.Summary.Count(doc.Findings)
	doc.Summary.NotEvaluated = len(result.NotEvaluated)
}

// unwanted returns the rules that were not asked for.
func (flags checkFlags) unwanted() map[string]bool {
	names := map[string]bool{}
	for _, r := range rulebook.All() {
		names[r.Name] = len(flags.rules) > 0 && !slices.Contains(flags.rules, r.Name) ||
			slices.Contains(flags.skip, r.Name) || flags.only != "" && string(r.Needs) != flags.only
	}
	return names
}

// write writes the document. Errors of registry and configuration are on standard error, too: nothing is refused in silence where the
// document goes to a file or to a program.
func (flags checkFlags) write(cmd *cobra.Command, result oneshot.CheckResult) error {
	if problems := result.Document.Errors; len(problems) > 0 {
		if flags.format == "text" {
			report.Problems(cmd.ErrOrStderr(), problems)
		} else {
			report.ProblemsInShort(cmd.ErrOrStderr(), problems)
		}
		if flags.format == "text" && flags.output == "" {
			return report.Tried(cmd.OutOrStdout(), result.Document.Configuration, style(cmd.OutOrStdout()))
		}
	}
	return output(cmd, flags.output, func(w io.Writer) error {
		if flags.format == "json" {
			return report.JSON(w, result.Document)
		}
		err := report.Check{
			Document: result.Document, Registry: result.Registry, NotEvaluated: result.NotEvaluated,
			Hidden: "--all", All: flags.all, Baseline: flags.baseline != "", Style: localStyle(w, flags.config),
		}.Text(w)
		if err != nil {
			return err
		}
		return report.Tried(w, result.Document.Configuration, style(w))
	})
}

// verdict turns the outcome into an exit code.
func (flags checkFlags) verdict(cmd *cobra.Command, result oneshot.CheckResult) error {
	if len(result.Document.Errors) > 0 {
		return exit{code: ExitUsage}
	}
	worst := model.Severity(flags.failOn)
	for _, f := range result.Document.Findings {
		if f.Known || result.NoNetwork && f.Rule == ruleCutOff {
			continue // expected, or with an exit code of its own
		}
		if flags.failOn != "never" && f.Severity.Rank() <= worst.Rank() {
			return exit{code: ExitFindings}
		}
	}
	if result.NoNetwork {
		fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: this host has no network access; the probes have no results")
		return exit{code: ExitCutOff}
	}
	if slices.ContainsFunc(result.Document.Configuration, func(t apidoc.Tried) bool { return t.Result == apidoc.TriedFailed }) {
		return exit{code: ExitUsage}
	}
	return nil
}

// style is colourful only on a terminal whose user did not ask for NO_COLOR.
func style(w io.Writer) report.Style {
	return report.Style{Color: w == os.Stdout && !color.NoColor}
}

// localStyle writes instants in the time zone of a configuration.
func localStyle(w io.Writer, config string) report.Style {
	local := style(w)
	local.Zone = oneshot.Timezone(config)
	return local
}

func warn(w io.Writer, warnings []model.Problem) {
	for _, p := range warnings {
		fmt.Fprintf(w, "supplierwatch: warning: %s\n", p)
	}
}
