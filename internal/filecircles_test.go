package internal_test

import (
	"flag"
	"go/types"
	"slices"
	"testing"
)

const (
	maxCircle   = 50 // percent of a package's files
	exemptBelow = 6  // files; the whole of a small package is read at once
)

var circleOf = flag.String("circle", "", "show the uses inside the largest circle of this package")

// TestFileCircles checks that the files of a package do not form one knot: of the files that use each other, directly or through others, the largest
// circle has at most half of the package's files.
func TestFileCircles(t *testing.T) {
	found := map[string]int{}
	for folder, p := range typedSources(t) {
		if len(p.files) < exemptBelow {
			continue
		}
		circle := largestCircle(fileUses(p))
		if 100*len(circle) > maxCircle*len(p.files) {
			found[folder] = len(circle)
			t.Logf("%s: %d of %d files", folder, len(circle), len(p.files))
		}
	}
	checkExceptions(t, "circle", found, "The largest circle of files that use each other has at most 50 % of a package's files: "+
		"let files use each other in one direction, or move a part into a package of its own. "+
		"go test ./internal -run TestFileCircles -v -circle PACKAGE shows the uses.")
	if *circleOf != "" {
		showCircle(t, typedSources(t)["internal/"+*circleOf])
	}
}

// fileUses returns for each file of a package the files whose functions, types, methods, fields, variables or constants it uses.
func fileUses(p *typedPackage) map[string]map[string][]string {
	uses := map[string]map[string][]string{}
	for name := range p.files {
		uses[name] = map[string][]string{}
	}
	for ident, object := range p.info.Uses {
		if object.Pkg() != p.types || !shared(p.types, object) {
			continue
		}
		from, to := fileOf(ident.Pos()), fileOf(object.Pos())
		if from != to {
			uses[from][to] = append(uses[from][to], ident.Name)
		}
	}
	return uses
}

// shared reports whether other files can name an object: what a package declares, and methods.
func shared(p *types.Package, object types.Object) bool {
	if f, ok := object.(*types.Func); ok && f.Signature().Recv() != nil {
		return true
	}
	return object.Parent() == p.Scope()
}

// largestCircle returns the largest strongly connected component, by Tarjan's algorithm.
func largestCircle(uses map[string]map[string][]string) []string {
	var (
		largest, stack []string
		index, low     = map[string]int{}, map[string]int{}
		onStack        = map[string]bool{}
		visit          func(string)
	)
	visit = func(at string) {
		index[at], low[at] = len(index)+1, len(index)+1
		stack, onStack[at] = append(stack, at), true
		for _, next := range sortedKeys(uses[at]) {
			if index[next] == 0 {
				visit(next)
			}
			if onStack[next] {
				low[at] = min(low[at], low[next])
			}
		}
		if low[at] != index[at] {
			return
		}
		from := slices.Index(stack, at)
		circle := slices.Clone(stack[from:])
		stack = stack[:from]
		for _, name := range circle {
			onStack[name] = false
		}
		if len(circle) > 1 && len(circle) > len(largest) {
			largest = circle
		}
	}
	for _, name := range sortedKeys(uses) {
		if index[name] == 0 {
			visit(name)
		}
	}
	return largest
}

// showCircle prints the uses inside the largest circle of a package, for whoever takes it apart.
func showCircle(t *testing.T, p *typedPackage) {
	t.Helper()
	if p == nil {
		t.Fatalf("no package internal/%s", *circleOf)
	}
	uses := fileUses(p)
	circle := largestCircle(uses)
	t.Logf("%d of %d files of %s form a circle", len(circle), len(p.files), p.folder)
	slices.Sort(circle)
	for _, from := range circle {
		for _, to := range sortedKeys(uses[from]) {
			if slices.Contains(circle, to) {
				names := slices.Clone(uses[from][to])
				slices.Sort(names)
				t.Logf("%s → %s: %q", from, to, slices.Compact(names))
			}
		}
	}
}
