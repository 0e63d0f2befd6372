package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// maxHops bounds how many links are followed.
const maxHops = 255

// Resolve finds where a given path leads. Links on the way may lead anywhere, since operations make them, but for those in a working tree of Git:
// whoever may edit a repository could put a link in place of the very folder that is given, so that such a link stays within its repository.
func Resolve(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path) // asks the system, which knows all kinds of paths, and whether they exist
	if err != nil {
		return "", err
	}
	if real, err = filepath.Abs(real); err != nil {
		return "", err
	}
	return real, withinTrees(path, real)
}

// withinTrees refuses links in working trees on the way to where a path leads outside of them.
func withinTrees(path, real string) error {
	if !filepath.IsAbs(path) {
		folder, err := os.Getwd()
		if err != nil {
			return err
		}
		path = folder + string(filepath.Separator) + path
	}
	at, rest := begun(path)
	for hops := 0; len(rest) > 0; {
		name := rest[0]
		rest = rest[1:]
		next := filepath.Join(at, name) // at has no links, so that .. is the folder above it
		target, err := os.Readlink(next)
		if err != nil { // no link
			at = next
			continue
		}
		if tree := workingTree(at); tree != "" && !below(real, tree) && !isImmutable(real) {
			return fmt.Errorf("the link %s leads out of its Git repository; name the folder to which it should lead as the path of the registry", next)
		}
		if hops++; hops > maxHops {
			return syscall.ELOOP
		}
		var more []string
		if filepath.IsAbs(target) {
			at, more = begun(target)
		} else {
			more = names(target)
		}
		rest = slices.Concat(more, rest)
	}
	return nil
}

// begun divides an absolute path into where it begins and the names on the way.
func begun(path string) (root string, rest []string) {
	volume := filepath.VolumeName(path)
	return volume + string(filepath.Separator), names(path[len(volume):])
}

func names(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r < 0x80 && os.IsPathSeparator(uint8(r)) })
}

// workingTree gives the working tree of Git in which a folder without links lies; empty if it lies in none.
func workingTree(folder string) string {
	for {
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			return ""
		}
		folder = above
	}
}

// isImmutable reports whether a path lies where Nix puts what it builds: everybody may read it, nobody may change it, and the link `result` to it
// stands in the working tree from which it was built.
func isImmutable(real string) bool { return strings.HasPrefix(real, "/nix/store/") }

// below reports whether a path is a folder or lies in it.
func below(path, folder string) bool {
	rest, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rest)
}
