package cache

import (
	"crypto/sha256"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
)

// program returns what tells this program from every other one, versions of it included.
var program = sync.OnceValues(func() (Sum, error) {
	hash := sha256.New()
	info, known := debug.ReadBuildInfo()
	if known {
		io.WriteString(hash, info.String()) //nolint:errcheck // a hash takes everything
	}
	if !known || !isRevision(info) {
		if err := copyExecutable(hash); err != nil {
			return Sum{}, err
		}
	}
	return Sum(hash.Sum(nil)), nil
})

// isRevision reports whether a program was built from a revision of its repository without any change.
func isRevision(info *debug.BuildInfo) bool {
	has := func(key, value string) bool {
		return slices.ContainsFunc(info.Settings, func(s debug.BuildSetting) bool {
			return s.Key == key && (s.Value == value || value == "" && s.Value != "")
		})
	}
	return has("vcs.revision", "") && has("vcs.modified", "false")
}

// copyExecutable writes the file of this program. On Linux it is the file that runs, even if another version has replaced it.
func copyExecutable(w io.Writer) error {
	path := "/proc/self/exe"
	if runtime.GOOS != "linux" {
		var err error
		if path, err = os.Executable(); err != nil {
			return err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
