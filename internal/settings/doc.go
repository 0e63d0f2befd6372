// Package settings reads the configuration of the daemon: one strict YAML file, apart from the registry, because the registry belongs
// to those who buy and this to those who run machines.
//
// Load decodes the file into raw structs, which know the keys, and checks them into Settings, which know what they mean; after that
// nobody has to validate anything again. Every problem is reported at once, with its place. What is odd but works is a warning.
//
//	file ──strictyaml.Decode──▶ raw structs ──check──▶ Settings
//	                            │                     │
//	                            └────── problems ─────┘ and warnings
//
// Any scalar may be {env: NAME} or {file: PATH}. Relative paths count from the file. A secret is of a type that prints as <secret>
// wherever it turns up.
package settings

//go:generate go test . -run ^TestSchemaIsCurrent$ -update
