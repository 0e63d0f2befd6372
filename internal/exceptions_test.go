package internal_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// exceptionsFile lists what exceeds a limit of this package's tests, with its present figure. The list can only shrink: a test fails when a figure
// grows, and when it could be lower. go test ./internal -update lowers the figures and removes the lines that are no longer needed.
const exceptionsFile = "exceptions.txt"

// checkExceptions compares what exceeds a limit with the lines of the list that begin with the same word.
func checkExceptions(t *testing.T, limit string, found map[string]int, advice string) {
	t.Helper()
	listed := exceptions(t)
	for _, name := range sortedKeys(found) {
		key := limit + " " + name
		switch was, known := listed[key]; {
		case !known:
			t.Errorf("%s: %d. %s", key, found[name], advice)
		case found[name] > was:
			t.Errorf("%s: %d, but was %d. %s", key, found[name], was, advice)
		case found[name] < was && *update:
			listed[key] = found[name]
		case found[name] < was:
			t.Errorf("%s is better than its exception: write in internal/%s (or run go test ./internal -update)\n%s: %d", key, exceptionsFile, key, found[name])
		}
	}
	for _, key := range sortedKeys(listed) {
		name, ours := strings.CutPrefix(key, limit+" ")
		if _, needed := found[name]; !ours || needed {
			continue
		}
		if *update {
			delete(listed, key)
			continue
		}
		t.Errorf("no exception is needed any more: remove from internal/%s (or run go test ./internal -update)\n%s: %d", exceptionsFile, key, listed[key])
	}
	if *update {
		writeExceptions(t, listed)
	}
}

const exceptionsHead = "# What exceeds a limit of the architecture tests. The list may only shrink; go test ./internal -update lowers it.\n"

func exceptions(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile(exceptionsFile)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]int{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, figure, ok := strings.Cut(line, ": ")
		n, err := strconv.Atoi(figure)
		if !ok || err != nil {
			t.Fatalf("%s: expected \"LIMIT NAME: FIGURE\", got %q", exceptionsFile, line)
		}
		if other, twice := listed[key]; twice { // after a merge
			n = min(n, other)
			if !*update {
				t.Errorf("%s: %s is listed twice (go test ./internal -update keeps the lower figure)", exceptionsFile, key)
			}
		}
		listed[key] = n
	}
	return listed
}

func writeExceptions(t *testing.T, listed map[string]int) {
	t.Helper()
	var lines []string
	for key, figure := range listed {
		lines = append(lines, fmt.Sprintf("%s: %d\n", key, figure))
	}
	slices.Sort(lines)
	if err := os.WriteFile(exceptionsFile, []byte(exceptionsHead+strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}
