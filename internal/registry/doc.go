// Package registry reads what people write about their suppliers: a file or a folder of YAML becomes one checked model.Registry, or
// the list of all problems, each with its place.
//
//	paths ─▶ files (regular, small enough, hashed) ─▶ raw documents (package strictyaml, in parallel)
//	      ─▶ one index over all of them, duplicates reported ─▶ the model with defaults and references resolved
//
// A file that cannot be read as YAML at all does not stop the others from being checked, but references are then not checked, since
// their target may be in that file. What is well-formed and risky is not a problem here: rules evaluate it later.
package registry

//go:generate go test . -run ^TestSchemaIsCurrent$ -update
