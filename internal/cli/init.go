package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/config"
	"supplierwatch/internal/civil"
)

func newInit() *cobra.Command {
	var now *string
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a commented starter: registry, configuration, CI workflows, pre-commit hook",
		Long: "Write the starter into DIR (default: this directory). Nothing is overwritten: if one of\n" +
			"its files already exists, nothing is written. A .gitignore that already exists is kept,\n" +
			"and the lines to add to it are printed. The dates in the registry follow from today (or\n" +
			"--now), so that its first check finds nothing critical.",
		Example: "  supplierwatch init my-suppliers\n" +
			"  supplierwatch check my-suppliers/registry",
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			switch {
			case len(args) > 1:
				return usage("init: takes one folder, found %q too", args[1])
			case len(args) == 1:
				dir = args[0]
			}
			today, err := parseNow(*now, "")
			if err != nil {
				return err
			}
			files, err := starter(civil.DateOf(today))
			if err != nil {
				return err
			}
			files, ignore := keepIgnoreFile(dir, files)
			if err := refuseToOverwrite(dir, files); err != nil {
				return err
			}
			root, err := openFolder(dir)
			if err != nil {
				return usage("init: %w", err)
			}
			defer root.Close()
			for _, f := range files {
				if err := f.write(root); err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(dir, f.path))
			}
			if ignore != nil {
				fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: %s is kept; add these lines to it:\n%s", filepath.Join(dir, ignore.path), ignore.content)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "supplierwatch: next: `supplierwatch check %s`, then edit the registry until it is yours\n", filepath.Join(dir, "registry"))
			return nil
		},
	}
	now = addNow(cmd)
	return cmd
}

// starterFile is one file of the starter, by its path below the folder asked for.
type starterFile struct {
	path    string
	content []byte
}

// datesOfStarter replaces the dates in the registry of the starter, which are those of 2 November 2026, by those that follow from another first day.
// With fixed dates it would have missed deadlines sooner or later. Its order window opens in ten months, and its contract ends in twelve.
func datesOfStarter(today civil.Date) *strings.Replacer {
	opens := today.AddDays(1 - today.Day()).AddMonths(10)
	closes := opens.EndOfMonth()
	if closes.Month() == time.February {
		closes = civil.NewDate(closes.Year(), time.February, 28) // the 29th is not in every year
	}
	yearly := func(d civil.Date) string { return fmt.Sprintf("%02d-%02d", d.Month(), d.Day()) }
	return strings.NewReplacer(
		"2026-11-02", today.String(), "2027-11-30", today.AddMonths(12).EndOfMonth().String(),
		"09-01", yearly(opens), "09-30", yearly(closes),
	)
}

// starter lists what init writes on a day: the embedded starter and the schemas that its files name for editors.
func starter(today civil.Date) ([]starterFile, error) {
	dates := datesOfStarter(today)
	files := []starterFile{
		{path: "config.schema.json", content: config.ConfigSchema},
		{path: "registry.schema.json", content: config.RegistrySchema},
	}
	err := fs.WalkDir(config.Starter, "starter", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(config.Starter, path)
		if strings.HasPrefix(path, "starter/registry/") {
			content = []byte(dates.Replace(string(content)))
		}
		files = append(files, starterFile{path: strings.TrimPrefix(path, "starter/"), content: content})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read starter: %w", err)
	}
	return files, nil
}

// keepIgnoreFile leaves out the .gitignore where the folder has one, and returns it. Repositories often have one before they have a registry.
func keepIgnoreFile(dir string, files []starterFile) (others []starterFile, kept *starterFile) {
	at := slices.IndexFunc(files, func(f starterFile) bool { return f.path == ".gitignore" })
	if at < 0 {
		return files, nil
	}
	if _, err := os.Lstat(filepath.Join(dir, files[at].path)); err != nil {
		return files, nil
	}
	kept = &files[at]
	return slices.Concat(files[:at], files[at+1:]), kept
}

func refuseToOverwrite(dir string, files []starterFile) error {
	for _, f := range files {
		path := filepath.Join(dir, f.path)
		if _, err := os.Lstat(path); err == nil {
			return usage("init: %s already exists, nothing was written; name an empty folder, e.g. `supplierwatch init my-suppliers`", path)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return usage("init: %w", err)
		}
	}
	return nil
}

// openFolder makes a folder where there is none.
func openFolder(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return os.OpenRoot(dir)
}

// write makes the file, which must not exist. A link in the folder that leads out of it is refused.
func (f starterFile) write(root *os.Root) error {
	if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(f.path)), 0o755); err != nil {
		return usage("init: %w", err)
	}
	mode := fs.FileMode(0o644)
	if strings.HasPrefix(f.path, ".githooks/") {
		mode = 0o755
	}
	file, err := root.OpenFile(filepath.FromSlash(f.path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return usage("init: %w", err)
	}
	defer file.Close()
	if _, err := file.Write(f.content); err != nil {
		return usage("init: %w", err)
	}
	return file.Close()
}
