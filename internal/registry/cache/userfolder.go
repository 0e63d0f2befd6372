package cache

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// folderName is the folder below that of the user's caches, suffix what the names of our files end in.
	folderName = "supplierwatch"
	suffix     = ".registry"

	// unusedFor is how long a cache stays that nobody uses, maxFolder how many bytes all of them may have.
	unusedFor = 30 * 24 * time.Hour
	maxFolder = 512 << 20
)

// OpenUser opens the cache of a registry in the folder of the user's caches: $XDG_CACHE_HOME/supplierwatch, or what the system has in its place. The
// paths are those of the registry, and what they are read with tells two caches of one registry apart. It is nil where the user has no such folder.
func OpenUser(paths []string, with string) *Cache {
	folder, err := userFolder()
	if err != nil {
		return nil
	}
	name, err := fileName(paths, with)
	if err != nil {
		return nil
	}
	c := Open(filepath.Join(folder, name))
	c.inUserFolder = true
	return c
}

func fileName(paths []string, with string) (string, error) {
	names := []string{with}
	for _, p := range paths {
		absolute, err := filepath.Abs(p)
		if err != nil {
			return "", err
		}
		names = append(names, absolute)
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\x00")))
	return hex.EncodeToString(sum[:16]) + suffix, nil
}

// userFolder returns the folder of our caches. It need not exist.
func userFolder() (string, error) {
	caches, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(caches, folderName), nil
}

// makeFolder makes the folder of our caches, if it is not there, in a folder that belongs to the user: nothing is left in the home of somebody else
// whose environment a command was started with.
func makeFolder(folder string) error {
	if info, err := os.Lstat(folder); err == nil {
		if !info.IsDir() || !isOurs(info) {
			return errForeign
		}
		return nil
	}
	for parent := filepath.Dir(folder); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		switch {
		case err == nil && belongsToUs(info):
			return os.MkdirAll(folder, 0o700)
		case err == nil || !errors.Is(err, fs.ErrNotExist) || parent == filepath.Dir(parent):
			return cmp.Or(err, errForeign)
		}
	}
}

// deleteOld deletes the caches that nobody has used for long, and the oldest of the others while all have too many bytes.
func deleteOld(folder string, now time.Time) {
	entries, _ := os.ReadDir(folder)
	var files []fs.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && strings.Contains(info.Name(), suffix) {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	var total int64
	for _, f := range files {
		if total += f.Size(); total > maxFolder || now.Sub(f.ModTime()) > unusedFor {
			_ = os.Remove(filepath.Join(folder, f.Name()))
		}
	}
}
