package internal_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"supplierwatch/internal/rulebook"
)

// TestNamesOfRulesAreConstants checks that a rule's name is written out only where the rule is: in rulebook and in rules. Other packages refer to
// the constants of rulebook, so that the compiler finds a wrong name. Some fact kinds of package model have the same names.
func TestNamesOfRulesAreConstants(t *testing.T) {
	names, seen := rulebook.Names(), 0
	for folder, files := range parsedSources(t) {
		if slices.Contains([]string{"internal/rulebook", "internal/rules", "internal/model"}, folder) || strings.HasSuffix(folder, "test") {
			continue
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				seen++
				if text, err := strconv.Unquote(literal.Value); err == nil && slices.Contains(names, text) {
					t.Errorf("%s:%d: %q is written out; use the constant of package rulebook", fileOf(literal.Pos()), fileSet.Position(literal.Pos()).Line, text)
				}
				return true
			})
		}
	}
	if seen < 1000 {
		t.Errorf("found %d strings, expected more", seen)
	}
}
