package mailparse

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"supplierwatch/internal/mailparse/mime"
)

// TestHeadReadsEveryFieldThatItAsksFor: a field that readHeader reads and that is not among fieldsRead would be empty.
func TestHeadReadsEveryFieldThatItAsksFor(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "fields.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || method.Sel.Name != "Get" && method.Sel.Name != "All" && method.Sel.Name != "Count" {
			return true
		}
		for _, argument := range call.Args {
			literal, ok := argument.(*ast.BasicLit)
			if !ok {
				continue
			}
			asked++
			if name, err := strconv.Unquote(literal.Value); err != nil || fieldsRead[name] == "" {
				t.Errorf("the field %s is read and not among fieldsRead", literal.Value)
			}
		}
		return true
	})
	if want := len(fieldsRead) - len(deliveryFields); asked < want {
		t.Errorf("%d fields are asked for by their name, want %d at least", asked, want)
	}
}

// TestHeadIsThatOfTheWholeHeader compares what Head says of the labelled mails with what all their fields say.
func TestHeadIsThatOfTheWholeHeader(t *testing.T) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled mails: %v", err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := Message{Kind: KindOther}
		want.readHeader(mime.ReadHeader(raw))
		if diff := cmp.Diff(want, Head(raw), cmpopts.IgnoreUnexported(Message{})); diff != "" {
			t.Errorf("%s: the head differs:\n%s", name, diff)
		}
	}
}
