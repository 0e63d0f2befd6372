package gitrepo

import (
	"os"
	"path/filepath"
)

// Root returns the nearest folder with a .git above a path, without links; the working directory where there is none.
func Root(path string) (string, error) {
	at, err := resolved(path)
	if err != nil {
		return "", err
	}
	if dir, found := repositoryAround(at); found {
		return dir, nil
	}
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return resolved(here)
}

// repositoryAround returns the nearest folder with a .git at or above an absolute path.
func repositoryAround(at string) (dir string, found bool) {
	for dir = at; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir, true
		}
		if dir == filepath.Dir(dir) {
			return "", false
		}
	}
}

// resolved returns the absolute path of a file without links. What does not exist is kept below the nearest folder that does.
func resolved(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for at := path; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest), nil
		}
		if at == filepath.Dir(at) {
			return path, nil
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}
