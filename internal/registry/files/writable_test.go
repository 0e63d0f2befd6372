package files

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWritableByOthers(t *testing.T) {
	dir := write(t, map[string]string{"a/one.yaml": text, "b/two.yaml": text})
	chmod := func(name string, mode os.FileMode) {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	chmod("a/one.yaml", 0o664)
	chmod("a", 0o775)
	if found := WritableByOthers([]string{dir}); len(found) > 0 {
		t.Error(lines(found))
	}
	chmod("b/two.yaml", 0o666)
	chmod("a", 0o777)
	want := "DIR/a: every user of this machine may change it (mode 0777), and 1 other file or folder of the registry; run `chmod -R o-w` on the registry\n"
	if got := strings.ReplaceAll(lines(WritableByOthers([]string{dir})), dir, "DIR"); got != want {
		t.Errorf("got %swant %s", got, want)
	}
	if found := WritableByOthers([]string{dir + "/none"}); len(found) > 0 {
		t.Error(lines(found))
	}
}

// TestFoldersAboveThatOthersWrite holds that a folder counts also where only other folders lie in it, and that Kubernetes' volumes do not.
func TestFoldersAboveThatOthersWrite(t *testing.T) {
	dir := write(t, map[string]string{"r/a/b/one.yaml": text})
	for _, folder := range []string{"r", "r/a", "r/a/b"} {
		path := filepath.Join(dir, folder)
		if err := os.Chmod(path, 0o777); err != nil {
			t.Fatal(err)
		}
		if got := lines(WritableByOthers([]string{dir + "/r"})); !strings.Contains(got, path+": every user") {
			t.Errorf("%s: %q", folder, got)
		}
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	volume := write(t, map[string]string{"v/..2026_11_01/one.yaml": text})
	symlink(t, "..2026_11_01", volume, "v/..data")
	symlink(t, "..data/one.yaml", volume, "v/one.yaml")
	if err := os.Chmod(filepath.Join(volume, "v"), 0o777); err != nil {
		t.Fatal(err)
	}
	if got := lines(WritableByOthers([]string{volume + "/v"})); got != "" {
		t.Error(got)
	}
}
