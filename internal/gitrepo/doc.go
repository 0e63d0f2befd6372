// Package gitrepo finds the places of a registry's files in the git repository around them.
package gitrepo
