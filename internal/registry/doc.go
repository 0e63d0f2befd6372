// Package registry reads what people write about their suppliers: a file or a folder of YAML becomes one checked model.Registry, or
// the list of everything that is wrong, each with its place.
//
//	paths ─▶ files (regular, small enough, hashed) ─▶ raw documents (package strict, in parallel)
//	      ─▶ one index over all of them, duplicates named ─▶ words with defaults and references resolved
//
// A file that cannot be read as YAML at all does not stop the others from being checked, but references are then taken on trust, since
// what they refer to may stand in that file. What is well-formed and risky is no problem here: rules judge it later.
package registry

//go:generate go test . -run ^TestSchemaIsCurrent$ -update
