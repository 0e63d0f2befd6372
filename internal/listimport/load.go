package listimport

import (
	"path/filepath"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/bulkedit"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
)

// listNames are how the names of lists end, those of other programs' workbooks among them: the error then says how to save them.
var listNames = []string{".csv", ".tsv", ".xlsx", ".xlsm", ".vcf", ".xls", ".xlsb", ".ods", ".numbers"}

// Divide returns which of the paths are lists of suppliers, by their names, and which are files and folders of a registry.
func Divide(paths []string) (lists, registry []string) {
	for _, path := range paths {
		if slices.Contains(listNames, strings.ToLower(filepath.Ext(path))) {
			lists = append(lists, path)
		} else {
			registry = append(registry, path)
		}
	}
	return lists, registry
}

// Load returns the registry as it would be after an import of lists, or all problems. What comes from a list has the position of its cell.
func Load(paths, lists []string) (*model.Registry, []model.Problem) {
	target, problems := bulkedit.OpenAll(paths)
	if len(problems) > 0 {
		return nil, problems
	}
	var read []supplierlist.List
	for _, path := range lists {
		list := ReadFile(path, supplierlist.Mapping{}, target.Known())
		problems = append(problems, list.Problems...)
		read = append(read, list)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	difference := supplierdiff.Compare(target.Registry, read)
	if len(difference.Problems) > 0 {
		return nil, difference.Problems
	}
	plan, problems := target.Plan(difference)
	if len(problems) > 0 {
		return nil, problems
	}
	for _, c := range difference.Changes {
		if c.Old == nil {
			place(plan.Registry.Supplier(c.Supplier), c)
		}
	}
	if len(paths) == 0 {
		plan.Registry.First = model.Position{File: lists[0], Line: 1, Column: 1}
	}
	return plan.Registry, nil
}

// place moves a new supplier and its contacts to their cells.
func place(s *model.Supplier, c supplierdiff.Change) {
	s.Pos = c.Entry
	for i, contact := range c.Contacts {
		s.Contacts[i].Pos = contact.Cell
	}
}
