package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// namesInTests are the private words that no name in a test contains.
var namesInTests = append([]avoided{
	avoid(`\b(offices?|plays?|duty|duties|ours)\b`, "fixture, run, alert, our"),
}, privateIdentifiers...)

// namesOfTests are those that the name of a test or of a script does not contain either.
var namesOfTests = append([]avoided{
	avoid(`\b(stages?|letters?|stands|told|tells?)\b`, "step, summary, is, reported"),
}, namesInTests...)

// stringsOfTests are the expressions that a string of a test does not contain, be it expected or printed.
var stringsOfTests = []avoided{
	avoid(`\b(of|to|from) ours\b|\bweekly letters?\b|\bnothing was judged\b|\bnot judged\b|\brehears(e|es|ed|al|als|ing)\b`, "our, weekly summary, not evaluated, simulate"),
}

// TestWordsOfTests looks for private words in the names that tests declare and in their strings, and in the names of their scripts.
func TestWordsOfTests(t *testing.T) {
	seen := 0
	for _, top := range []string{"../cmd", "../internal"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if strings.Contains(filepath.ToSlash(path), "/testdata/timelines/") {
				wordsOfScript(t, path)
			}
			if !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "words_test.go") {
				return nil
			}
			seen++
			return wordsOfTest(t, path)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 100 {
		t.Errorf("found %d files of tests, expected more", seen)
	}
}

func wordsOfScript(t *testing.T, path string) {
	t.Helper()
	if n := firstAvoided(strings.ReplaceAll(filepath.Base(path), "_", " "), namesOfTests); n != "" {
		t.Errorf("%s: the name of the script says %q", path, n)
	}
}

func wordsOfTest(t *testing.T, path string) error {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, name := range declaredNames(file) {
		words := namesInTests
		if strings.HasPrefix(name.Name, "Test") || strings.HasPrefix(name.Name, "Benchmark") {
			words = namesOfTests
		}
		if n := firstAvoided(wordsOf(name.Name), words); n != "" {
			t.Errorf("%s: the name %s says %q", files.Position(name.Pos()), name.Name, n)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			text, err := strconv.Unquote(literal.Value)
			if found := firstAvoided(text, stringsOfTests); err == nil && found != "" {
				t.Errorf("%s: a string says %q", files.Position(literal.Pos()), found)
			}
		}
		return true
	})
	return nil
}

// declaredNames returns the names of the functions, types, variables and constants that a file declares outside of functions.
func declaredNames(file *ast.File) (names []*ast.Ident) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			names = append(names, d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name)
				case *ast.ValueSpec:
					names = append(names, s.Names...)
				}
			}
		}
	}
	return names
}

// firstAvoided returns the first avoided expression of a text, or an empty text.
func firstAvoided(text string, list []avoided) string {
	for _, w := range list {
		if found := w.pattern.FindString(text); found != "" {
			return found
		}
	}
	return ""
}
