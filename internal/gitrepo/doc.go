// Package gitrepo finds the places of a registry's files in the Git repository around them, and reads earlier revisions of these files.
package gitrepo
