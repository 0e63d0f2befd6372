package oneshot

import (
	"cmp"
	"context"
	"errors"
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
	"supplierwatch/internal/registry/cache"
	"supplierwatch/internal/rules"
)

// evaluated is one evaluation and what it was made of.
type evaluated struct {
	registry *model.Registry
	facts    *factindex.Index // nil: none given
	now      time.Time
	timezone *time.Location // in which days of teams without a calendar begin
	cache    *cache.Cache   // of the registry, which has most files of the one before; may be nil
}

// compare compares the result with the registry before. It marks the findings that were there before, and sets what got better.
func (e evaluated) compare(ctx context.Context, request CheckRequest, paths []string, result *CheckResult) error {
	temporary, err := os.MkdirTemp("", "supplierwatch-diff-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temporary) }()
	folder := filepath.Join(temporary, "revision") // is there only if the revision has a registry
	earlierPaths, notes, err := request.earlierPaths(ctx, paths, folder)
	var unreadable *gitrepo.UnreadableError
	if err != nil && !errors.As(err, &unreadable) {
		return fmt.Errorf("--diff: %w", err)
	}
	var before *model.Registry
	warnings := earlierWarnings(request.Diff, notes...)
	if unreadable != nil {
		warnings = append(warnings, allNew(request.Diff, "its registry cannot be read ("+unreadable.Reason+")"))
	} else {
		var more []model.Problem
		before, more = e.readEarlier(request.Diff, earlierPaths)
		warnings = append(warnings, more...)
	}
	for i := range warnings { // the name of the temporary folder differs each time
		warnings[i].Message = strings.ReplaceAll(warnings[i].Message, filepath.ToSlash(folder)+"/", "")
	}
	earlier := e.earlier(before)
	for i := range earlier.Findings {
		earlier.Findings[i].File = asGiven(earlier.Findings[i].File, earlierPaths, paths)
	}
	now := checkdiff.Evaluation{
		Registry: e.registry, Findings: result.Document.Findings, Deadlines: result.Deadlines,
		Contacts: exposure.ContactStates(e.registry, e.known(), e.now),
	}
	diff := checkdiff.Compare(&now, earlier, civil.DateOf(e.now))
	diff.Against = request.Diff
	result.Document.Findings, result.Document.Diff = now.Findings, &diff
	result.Document.Summary.Count(now.Findings)
	result.Warnings = append(result.Warnings, warnings...)
	return nil
}

// earlier evaluates the registry before at the same instant, with the same facts. Without a registry there is nothing in it.
func (e evaluated) earlier(before *model.Registry) *checkdiff.Evaluation {
	if before == nil {
		return &checkdiff.Evaluation{Registry: &model.Registry{}}
	}
	findings, _ := evaluation{registry: before, facts: e.facts, now: e.now}.findings()
	return &checkdiff.Evaluation{
		Registry: before, Findings: findings, Deadlines: rules.Deadlines(before, e.facts, e.now),
		Contacts: exposure.ContactStates(before, e.known(), e.now),
	}
}

// known returns the facts, none where none were given.
func (e evaluated) known() *factindex.Index { return cmp.Or(e.facts, factindex.New()) }

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

// earlierPaths returns where the registry before is: in the folder that was named or, from a revision, in a folder of its own. The notes say what
// people should know of it.
func (request CheckRequest) earlierPaths(ctx context.Context, paths []string, into string) (earlier, notes []string, err error) {
	root, err := request.root(paths)
	if err != nil {
		return nil, nil, err
	}
	if info, err := os.Stat(request.Diff); err == nil && info.IsDir() {
		earlier, err := gitrepo.Beside(root, paths, request.Diff)
		return earlier, nil, err
	}
	extracted, err := gitrepo.Extract(ctx, root, request.Diff, paths, into)
	if err != nil {
		return nil, nil, err
	}
	return extracted.Paths, extracted.Notes, nil
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
	if len(there) == 0 {
		return nil, earlierWarnings(name, "has no registry here; all findings are new. If it had another path then, check the revision out with "+
			"`git worktree add ../before "+name+"` and compare with that folder: `--diff ../before/PATH`")
	}
	before, problems := e.load(there)
	if before == nil {
		first := problems[0]
		return nil, []model.Problem{allNew(name, fmt.Sprintf("its registry cannot be read (%s:%d: %s)", filepath.Base(first.File), first.Line, first.Message))}
	}
	before.Limits, before.PasswordRelays = e.registry.Limits, e.registry.PasswordRelays
	return before, nil
}

// earlierWarnings returns a warning about the registry before for each text.
func earlierWarnings(name string, texts ...string) []model.Problem {
	var all []model.Problem
	for _, text := range texts {
		all = append(all, model.Problem{Position: model.Position{File: name}, Message: text})
	}
	return all
}

// allNew returns the warning that nothing can be compared, and why.
func allNew(name, why string) model.Problem {
	return earlierWarnings(name, why+"; all findings are new")[0]
}

// load reads the files of the registry before, or supplier lists.
func (e evaluated) load(paths []string) (*model.Registry, []model.Problem) {
	if lists, files := listimport.Divide(paths); len(lists) > 0 {
		before, problems, _ := listimport.Load(files, lists)
		return before, problems
	}
	loader := registry.Loader{LikeBefore: true, Timezone: e.timezone, Cache: e.cache}
	return loader.Load(paths)
}
