package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"supplierwatch/internal/cli"
)

// TestStories simulates the registry of every story and compares what a buyer
// would read with what is kept beside it. The comment of a story ends with the
// command.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("found no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { writeStory(t, file) })
	}
}

func writeStory(t *testing.T, file string) {
	story, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(story.Files) != 2 || story.Files[1].Name != "expected" {
		t.Fatal("a story has a registry and what is expected")
	}
	got := simulated(t, story)
	if again := simulated(t, story); again != got {
		t.Error("the same simulation gives other bytes")
	}
	want := string(story.Files[1].Data)
	if *update {
		story.Files[1].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(story), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the story goes otherwise (-want +got):\n%s", diff)
	}
}

// simulated returns what the command of a story prints.
func simulated(t *testing.T, story *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	registry := filepath.Join(dir, story.Files[0].Name)
	if err := os.WriteFile(registry, story.Files[0].Data, 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(story.Comment)), "\n")
	args := strings.Fields(lines[len(lines)-1])
	args[1] = registry
	var out, complaints bytes.Buffer
	if code := cli.Main(t.Context(), args, cli.Streams{Out: &out, Err: &complaints}); code != cli.ExitOK || complaints.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, &complaints)
	}
	return out.String()
}
