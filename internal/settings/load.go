package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// maxSize is the size up to which a file is read: the configuration, or what it refers to.
const maxSize = 1 << 20

// maxReferred is how many bytes all files may have together that a configuration refers to.
const maxReferred = 16 << 20

// Load reads a configuration. Either it returns the settings, with warnings about what is odd but works, or all errors; both in the
// order of the file.
func Load(file string) (settings *Settings, problems, warnings []model.Problem) {
	settings, problems, warnings = LoadLikeBefore(file)
	if len(problems) > 0 {
		return nil, problems, nil
	}
	return settings, nil, warnings
}

// LoadLikeBefore reads a configuration as Load does, and values that are refused since this version as the version before did; their problems are
// returned beside the settings. The daemon must start after an upgrade. Until version 0.3.
func LoadLikeBefore(file string) (settings *Settings, problems, warnings []model.Problem) {
	name := filepath.ToSlash(file)
	data, err := readFile(file)
	if err != nil {
		return nil, []model.Problem{whole(name, "cannot be read: "+reason(err))}, nil
	}
	folder := filepath.Dir(file)
	documents, problems, _ := strictyaml.Decode[rawSettings](name, data, resolveIn(folder))
	if len(documents) > 1 {
		problems = append(problems, model.Problem{Position: documents[1].In(name), Message: "a second document begins here; a configuration is a single document"})
	}
	if len(documents) == 0 {
		if len(problems) == 0 {
			problems = []model.Problem{whole(name, strictyaml.EmptyFile)}
		}
		return nil, problems, nil
	}
	c := &checker{file: name, folder: folder, problems: problems, references: references(data)}
	settings = c.settings(documents[0])
	c.careless(documents[0])
	if !model.OnlyNewlyRefused(c.problems) {
		return nil, order(c.problems), nil
	}
	return settings, order(c.problems), order(c.warnings)
}

// Default returns what the daemon runs on without a configuration: everything it writes lies in the folder var of dir, mails go into a
// folder, and the page is for this machine alone.
func Default(dir string, registry []string) *Settings {
	c := &checker{folder: dir, file: dir, bare: true}
	s := c.settings(rawSettings{})
	s.File, s.Registry = "", registry
	return s
}

// whole is a problem of a file as a whole.
func whole(file, message string) model.Problem {
	return model.Problem{Position: model.Position{File: file, Line: 1, Column: 1}, Message: message}
}

// order sorts problems by their places and leaves out repetitions.
func order(problems []model.Problem) []model.Problem {
	slices.SortStableFunc(problems, func(a, b model.Problem) int { return a.Compare(b.Position) })
	return slices.Compact(problems)
}

// resolveIn looks up environment variables, and files counted from a folder. White space around what they hold does not count.
func resolveIn(folder string) strictyaml.Resolve {
	left := maxReferred
	return func(kind, name string) (string, error) {
		if kind == "env" {
			value, ok := os.LookupEnv(name)
			if !ok {
				return "", fmt.Errorf("the environment variable %s is not set", name)
			}
			return filled(value, "the environment variable "+name)
		}
		data, err := readFile(within(folder, name))
		if err != nil {
			return "", fmt.Errorf("the file %s cannot be read: %s", name, reason(err))
		}
		if left -= len(data); left < 0 {
			return "", fmt.Errorf("the files that the configuration refers to up to here have %s in all, and at most %s are allowed: is %s the right file?",
				megabytes(int64(maxReferred-left)), megabytes(maxReferred), name)
		}
		return filled(string(data), "the file "+name)
	}
}

// filled returns a value without the white space around it, and an error that names its source if nothing is left.
func filled(value, source string) (string, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return "", errors.New(source + " is empty")
	}
	return value, nil
}

// within counts a path from a folder.
func within(folder, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

var errNoFile = errors.New("not a regular file")

// tooLarge returns the error for a file of that size.
func tooLarge(size int64) error {
	return fmt.Errorf("it is larger than %s: it has %s; is it the right file?", megabytes(maxSize), megabytes(size))
}

// megabytes writes a size, rounded up: 1.5 MB.
func megabytes(size int64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", math.Ceil(float64(size)/(1<<20)*10)/10), ".0") + " MB"
}

// readFile reads a regular file of bearable size. Pipes and devices are never opened: reading one could wait for ever.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errNoFile
	case info.Size() > maxSize:
		return nil, tooLarge(info.Size())
	}
	// Should the file have become a pipe since, then this neither waits nor gets past the second look.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !opened.Mode().IsRegular() {
		return nil, errNoFile
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err == nil && len(data) > maxSize {
		return nil, tooLarge(int64(len(data)))
	}
	return data, err
}

// reason returns why a file cannot be read, without its path, because the message already has it.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	}
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err.Error()
	}
	return err.Error()
}
