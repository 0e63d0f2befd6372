// Command table measures the built program beside other programs and prints a table in Markdown. `make bench` builds what it needs and runs it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"supplierwatch/internal/testkit/bench"
)

func main() {
	var b bench.Bench
	var rows, packages string
	flag.StringVar(&b.Program, "program", "bin/supplierwatch", "the program to be measured")
	flag.StringVar(&b.Kit, "kit", kit(), "folder with the sources of the programs to compare with")
	flag.StringVar(&packages, "npm", ".ci/consumers", "folder in which ajv-cli is installed")
	flag.StringVar(&rows, "rows", "", "only these rows, separated by commas: "+strings.Join(names(), ", "))
	flag.IntVar(&b.Rounds, "rounds", 3, "how often each pair is measured; the median counts")
	flag.BoolVar(&b.Small, "small", false, "leave out the sizes that take minutes")
	flag.Parse()
	b.Ajv = bench.FindAjv(packages)
	if err := measure(&b, rows); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// kit returns the folder of the kit beside the project, if there is one.
func kit() string {
	shared := os.Getenv("SUPPLIERWATCH_SHARED")
	if shared == "" {
		shared = "../shared"
	}
	path := filepath.Join(shared, "bench")
	if _, err := os.Stat(filepath.Join(path, "go.mod")); err != nil {
		return ""
	}
	return path
}

func names() []string {
	var all []string
	for _, row := range bench.Rows() {
		all = append(all, row.Name)
	}
	return all
}

// measure measures the rows one after the other and prints the table.
func measure(b *bench.Bench, only string) error {
	program, err := filepath.Abs(b.Program)
	if err != nil {
		return err
	}
	b.Program = program
	if b.Dir, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.Dir)
	var figures []bench.Figure
	for _, row := range bench.Rows() {
		if only != "" && !slices.Contains(strings.Split(only, ","), row.Name) {
			continue
		}
		fmt.Fprintln(os.Stderr, "bench:", row.Name)
		measured, err := row.Measure(b)
		if err != nil {
			measured = append(measured, bench.Figure{Work: row.Name, Skipped: err.Error()})
		}
		figures = append(figures, measured...)
	}
	return bench.Write(os.Stdout, figures)
}
