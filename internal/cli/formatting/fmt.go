package formatting

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"supplierwatch/internal/commandline"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/yamlformat"
)

// standardInput is the path that means standard input.
const standardInput = "-"

// Command returns the command.
func Command() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt PATH… | fmt -",
		Short: "Format the files of the registry without changing what they say",
		Long: "Give YAML files one layout: two spaces for each level, no blanks at the ends of lines, one kind\n" +
			"of line breaks. Comments, blank lines, the order of keys, quotation marks, anchors and values\n" +
			"stay as they are. Each file is read again before it is written, and must say the same as before;\n" +
			"otherwise no file is written. The names of the files that were written are printed.\n" +
			"\n" +
			"With - it formats standard input and prints the result.",
		Example: "  supplierwatch fmt registry/\n" +
			"  supplierwatch fmt --check registry/",
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return commandline.Usage("fmt: name the registry's file or folder; e.g. `supplierwatch fmt registry/`")
			case slices.Equal(args, []string{standardInput}):
				return formatInput(cmd, check)
			case slices.Contains(args, standardInput):
				return commandline.Usage("fmt: - reads standard input and cannot be combined with files; e.g. `supplierwatch fmt - < suppliers.yaml`")
			}
			return formatFiles(cmd, args, check)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing: show what would change, and exit with 1 if anything would")
	return cmd
}

// formatInput formats standard input.
func formatInput(cmd *cobra.Command, check bool) error {
	before, err := files.ReadInput(cmd.InOrStdin())
	if err != nil {
		return commandline.Usage("fmt: read standard input: %w", err)
	}
	after, err := yamlformat.Format(before)
	if err != nil {
		return commandline.Usage("fmt: standard input: %w", err)
	}
	if check {
		return showDiff(cmd.OutOrStdout(), yamlformat.Diff("standard input", before, after))
	}
	_, err = cmd.OutOrStdout().Write(after)
	return err
}

// formatFiles formats the files of a registry, all of them or none.
func formatFiles(cmd *cobra.Command, paths []string, check bool) error {
	changes, err := changesOf(cmd.ErrOrStderr(), paths)
	if err != nil {
		return err
	}
	if check {
		var diff strings.Builder
		for _, c := range changes {
			diff.WriteString(yamlformat.Diff(c.File.Name, c.Before, c.After))
		}
		return showDiff(cmd.OutOrStdout(), diff.String())
	}
	if err := files.ReplaceAll(changes); err != nil {
		return commandline.Usage("fmt: %w", err)
	}
	for _, c := range changes {
		fmt.Fprintln(cmd.OutOrStdout(), c.File.Name)
	}
	return nil
}

// changesOf returns the files whose layout changes. All files that cannot be formatted are reported.
func changesOf(stderr io.Writer, paths []string) ([]files.Replacement, error) {
	listed, problems := files.List(paths)
	var changes []files.Replacement
	for _, file := range listed {
		before, err := file.Read()
		if err != nil {
			problems = append(problems, problem(file.Name, "cannot be read: "+files.Reason(err)))
			continue
		}
		after, err := yamlformat.Format(before)
		if err != nil {
			problems = append(problems, problem(file.Name, err.Error()))
			continue
		}
		if string(before) != string(after) {
			changes = append(changes, files.Replacement{File: file, Before: before, After: after})
		}
	}
	for _, p := range problems {
		fmt.Fprintf(stderr, "supplierwatch: fmt: %s: %s\n", p.File, p.Message)
	}
	if len(problems) > 0 {
		return nil, commandline.Usage("fmt: no file was written; `supplierwatch check` explains what cannot be read")
	}
	return changes, nil
}

func problem(file, message string) model.Problem {
	return model.Problem{Position: model.Position{File: file}, Message: message}
}

// showDiff writes a difference. The exit code is then 1, as that of a check with findings.
func showDiff(w io.Writer, diff string) error {
	if diff == "" {
		return nil
	}
	if _, err := io.WriteString(w, diff); err != nil {
		return err
	}
	return commandline.ExitError{Code: 1}
}
