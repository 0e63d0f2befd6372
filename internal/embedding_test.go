package internal_test

import (
	"go/types"
	"slices"
	"testing"
)

// positions are embedded on purpose: every value that is read from YAML carries its place, and is asked for it.
var positions = []string{"model.Position", "strictyaml.Place", "Position", "Place"}

// TestEmbedding checks that no struct embeds another to reach its methods: what a struct needs is a named field, so that a reader sees where a
// call goes. A struct may be embedded for its fields alone, and an interface in a wrapper of it.
func TestEmbedding(t *testing.T) {
	found := map[string]int{}
	for folder, p := range typedSources(t) {
		for _, selection := range p.info.Selections {
			if selection.Kind() == types.FieldVal {
				continue
			}
			for _, pair := range promotions(p.types, selection) {
				found[folder+"."+pair] = 1
			}
		}
	}
	checkExceptions(t, "embeds", found, "A struct is not embedded to reach its methods: make it a named field.")
}

// promotions returns, for a method that is called through embedded structs, each struct of this package on the way with the struct that it embeds.
func promotions(here *types.Package, selection *types.Selection) []string {
	var found []string
	at := selection.Recv()
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		at = dereferenced(at)
		outer, ok := at.Underlying().(*types.Struct)
		if !ok {
			return found
		}
		inner := dereferenced(outer.Field(i).Type())
		named, ok := at.(*types.Named)
		if _, structure := inner.Underlying().(*types.Struct); ok && structure && named.Obj().Pkg() == here && !slices.Contains(positions, nameIn(here, inner)) {
			found = append(found, named.Obj().Name()+" "+nameIn(here, inner))
		}
		at = inner
	}
	return found
}

func dereferenced(t types.Type) types.Type {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		return pointer.Elem()
	}
	return t
}

// nameIn returns the name of a type without its arguments, with its package unless that is the one given.
func nameIn(here *types.Package, t types.Type) string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return t.String()
	}
	if pkg := named.Obj().Pkg(); pkg != nil && pkg != here {
		return pkg.Name() + "." + named.Obj().Name()
	}
	return named.Obj().Name()
}
