// Package strictyaml reads YAML that people write into structs, and reports everything that is wrong with it at once.
//
// A struct names its keys in tags; the types of its fields say what each key may have:
//
//	type contact struct {
//		strictyaml.Place                                           // where the block is
//		ID    strictyaml.Value[string]       `yaml:"id,required"`  // one scalar, with its place
//		Roles []strictyaml.Value[role]       `yaml:"roles"`        // a list; one item may be alone
//		Hours *hours                     `yaml:"hours"`        // a block, nil where it is left out
//		Ports strictyaml.Table[port]         `yaml:"ports"`        // a block whose keys are names
//	}
//
// Nothing is guessed: an unknown or repeated key, a number where text is wanted, yes for true, a tag, a merge key and a value that YAML
// reads differently than people do are problems, each with line and column, in words that need no knowledge of programming. The value
// of anything that looks like a secret is never repeated. A key whose value is null counts as left out.
//
// Each rule of decoding has its file: empty (keys without a value), ambiguous (what YAML reads differently), characters (bytes and invisible
// characters), numbers, dates, text (lines, words, forms of their own), keys (unknown, repeated), shape (keys that belong together), reference
// ({env: NAME}), guard (depth, aliases, tags), syntax (what the parser refuses). They report to a problemList and do not use each other.
//
// The same structs describe the JSON Schema (Schema), so that an editor refuses what the decoder refuses.
package strictyaml
