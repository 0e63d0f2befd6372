package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzLoad loads whatever bytes there are: no panic, no problem outside of the file, and either a registry or problems.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"testdata/ok/*.yaml", "testdata/err/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, problems := assemble([]*source{parse("f.yaml", data)}, holidayFiles{}, nil, nil)
		if (r == nil) != (len(problems) > 0) {
			t.Errorf("registry %v, problems %v", r, problems)
		}
		// YAML ends lines in more ways than one.
		count := 1
		for _, end := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029"} {
			count += strings.Count(string(data), end)
		}
		for _, p := range problems {
			if p.Line < 1 || p.Line > count || p.Column < 1 || p.Message == "" {
				t.Errorf("problem %+v in a file of %d lines", p, count)
			}
		}
	})
}
