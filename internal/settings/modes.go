package settings

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// Bits of a file's mode for users who are neither its owner nor in its group.
const (
	othersRead  = 0o004
	othersWrite = 0o002
)

// Exposed returns a warning if every user of this machine may read a file with secrets, and how to fix that. It is empty if the file is safe or
// missing, and where file modes mean nothing. A group may read: that is how a daemon is given a file of the superuser.
func Exposed(path string) string {
	mode, known := modeOf(path)
	if !known || mode&othersRead == 0 {
		return ""
	}
	return fmt.Sprintf("can be read by every user of this machine (mode %04o); %s", mode, remedy(path))
}

// replaceable returns a warning if every user of this machine may replace a file, because they may change its folder. A sticky folder, such
// as /tmp, protects the files of others. The mode of a Kubernetes volume's top folder lets everybody write, but nobody can.
func replaceable(path string) string {
	folder := filepath.Dir(path)
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		folder = filepath.Dir(resolved)
	}
	info, err := os.Stat(folder)
	if _, missing := os.Lstat(filepath.Join(folder, "..data")); err != nil || missing == nil || runtime.GOOS == "windows" ||
		info.Mode()&os.ModeSticky != 0 || info.Mode().Perm()&othersWrite == 0 {
		return ""
	}
	return fmt.Sprintf("can be replaced by every user of this machine, since its folder has the mode %04o; run `chmod o-w %s`", info.Mode().Perm(), quoted(folder))
}

// modeOf returns the permissions of what a path leads to.
func modeOf(path string) (mode os.FileMode, known bool) {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" {
		return 0, false
	}
	return info.Mode().Perm(), true
}

// remedy returns how a secret is given its mode, which depends on where it comes from.
func remedy(path string) string {
	if _, err := os.Lstat(filepath.Join(filepath.Dir(path), "..data")); err == nil {
		return "it comes from a volume of Kubernetes: write `defaultMode: 0400` there, and `fsGroup` in the securityContext of the pod"
	}
	if absolute, err := filepath.Abs(path); err == nil && strings.HasPrefix(absolute, "/run/secrets/") {
		return "it comes from the container engine: write `mode: 0400` where the secret is listed"
	}
	return "run `chmod 600 " + quoted(path) + "`"
}

// quoted writes a path as a shell takes it.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t\"'$&|;<>()*?[]\\`") {
		return strconv.Quote(path)
	}
	return path
}
