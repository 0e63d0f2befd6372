package files

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/filekind"
	"supplierwatch/internal/model"
)

const text = "version: 1\n"

// write puts files into a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func symlink(t *testing.T, target string, path ...string) {
	t.Helper()
	if err := os.Symlink(target, filepath.Join(path...)); err != nil {
		t.Fatal(err)
	}
}

func lines(problems []model.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

// TestOnlyRegularFilesAreRead names what else there is, and reads no folder as a file.
func TestOnlyRegularFilesAreRead(t *testing.T) {
	for _, mode := range []os.FileMode{os.ModeNamedPipe, os.ModeSocket, os.ModeDevice, os.ModeDevice | os.ModeCharDevice, os.ModeSymlink, os.ModeDir, os.ModeIrregular} {
		if strings.Contains(filekind.Of(mode), "regular") || filekind.Of(mode) == "" {
			t.Errorf("%v is %q", mode, filekind.Of(mode))
		}
	}
	dir := write(t, map[string]string{"one.yaml": text})
	if _, err := (File{at: location{dir, "."}}).Read(); err == nil || errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder: %v", err)
	}
}

// TestLinksPutInPlaceOfFiles replaces what was listed by a link, before it is read or written.
func TestLinksPutInPlaceOfFiles(t *testing.T) {
	for name, swap := range map[string]func(t *testing.T, dir string){
		"the file":   func(t *testing.T, dir string) { swapFor(t, dir+"/out/acme.yaml", dir+"/in/sub/acme.yaml") },
		"its folder": func(t *testing.T, dir string) { swapFor(t, dir+"/out", dir+"/in/sub") },
		"relatively": func(t *testing.T, dir string) { swapFor(t, "../out", dir+"/in/sub") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, map[string]string{"in/sub/acme.yaml": text, "out/acme.yaml": text})
			files, problems := List([]string{dir + "/in"})
			if len(files) != 1 || len(problems) > 0 {
				t.Fatal(files, problems)
			}
			swap(t, dir)
			if data, err := files[0].Read(); err == nil {
				t.Errorf("read: %s", data)
			}
			if entries, err := readFolder(location{dir + "/in", "sub"}); name != "the file" && err == nil {
				t.Errorf("listed: %v", entries)
			}
			if err := files[0].Replace([]byte(text), []byte("version: 2\n")); err == nil {
				t.Error("replaced")
			}
			entries, err := os.ReadDir(dir + "/out")
			if err != nil || len(entries) != 1 {
				t.Errorf("left behind: %v %v", entries, err)
			}
			if data, err := os.ReadFile(dir + "/out/acme.yaml"); err != nil || string(data) != text {
				t.Errorf("a file outside was changed: %q, %v", data, err)
			}
		})
	}
}

func swapFor(t *testing.T, target, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	symlink(t, target, path)
}
