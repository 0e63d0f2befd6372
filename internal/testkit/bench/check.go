package bench

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

var (
	errNoKit = errors.New("the sources of the programs to compare with are missing")
	errNoAjv = errors.New("ajv-cli is not installed")
)

// measureCheck compares a first check of a registry with the validation of the same records by ajv against a short JSON schema.
func measureCheck(b *Bench) ([]Figure, error) {
	sizes := []struct {
		suppliers int
		perFile   []int // a file has at most 64 MB
		ratio     float64
		memory    int64
	}{{10_000, []int{0, 100}, 1, 120e6}, {100_000, []int{10_000, 100}, 0.6, 600e6}}
	var figures []Figure
	for _, size := range sizes {
		if b.Small && size.suppliers > 10_000 {
			continue
		}
		for _, perFile := range size.perFile {
			f, err := b.coldCheck(size.suppliers, perFile)
			if err != nil {
				return nil, err
			}
			f.Target = fmt.Sprintf("≤ %.1f × ajv, ≤ %s", size.ratio, megabytes(size.memory))
			f.Met = f.Ratio > 0 && f.Ratio <= size.ratio && f.cost.Memory <= size.memory
			figures = append(figures, f.Figure)
		}
	}
	return figures, nil
}

// checkFigure is a line with the cost that it shows.
type checkFigure struct {
	Figure
	cost Cost
}

func (b *Bench) coldCheck(suppliers, perFile int) (checkFigure, error) {
	folder, err := b.folder("check")
	if err != nil {
		return checkFigure{}, err
	}
	if err := (companyFiles{Suppliers: suppliers, Teams: 10, PerFile: perFile}).write(folder); err != nil {
		return checkFigure{}, err
	}
	ours := func() (Cost, error) { return b.check(filepath.Join(b.Dir, "cold-cache"), true, folder) }
	f := checkFigure{Figure: Figure{Work: fmt.Sprintf("first check of %d suppliers, %s", suppliers, files(suppliers, perFile))}}
	theirs, unmeasured := b.ajv(suppliers)
	if unmeasured != nil {
		f.cost, err = several(b.Rounds, ours)
		f.Yardstick = "ajv: not measured: " + unmeasured.Error()
	} else {
		var yardstick Cost
		f.cost, yardstick, err = inTurn(b.Rounds, ours, theirs)
		f.Yardstick = "ajv: " + costText(yardstick)
		f.Ratio = f.cost.Wall.Seconds() / max(yardstick.Wall.Seconds(), 0.001)
	}
	f.Ours = costText(f.cost)
	return f, err
}

func files(suppliers, perFile int) string {
	if perFile == 0 {
		return "one file"
	}
	return fmt.Sprintf("%d files", suppliers/perFile)
}

func costText(c Cost) string {
	return fmt.Sprintf("%s, %s CPU, %s", seconds(c.Wall), seconds(c.CPU), megabytes(c.Memory))
}

// check runs `supplierwatch check` with a cache folder of its own, emptied before if cold.
func (b *Bench) check(cache string, cold bool, folder string) (Cost, error) {
	if cold {
		if err := os.RemoveAll(cache); err != nil {
			return Cost{}, err
		}
	}
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return Cost{}, err
	}
	return run(1, "", "env", "XDG_CACHE_HOME="+cache, b.Program, "check", "--format", "json", folder)
}

// ajv prepares the records and the schema of the kit and returns how to validate them.
func (b *Bench) ajv(suppliers int) (func() (Cost, error), error) {
	if b.Ajv == "" {
		return nil, errNoAjv
	}
	gen, err := b.kit("gen")
	if err != nil {
		return nil, err
	}
	folder, err := b.folder("ajv")
	if err != nil {
		return nil, err
	}
	if _, err := run(0, folder, gen, "-out", folder, "-suppliers", fmt.Sprint(suppliers)); err != nil {
		return nil, err
	}
	return func() (Cost, error) {
		return run(0, folder, b.Ajv, "validate", "-s", "registry.schema.json", "-d", "registry.yaml")
	}, nil
}

// measureRecheck checks a registry of many files again after one of them changed, as a hook before each commit does.
func measureRecheck(b *Bench) ([]Figure, error) {
	const suppliers, perFile = 10_000, 10
	folder, err := b.folder("recheck")
	if err != nil {
		return nil, err
	}
	if err := (companyFiles{Suppliers: suppliers, Teams: 10, PerFile: perFile}).write(folder); err != nil {
		return nil, err
	}
	cache := filepath.Join(b.Dir, "warm-cache")
	if _, err := b.check(cache, true, folder); err != nil {
		return nil, err
	}
	edit := 0
	cost, err := several(b.Rounds, func() (Cost, error) {
		edit++
		if err := changeFile(supplierFile(folder, edit), edit); err != nil {
			return Cost{}, err
		}
		return b.check(cache, false, folder)
	})
	if err != nil {
		return nil, err
	}
	return []Figure{{
		Work: fmt.Sprintf("check of %d suppliers again, one of %d files changed", suppliers, suppliers/perFile), Ours: costText(cost),
		Target: "≤ 1 s", Met: cost.Wall.Seconds() <= 1,
	}}, nil
}

// changeFile changes the names of the suppliers in a file.
func changeFile(path string, edit int) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.ReplaceAll(string(text), "Industrial Components", fmt.Sprintf("Industrial Components %d", edit))), 0o600)
}

// FindAjv returns the path of ajv in a folder of npm packages, or nothing.
func FindAjv(packages string) string {
	path, err := exec.LookPath(filepath.Join(packages, "node_modules", ".bin", "ajv"))
	if err != nil {
		return ""
	}
	return path
}
