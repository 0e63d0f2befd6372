package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Bench is one measurement of the whole table.
type Bench struct {
	Program string // ours
	Kit     string // folder with the sources of the programs to compare with; empty: there is none
	Ajv     string // the program that validates against a JSON schema; empty: there is none
	Dir     string // for files; removed by the caller
	Rounds  int    // how often a pair is measured
	Small   bool   // leave out what takes minutes
	Log     func(format string, values ...any)

	built string // folder with the kit's programs
}

// kit returns the path of a program of the kit. The kit is built when it is first used.
func (b *Bench) kit(name string) (string, error) {
	if b.Kit == "" {
		return "", errNoKit
	}
	if b.built == "" {
		if err := b.buildKit(); err != nil {
			return "", err
		}
	}
	return filepath.Join(b.built, name), nil
}

// buildKit builds a copy: its sources may be read-only.
func (b *Bench) buildKit() error {
	sources, built := filepath.Join(b.Dir, "kit"), filepath.Join(b.Dir, "kit", "bin")
	if err := os.CopyFS(sources, os.DirFS(b.Kit)); err != nil {
		return fmt.Errorf("copy the kit: %w", err)
	}
	build := exec.Command("go", "build", "-o", built+string(filepath.Separator), "./cmd/...")
	build.Dir = sources
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the kit: %w\n%s", err, out)
	}
	b.built = built
	return nil
}

// folder makes an empty folder.
func (b *Bench) folder(name string) (string, error) {
	path := filepath.Join(b.Dir, name)
	if err := os.RemoveAll(path); err != nil {
		return "", err
	}
	return path, os.MkdirAll(path, 0o755)
}
