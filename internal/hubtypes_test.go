package internal_test

import (
	"go/ast"
	"testing"
)

const maxMethodFiles = 8

// TestHubTypes checks that no type collects the behaviour of a whole package: its methods lie in at most 8 files.
func TestHubTypes(t *testing.T) {
	found := map[string]int{}
	for folder, files := range parsedSources(t) {
		for name, n := range methodFiles(files) {
			if n > maxMethodFiles {
				found[folder+"."+name] = n
			}
		}
	}
	checkExceptions(t, "hub", found, "A type has methods in at most 8 files: give a part of them a type of its own, held as a named field.")
}

// methodFiles counts the files with methods of each type.
func methodFiles(files map[string]*ast.File) map[string]int {
	counts := map[string]int{}
	for _, file := range files {
		here := map[string]bool{}
		for _, declared := range file.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok && f.Recv != nil && len(f.Recv.List) == 1 {
				here[receiver(f.Recv.List[0].Type)] = true
			}
		}
		for name := range here {
			counts[name]++
		}
	}
	return counts
}

func receiver(of ast.Expr) string {
	switch e := of.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	}
	return "?"
}
