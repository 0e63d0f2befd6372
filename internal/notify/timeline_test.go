package notify_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the timelines give into their files")

// TestTimelines runs every script of testdata/timelines, each named after what it shows, and compares the decisions with the ones kept
// beside it. The commands of a script are the methods of scenario that execute names.
func TestTimelines(t *testing.T) {
	files, err := filepath.Glob("testdata/timelines/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("found no timelines: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runTimeline(t, file) })
	}
}

// divider stands between a script and the decisions it leads to.
const divider = "\n-- decisions --\n"

func runTimeline(t *testing.T, file string) {
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	script, want, ok := strings.Cut(string(content), divider)
	if !ok && !*update {
		t.Fatal("there are no decisions to compare with; run with -update and read them")
	}
	s := newScenario(t)
	for n, line := range strings.Split(script, "\n") {
		if fields := strings.Fields(line); len(fields) > 0 && !strings.HasPrefix(line, "#") {
			s.line = fmt.Sprintf("%s: line %d: %s", file, n+1, line)
			s.execute(fields[0], fields[1:])
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimRight(script, "\n")+"\n"+divider+s.out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(strings.Split(want, "\n"), strings.Split(s.out.String(), "\n")); diff != "" {
		t.Errorf("decisions differ (-want +got):\n%s", diff)
	}
}
