package listimport

import (
	"fmt"
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

// Load returns the registry as it would be after an import of lists, or all problems. What comes from a list has the position of its cell. Warnings name
// what of the lists is left out.
func Load(paths, lists []string) (loaded *model.Registry, problems, warnings []model.Problem) {
	target, problems := bulkedit.OpenAll(paths)
	if len(problems) > 0 {
		return nil, problems, nil
	}
	var read []supplierlist.List
	for _, path := range lists {
		list := Source{}.List(path, supplierlist.Mapping{}, target.Known())
		problems = append(problems, list.Problems...)
		warnings = append(warnings, leftOut(list)...)
		read = append(read, list)
	}
	if len(problems) > 0 {
		return nil, problems, warnings
	}
	difference := supplierdiff.Compare(target.Registry, read)
	if len(difference.Problems) > 0 {
		return nil, difference.Problems, warnings
	}
	plan, problems := target.Plan(difference)
	if len(problems) > 0 {
		return nil, problems, warnings
	}
	for _, c := range difference.Changes {
		if c.Old == nil {
			place(plan.Registry.Supplier(c.Supplier), c)
		}
	}
	if len(paths) == 0 {
		plan.Registry.First = model.Position{File: lists[0], Line: 1, Column: 1}
	}
	return plan.Registry, nil, warnings
}

// leftOut returns a warning for each reason for which a part of a list was not read.
func leftOut(list supplierlist.List) []model.Problem {
	var warnings []model.Problem
	for i, s := range list.Skipped {
		if slices.ContainsFunc(list.Skipped[:i], func(other supplierlist.Skipped) bool { return other.Why == s.Why }) {
			continue
		}
		var names []string
		for _, other := range list.Skipped[i:] {
			if other.Why == s.Why {
				names = append(names, fmt.Sprintf("%.60q", other.Header))
			}
		}
		warnings = append(warnings, model.Problem{Position: top(list.File), Message: "skipped " + strings.Join(names, ", ") + ": " + s.Why})
	}
	return warnings
}

// place moves a new supplier and its contacts to their cells.
func place(s *model.Supplier, c supplierdiff.Change) {
	s.Pos = c.Entry
	for i, contact := range c.Contacts {
		s.Contacts[i].Pos = contact.Cell
	}
}
