package internal_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var fileSet = token.NewFileSet()

// parsedSources returns the files of every package without its tests, by folder and path from the repository's root.
func parsedSources(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	sources, err := parseOnce()
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

var parseOnce = sync.OnceValues(func() (map[string]map[string]*ast.File, error) {
	found := map[string]map[string]*ast.File{}
	for _, top := range []string{"../cmd", "../config", "../internal"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return err
			}
			if entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			return parseFolder(found, path)
		})
		if err != nil {
			return nil, err
		}
	}
	if len(found) == 0 {
		return nil, errors.New("found no source to check")
	}
	return found, nil
})

func parseFolder(found map[string]map[string]*ast.File, path string) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	folder := strings.TrimPrefix(filepath.ToSlash(path), "../")
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fileSet, filepath.Join(path, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if found[folder] == nil {
			found[folder] = map[string]*ast.File{}
		}
		found[folder][folder+"/"+name] = file
	}
	return nil
}

// typedPackage is a package, as this system compiles it, with what the type checker knows about it.
type typedPackage struct {
	folder string
	files  map[string]*ast.File
	types  *types.Package
	info   *types.Info
}

// typedSources returns every shipped package type-checked, by folder.
func typedSources(t *testing.T) map[string]*typedPackage {
	t.Helper()
	checked, err := checkOnce()
	if err != nil {
		t.Fatal(err)
	}
	return checked
}

var checkOnce = sync.OnceValues(func() (map[string]*typedPackage, error) {
	sources, err := parseOnce()
	if err != nil {
		return nil, err
	}
	exports, err := exportData(sources)
	if err != nil {
		return nil, err
	}
	c := &checker{sources: sources, done: map[string]*typedPackage{}}
	c.outside = importer.ForCompiler(fileSet, "gc", func(path string) (io.ReadCloser, error) {
		name, known := exports[path]
		if !known {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(name)
	})
	for folder := range sources {
		if _, err := c.check(folder); err != nil {
			return nil, err
		}
	}
	return c.done, nil
})

// checker type-checks our packages from their source and reads all others from the build cache, which is fast.
type checker struct {
	sources map[string]map[string]*ast.File
	outside types.Importer
	done    map[string]*typedPackage
}

func (c *checker) check(folder string) (*typedPackage, error) {
	if p := c.done[folder]; p != nil {
		return p, nil
	}
	files, err := compiled(c.sources[folder])
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no package %s: %w", folder, err)
	}
	p := &typedPackage{folder: folder, files: files, info: &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	config := types.Config{Importer: c}
	var list []*ast.File
	for _, name := range sortedKeys(files) {
		list = append(list, files[name])
	}
	if p.types, err = config.Check("supplierwatch/"+folder, fileSet, list, p.info); err != nil {
		return nil, err
	}
	c.done[folder] = p
	return p, nil
}

// compiled returns the files that are compiled on this system.
func compiled(files map[string]*ast.File) (map[string]*ast.File, error) {
	found := map[string]*ast.File{}
	for name, file := range files {
		match, err := build.Default.MatchFile(filepath.Join("..", filepath.Dir(name)), filepath.Base(name))
		if err != nil {
			return nil, err
		}
		if match {
			found[name] = file
		}
	}
	return found, nil
}

// Import implements types.Importer.
func (c *checker) Import(path string) (*types.Package, error) {
	folder, ours := strings.CutPrefix(path, "supplierwatch/")
	if !ours {
		return c.outside.Import(path)
	}
	p, err := c.check(folder)
	if err != nil {
		return nil, err
	}
	return p.types, nil
}

// exportData returns the files of the build cache that describe the packages of others.
func exportData(sources map[string]map[string]*ast.File) (map[string]string, error) {
	var wanted []string
	for _, folder := range sortedKeys(sources) {
		files, err := compiled(sources[folder])
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			for _, path := range importsOf(file) {
				if !strings.HasPrefix(path, "supplierwatch/") && path != "unsafe" {
					wanted = append(wanted, path)
				}
			}
		}
	}
	slices.Sort(wanted)
	args := append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}"}, slices.Compact(wanted)...)
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		found[path] = file
	}
	return found, nil
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// fileOf returns the path of the file in which something is declared, from the repository's root.
func fileOf(at token.Pos) string {
	return strings.TrimPrefix(filepath.ToSlash(fileSet.Position(at).Filename), "../")
}
