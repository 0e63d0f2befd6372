package gitrepo

import (
	"context"
	"path"
	"strings"

	"supplierwatch/internal/filekind"
)

// rename is a file that has another path since a revision.
type rename struct{ from, to string }

// formerIfNone returns the path that a path of today had in the revision where that has no file there, or nothing where git cannot tell.
func (r revision) formerIfNone(ctx context.Context, w wanted, count int) string {
	if count > 0 || w.at == "." {
		return ""
	}
	renames := r.renames(ctx)
	if !w.file {
		return formerFolder(renames, w.at)
	}
	for _, moved := range renames {
		if moved.to == w.at {
			return moved.from
		}
	}
	return ""
}

// renames returns what git takes for renamed between the revision and the index, which is also where a commit that is being made is.
func (r revision) renames(ctx context.Context) []rename {
	// Each is R and the similarity in percent, the earlier path and the path of today.
	listed, err := git(ctx, r.root, "diff-index", "--cached", "--name-status", "-z", "--find-renames", "--diff-filter=R", r.commit, "--")
	if err != nil {
		return nil // then nothing was renamed as far as anybody can tell
	}
	fields := strings.Split(string(listed), "\x00")
	var found []rename
	for i := 0; i+2 < len(fields); i += 3 {
		found = append(found, rename{from: fields[i+1], to: fields[i+2]})
	}
	return found
}

// formerFolder returns the folder from which most files below a folder were renamed, keeping their names.
func formerFolder(renames []rename, folder string) string {
	count, all := map[string]int{}, 0
	for _, moved := range renames {
		name, inside := strings.CutPrefix(moved.to, folder+"/")
		if !inside || !filekind.IsYAML(name) {
			continue
		}
		all++
		if former, kept := strings.CutSuffix("/"+moved.from, "/"+name); kept {
			count[path.Clean(strings.TrimPrefix(former, "/"))]++
		}
	}
	for former, n := range count {
		if 2*n > all {
			return former
		}
	}
	return ""
}
