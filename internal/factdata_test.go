package internal_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// copiesFactData are the packages, beside that of the facts, that store, compare or copy the data of a fact as a whole.
var copiesFactData = map[string]bool{"internal/store/rowdata": true, "internal/factindex": true, "internal/record": true, "internal/probe": true}

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

// TestSubjectsAreParsedByTheirType checks that nobody takes the text of a subject apart or joins it by hand.
func TestSubjectsAreParsedByTheirType(t *testing.T) {
	sources := parsedSources(t)
	kinds := subjectKinds(sources)
	if len(kinds) == 0 {
		t.Fatal("no kind of subject is found")
	}
	for folder, files := range sources {
		if folder == "internal/model" {
			continue
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && cutsSubject(call) {
					t.Errorf("%s: a subject is cut by hand; use the fields of model.Subject", fileSet.Position(call.Pos()))
				}
				if sum, ok := n.(*ast.BinaryExpr); ok && joinsSubject(sum, kinds) {
					t.Errorf("%s: a subject is joined by hand; call the method Subject of its kind, or String of model.SubjectRef", fileSet.Position(sum.Pos()))
				}
				return true
			})
		}
	}
}

// cutsSubject reports whether a call splits a value that is named subject at a slash.
func cutsSubject(call *ast.CallExpr) bool {
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 2 || !slices.Contains([]string{"Cut", "CutPrefix", "HasPrefix", "TrimPrefix", "Split", "SplitN"}, function.Sel.Name) {
		return false
	}
	separator, ok := call.Args[1].(*ast.BasicLit)
	if !ok || !strings.HasSuffix(strings.Trim(separator.Value, "\"`"), "/") {
		return false
	}
	return namesSubject(call.Args[0])
}

// namesSubject reports whether an expression is named subject, or is the text of one that is.
func namesSubject(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return strings.EqualFold(x.Name, "subject")
	case *ast.SelectorExpr:
		return x.Sel.Name == "Subject"
	case *ast.CallExpr:
		method, ok := x.Fun.(*ast.SelectorExpr)
		return ok && method.Sel.Name == "String" && namesSubject(method.X)
	}
	return false
}

// subjectKinds returns the kinds of subjects that internal/model declares.
func subjectKinds(sources map[string]map[string]*ast.File) []string {
	var kinds []string
	for _, file := range sources["internal/model"] {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			kind, named := spec.Type.(*ast.Ident)
			text, isText := spec.Values[0].(*ast.BasicLit)
			if named && isText && kind.Name == "SubjectKind" {
				kinds = append(kinds, strings.Trim(text.Value, `"`))
			}
			return true
		})
	}
	return kinds
}

// joinsSubject reports whether an expression adds something to the kind of a subject and a slash, or a subject to its supplier and a slash.
func joinsSubject(sum *ast.BinaryExpr, kinds []string) bool {
	if before, ok := sum.X.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		slash, ok := before.Y.(*ast.BasicLit)
		return ok && slash.Value == `"/"` && namesSubject(sum.Y)
	}
	text, ok := sum.X.(*ast.BasicLit)
	if !ok || sum.Op != token.ADD || text.Kind != token.STRING {
		return false
	}
	kind, cut := strings.CutSuffix(strings.Trim(text.Value, "\"`"), "/")
	return cut && slices.Contains(kinds, kind)
}
