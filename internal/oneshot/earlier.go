package oneshot

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/checkdiff"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/gitrepo"
	"supplierwatch/internal/listimport"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
)

// evaluated is one evaluation and what it was made of.
type evaluated struct {
	registry *model.Registry
	facts    []model.Fact
	given    bool // whether there are facts at all
	now      time.Time
	timezone *time.Location // in which days of teams without a calendar begin
}

// compare compares the result with the registry before. It marks the findings that were there before, and sets what got better.
func (e evaluated) compare(ctx context.Context, request CheckRequest, paths []string, result *CheckResult) error {
	folder, err := os.MkdirTemp("", "supplierwatch-diff-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	earlierPaths, err := request.earlierPaths(ctx, paths, folder)
	if err != nil {
		return fmt.Errorf("--diff: %w", err)
	}
	before, warnings := e.readEarlier(request.Diff, earlierPaths)
	for i := range warnings { // the name of the temporary folder differs each time
		warnings[i].Message = strings.ReplaceAll(warnings[i].Message, filepath.ToSlash(folder)+"/", "")
	}
	earlier, err := e.evaluation(ctx, before)
	if err != nil {
		return err
	}
	for i := range earlier.Findings {
		earlier.Findings[i].File = asGiven(earlier.Findings[i].File, earlierPaths, paths)
	}
	now := checkdiff.Evaluation{
		Registry: e.registry, Findings: result.Document.Findings, Deadlines: result.Deadlines,
		Contacts: exposure.ContactStates(e.registry, factindex.New(e.facts...), e.now),
	}
	diff := checkdiff.Compare(&now, earlier, civil.DateOf(e.now))
	diff.Against = request.Diff
	result.Document.Findings, result.Document.Diff = now.Findings, &diff
	result.Document.Summary.Count(now.Findings)
	result.Warnings = append(result.Warnings, warnings...)
	return nil
}

// evaluation evaluates the registry before at the same instant, with the same facts. Without a registry there is nothing in it.
func (e evaluated) evaluation(ctx context.Context, before *model.Registry) (*checkdiff.Evaluation, error) {
	if before == nil {
		return &checkdiff.Evaluation{Registry: &model.Registry{}}, nil
	}
	evaluation, err := evaluate(ctx, before, e.facts, e.given, e.now)
	if err != nil {
		return nil, err
	}
	return &checkdiff.Evaluation{
		Registry: before, Findings: evaluation.Findings, Deadlines: evaluation.Deadlines,
		Contacts: exposure.ContactStates(before, factindex.New(e.facts...), e.now),
	}, nil
}

// asGiven returns a file of the registry before by the path that was given for it.
func asGiven(file string, earlier, given []string) string {
	for i, folder := range earlier {
		rest, below := strings.CutPrefix(file, filepath.ToSlash(folder))
		if below && (rest == "" || rest[0] == '/') && i < len(given) {
			return path.Join(filepath.ToSlash(given[i]), rest)
		}
	}
	return file
}

// earlierPaths returns where the registry before is: in the folder that was named or, from a revision, in a folder of its own.
func (request CheckRequest) earlierPaths(ctx context.Context, paths []string, into string) ([]string, error) {
	root, err := request.root(paths)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(request.Diff); err == nil && info.IsDir() {
		return gitrepo.Beside(root, paths, request.Diff)
	}
	return gitrepo.Extract(ctx, root, request.Diff, paths, into)
}

func (request CheckRequest) root(paths []string) (string, error) {
	if request.Root != "" {
		return request.Root, nil
	}
	return gitrepo.Root(paths[0])
}

// readEarlier reads the registry before, as leniently as the daemon. Where there is none or it cannot be read, all findings are new, and a warning
// names the reason.
func (e evaluated) readEarlier(name string, paths []string) (*model.Registry, []model.Problem) {
	there := slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		_, err := os.Stat(path)
		return err != nil
	})
	warning := func(text string) []model.Problem {
		return []model.Problem{{Position: model.Position{File: name}, Message: text + "; all findings are new"}}
	}
	if len(there) == 0 {
		return nil, warning("has no registry here")
	}
	before, problems := e.load(there)
	if before == nil {
		first := problems[0]
		return nil, warning(fmt.Sprintf("its registry cannot be read (%s:%d: %s)", filepath.Base(first.File), first.Line, first.Message))
	}
	before.Limits, before.PasswordRelays = e.registry.Limits, e.registry.PasswordRelays
	return before, nil
}

// load reads the files of the registry before, or supplier lists.
func (e evaluated) load(paths []string) (*model.Registry, []model.Problem) {
	if lists, files := listimport.Divide(paths); len(lists) > 0 {
		return listimport.Load(files, lists)
	}
	loader := registry.Loader{LikeBefore: true, Timezone: e.timezone}
	return loader.Load(paths)
}
