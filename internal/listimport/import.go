package listimport

import (
	"errors"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/bulkedit"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
)

// Request is what to import.
type Request struct {
	Source Source
	Files  []string // lists of suppliers; "-": standard input
	Map    string   // a map file; empty: columns are found by their headers
	Into   string   // the registry, a file or folder; empty: a new one that is printed
}

// Result is what an import changes. Nothing is written yet.
type Result struct {
	Document apidoc.ImportDocument
	Plan     *bulkedit.Plan // nil if there are problems
}

// plainError returns an error of a file without its path, which the message begins with.
func plainError(err error) error { return errors.New(files.Reason(err)) }

// Prepare reads the lists and compares them with the registry. With any problem there is nothing to write.
func Prepare(request Request) Result {
	doc := apidoc.ImportDocument{
		Version: apidoc.DocumentVersion, Changes: []apidoc.ImportChange{}, Absent: []string{}, Skipped: []apidoc.SkippedColumn{}, Written: []string{}, Errors: []model.Problem{},
	}
	target, problems := bulkedit.Open(request.Into)
	mapping, wrong := readMapping(request.Map)
	if problems = append(problems, wrong...); len(problems) > 0 {
		doc.Errors = problems
		return Result{Document: doc}
	}
	var lists []supplierlist.List
	for _, path := range request.Files {
		list := request.Source.List(path, mapping, target.Known())
		doc.Errors = append(doc.Errors, list.Problems...)
		for _, s := range list.Skipped {
			doc.Skipped = append(doc.Skipped, apidoc.SkippedColumn{File: list.File, Header: s.Header, Why: s.Why})
		}
		lists = append(lists, list)
	}
	if len(doc.Errors) > 0 {
		return Result{Document: doc}
	}
	return compare(doc, target, lists)
}

// compare adds the differences to the document, and what writes them.
func compare(doc apidoc.ImportDocument, target *bulkedit.Target, lists []supplierlist.List) Result {
	difference := supplierdiff.Compare(target.Registry, lists)
	if doc.Errors = append(doc.Errors, difference.Problems...); len(doc.Errors) > 0 {
		return Result{Document: doc}
	}
	for _, c := range difference.Changes {
		doc.Changes = append(doc.Changes, changeOf(c))
	}
	doc.Unchanged, doc.Absent = difference.Unchanged, append(doc.Absent, difference.Absent...)
	plan, problems := target.Plan(difference)
	if len(problems) > 0 {
		doc.Errors = append(doc.Errors, problems...)
		return Result{Document: doc}
	}
	return Result{Document: doc, Plan: plan}
}

func readMapping(path string) (supplierlist.Mapping, []model.Problem) {
	if path == "" {
		return supplierlist.Mapping{}, nil
	}
	data, err := Source{}.data(path)
	if err != nil {
		return supplierlist.Mapping{}, []model.Problem{{Position: top(path), Message: "cannot be read: " + err.Error()}}
	}
	return supplierlist.ReadMapping(path, data)
}
