// Package bulkedit writes many changes of suppliers into the files of a registry, all of them or none.
//
//	Difference ─▶ edits by file ─▶ yamlsplice (bytes) ─▶ the registry, loaded with all new texts ─▶ the files, replaced together
package bulkedit
