package internal_test

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// copiesFactData are the packages, beside that of the facts, that store, compare or copy the data of a fact as a whole.
var copiesFactData = map[string]bool{"internal/store/sqlite": true, "internal/record": true, "internal/probe": true}

// TestFactDataIsReadByItsReaders checks that the keys of the data of facts are in one package: others call its constructors and readers.
func TestFactDataIsReadByItsReaders(t *testing.T) {
	for folder, p := range typedSources(t) {
		if row, known := rowOf(folder); folder == "internal/model" || known && row.kind == testOnly {
			continue
		}
		for _, file := range p.files {
			ast.Inspect(file, func(n ast.Node) bool {
				if use := factDataUse(p.info, n); use != "" && (use != "reads" || !copiesFactData[folder]) {
					t.Errorf("%s: %s the data of a fact; call a constructor or a reader of internal/model", fileSet.Position(n.Pos()), use)
				}
				return true
			})
		}
	}
}

// factDataUse returns what a node does with the data of a fact: it uses a key, writes it, or reads it; empty for other nodes.
func factDataUse(info *types.Info, n ast.Node) string {
	switch n := n.(type) {
	case *ast.IndexExpr:
		if isFactData(info, n.X) {
			return "uses a key of"
		}
	case *ast.CompositeLit:
		if !isFact(info.TypeOf(n)) {
			return ""
		}
		for _, element := range n.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			if name, ok := pair.Key.(*ast.Ident); ok && name.Name == "Data" {
				return "writes"
			}
		}
	case *ast.SelectorExpr:
		if isFactData(info, n) {
			return "reads"
		}
	}
	return ""
}

func isFactData(info *types.Info, x ast.Expr) bool {
	selector, ok := x.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "Data" && isFact(info.TypeOf(selector.X))
}

func isFact(t types.Type) bool {
	if t == nil {
		return false
	}
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Fact" && named.Obj().Pkg().Path() == "supplierwatch/internal/model"
}

// TestSubjectsAreParsedByTheirType checks that nobody takes the text of a subject apart by hand.
func TestSubjectsAreParsedByTheirType(t *testing.T) {
	for folder, files := range parsedSources(t) {
		if folder == "internal/model" {
			continue
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && cutsSubject(call) {
					t.Errorf("%s: a subject is cut by hand; call model.ParseSubject", fileSet.Position(call.Pos()))
				}
				return true
			})
		}
	}
}

// cutsSubject reports whether a call splits a value that is named subject at a slash.
func cutsSubject(call *ast.CallExpr) bool {
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 2 || !slices.Contains([]string{"Cut", "CutPrefix", "TrimPrefix", "Split", "SplitN"}, function.Sel.Name) {
		return false
	}
	separator, ok := call.Args[1].(*ast.BasicLit)
	if !ok || !strings.HasSuffix(strings.Trim(separator.Value, "\"`"), "/") {
		return false
	}
	switch x := call.Args[0].(type) {
	case *ast.Ident:
		return strings.EqualFold(x.Name, "subject")
	case *ast.SelectorExpr:
		return x.Sel.Name == "Subject"
	}
	return false
}
