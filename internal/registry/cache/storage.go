package cache

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// maxSize is the size in bytes up to which a cache is written and read.
const maxSize = 256 << 20

var errForeign = errors.New("the file is not one that only this user can read and write")

// read returns the content of a file that belongs to this user alone.
func read(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSize || !isOurs(info) {
		return "", errForeign
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !os.SameFile(info, opened) {
		return "", errForeign
	}
	var content strings.Builder
	content.Grow(int(info.Size()))
	if _, err := io.Copy(&content, io.LimitReader(f, info.Size())); err != nil {
		return "", err
	}
	markUsed(path, info)
	return content.String(), nil
}

// markUsed sets the time of a file, so that it is not deleted as an old one.
func markUsed(path string, info os.FileInfo) {
	if now := time.Now(); now.Sub(info.ModTime()) > 24*time.Hour {
		_ = os.Chtimes(path, now, now)
	}
}

// temporary is what the names of files begin with that are not complete yet, behind the name that they will have.
const temporary = ".new"

// replace writes a file that only this user can read. It has its name when it is complete; nothing of it is left after an error.
func replace(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+temporary)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // is gone if it has its name
	err = errors.Join(write(f), f.Close())
	if err != nil {
		return err
	}
	deleteAbandoned(path)
	return os.Rename(f.Name(), path)
}

// deleteAbandoned deletes what processes left behind that were killed while they wrote.
func deleteAbandoned(path string) {
	folder, begin := filepath.Dir(path), filepath.Base(path)+temporary
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		if info, err := f.Info(); strings.HasPrefix(f.Name(), begin) && err == nil && time.Since(info.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(folder, f.Name()))
		}
	}
}
