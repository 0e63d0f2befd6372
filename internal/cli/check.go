package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"supplierwatch/internal/checkdiff"
	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/checkrun"
	"supplierwatch/internal/commandline"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/report"
	"supplierwatch/internal/rulebook"
)

// checkFlags are the flags of check as given.
type checkFlags struct {
	format, output, failOn, config, facts string
	only, baseline, writeBaseline         string
	rules, skip                           []string
	root, diff                            string
	probe, all, quiet, noCache            bool
	runner                                checkrun.Runner
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
			"known or not; it does not change the exit code.\n" +
			"\n" +
			"With --diff, the registry is compared with an earlier one, at the same instant and with the\n" +
			"same facts: that of a revision, which is read from git's objects without touching the work\n" +
			"tree, or that in a folder. Only what the change makes worse counts for the exit code.",
		Example: "  supplierwatch check registry/\n  supplierwatch check registry/ --format json --fail-on warning\n  supplierwatch check registry/ --now 2027-03-01T08:00:00Z\n  supplierwatch check --config supplierwatch.yaml --probe\n" +
			"  supplierwatch check registry/ --write-baseline baseline.json\n  supplierwatch check registry/ --baseline baseline.json\n  supplierwatch check registry/ --diff origin/main --format markdown",
		RunE: func(cmd *cobra.Command, args []string) error {
			flags.runner = checkrun.RunnerOf(os.Getenv)
			if flags.runner.GitHub {
				if !cmd.Flags().Changed("format") {
					flags.format = checkformat.FormatGitHub
				}
				defer protectLog(cmd, flags.format)()
			}
			err := runCheck(cmd, args, flags)
			if err != nil && flags.format == checkformat.FormatNagios {
				return nagiosError(cmd, err)
			}
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", strings.Join(checkrun.Formats(), ", ")+"; default in GitHub Actions: github")
	f.StringVar(&flags.root, "root", "", "root of the repository, from which the formats for CI name files (default: the nearest folder with .git)")
	f.StringVar(&flags.diff, "diff", "", "a revision of the repository or a folder with an earlier registry: only findings that are new or worse fail the check")
	f.BoolVar(&flags.quiet, "quiet", false, "print nothing but errors")
	f.BoolVar(&flags.noCache, "no-cache", false, "read every file again, and keep nothing in the user's cache directory for the next check")
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
	if flags.diff == "" && cmd.Flags().Changed("diff") { // an empty variable of a CI system
		return usage("check: --diff is empty; name a revision or a folder, e.g. `--diff origin/main`")
	}
	loaded, restore := checkrun.SaveMemory(os.Getenv)
	defer restore()
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
		Paths: paths, Config: flags.config, Facts: flags.facts, Probe: flags.probe, Diff: flags.diff, Root: flags.root, Now: now, Cached: !flags.noCache,
		Selected: flags.outputOptions().Selection.Selected, Loaded: loaded, Waiting: func(waited, _ time.Duration) { waiting.at(int(waited / time.Second)) },
	})
	waiting.end()
	if err != nil {
		return exit{code: ExitUsage, err: err}
	}
	if !flags.quiet {
		warn(cmd.ErrOrStderr(), result.Warnings)
	}
	out := flags.outputOptions()
	out.Selection.Apply(&result)
	out.MarkKnown(&result, known, formerIDs(result.Registry))
	if err := flags.write(cmd, out, result); err != nil {
		return err
	}
	if err := writeBaseline(flags.writeBaseline, result); err != nil {
		return err
	}
	return flags.exit(cmd, out, result)
}

// outputOptions returns how the outcome is written.
func (flags checkFlags) outputOptions() checkrun.Output {
	number, _, _ := Build()
	return checkrun.Output{
		Selection: checkrun.Selection{Rules: flags.rules, Skip: flags.skip, Only: flags.only},
		Format:    flags.format, Root: flags.root, FailOn: model.Severity(flags.failOn), All: flags.all, Baseline: flags.baseline != "", Quiet: flags.quiet,
		Version: strings.TrimPrefix(number, "v"),
	}
}

func (flags checkFlags) validate(paths []string) error {
	if len(paths) == 0 && flags.config == "" {
		return usage("check: name the registry's file or folder; e.g. `supplierwatch check registry/`")
	}
	if err := oneOf("check", "format", flags.format, checkrun.Formats()...); err != nil {
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
	if info, err := os.Stat(flags.root); flags.root != "" && (err != nil || !info.IsDir()) {
		return usage("check: --root %q: there is no such folder; name the root of the repository, e.g. `--root .`", flags.root)
	}
	for _, name := range slices.Concat(flags.rules, flags.skip) {
		if _, ok := rulebook.Named(name); !ok && name != checkdiff.RouteRemoved {
			return unknownRule("check", name)
		}
	}
	return nil
}

// oneOf refuses a flag's value that is none of the words.
func oneOf(command, flag, value string, words ...string) error {
	return commandline.OneOf(command, flag, value, words...)
}

// write writes the document, then the job summary where the format has one: a summary that cannot be written must not suppress the findings. Errors of registry and configuration are on standard error, too:
// nothing is refused in silence where the document goes to a file or to a program.
func (flags checkFlags) write(cmd *cobra.Command, out checkrun.Output, result oneshot.CheckResult) error {
	broken := len(result.Document.Errors) > 0
	if broken {
		out.Problems(cmd.ErrOrStderr(), result.Document.Errors)
	}
	if flags.output == "" && out.Quiet {
		return nil
	}
	if broken && out.Format == "text" && flags.output == "" {
		return report.Tried(cmd.OutOrStdout(), result.Document.Configuration, style(cmd.OutOrStdout()))
	}
	if err := output(cmd, flags.output, func(w io.Writer) error { return out.Write(w, result, localStyle(w, flags.config)) }); err != nil {
		return err
	}
	if out.Format == checkformat.FormatGitHub && flags.runner.Summary != "" && !out.Quiet {
		return out.AppendSummary(flags.runner.Summary, result)
	}
	return nil
}

// exit turns the outcome into an exit code.
func (flags checkFlags) exit(cmd *cobra.Command, out checkrun.Output, result oneshot.CheckResult) error {
	if out.Format == checkformat.FormatNagios {
		return exitWith(out.NagiosState(result))
	}
	verdict := out.Verdict(result)
	if verdict == checkrun.NoNetwork {
		fmt.Fprintln(cmd.ErrOrStderr(), "supplierwatch: this host has no network access; the probes have no results")
	}
	return exitWith(int(verdict))
}

// nagiosError reports an error to a monitoring system, which reads standard output alone: the state is unknown.
func nagiosError(cmd *cobra.Command, err error) error {
	var silent exit
	if errors.As(err, &silent) && silent.err == nil {
		return err
	}
	fmt.Fprint(cmd.OutOrStdout(), checkformat.NagiosLine(checkformat.NagiosUnknown, err.Error(), ""))
	return exit{code: checkformat.NagiosUnknown, err: err}
}

// checkFlagError returns an error in a flag. The flags behind the wrong one are not parsed, so the format is looked up in all arguments.
func checkFlagError(cmd *cobra.Command, args []string, err error) error {
	err = flagError(cmd, err)
	format := ""
	for i, arg := range args {
		if value, found := strings.CutPrefix(arg, "--format="); found {
			format = value
		} else if arg == "--format" && i+1 < len(args) {
			format = args[i+1]
		}
	}
	if cmd.Name() == "check" && format == checkformat.FormatNagios {
		return nagiosError(cmd, err)
	}
	return err
}

// protectLog keeps text of a registry from becoming a command of the runner of GitHub Actions, which reads its commands in the log.
func protectLog(cmd *cobra.Command, format string) (flush func()) {
	out, log := cmd.OutOrStdout(), checkrun.NewLogWriter(cmd.ErrOrStderr(), "text")
	cmd.SetErr(log)
	if format == checkformat.FormatGitHub {
		return func() { _ = log.Close() }
	}
	protected := checkrun.NewLogWriter(out, format)
	cmd.SetOut(protected)
	return func() { _, _ = protected.Close(), log.Close() }
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
