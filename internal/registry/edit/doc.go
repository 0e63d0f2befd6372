// Package edit writes what people record into the files of a registry.
//
//	Change ─▶ the item that it is about ─▶ yamlsplice (bytes) ─▶ the registry, loaded with the new text ─▶ the file, replaced in one step
//
// A change that cannot be written safely leaves the file as it is and is returned as ByHand, with the lines that a person can add.
package edit
