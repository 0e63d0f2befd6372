package edit

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// TestLinksPutInPlaceOfEditedFiles replaces a file by a link before it is written.
func TestLinksPutInPlaceOfEditedFiles(t *testing.T) {
	for name, swap := range map[string]func(t *testing.T, dir string){
		"the file":   func(t *testing.T, dir string) { swapFor(t, dir+"/out/acme.yaml", dir+"/in/sub/acme.yaml") },
		"its folder": func(t *testing.T, dir string) { swapFor(t, dir+"/out", dir+"/in/sub") },
		"relatively": func(t *testing.T, dir string) { swapFor(t, "../out", dir+"/in/sub") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, map[string]string{"in/sub/acme.yaml": small, "out/acme.yaml": small})
			editor := opened(t, dir+"/in")
			swap(t, dir)
			if _, err := editor.Splice(verifiedBy("me")); err == nil {
				t.Error("written")
			}
			onlyFile(t, dir+"/out/acme.yaml")
			if content(t, dir+"/out/acme.yaml") != small {
				t.Error("a file outside was changed")
			}
		})
	}
}

func swapFor(t *testing.T, target, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
}

// write puts files into a new folder and returns it.
func write(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir, tree := t.TempDir(), fstest.MapFS{}
	for name, text := range texts {
		tree[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	if err := os.CopyFS(dir, tree); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestWritingThroughLinks changes the file inside that a link leads to, and keeps the link.
func TestWritingThroughLinks(t *testing.T) {
	dir := write(t, map[string]string{"..data/acme.yaml": small})
	if err := os.Symlink("..data/acme.yaml", dir+"/acme.yaml"); err != nil {
		t.Fatal(err)
	}
	if _, err := opened(t, dir).Splice(verifiedBy("me")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(dir + "/acme.yaml"); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v", err)
	}
	if !strings.Contains(content(t, dir+"/..data/acme.yaml"), "by: me") {
		t.Error("the file that the link leads to is as it was")
	}
	onlyFile(t, dir+"/..data/acme.yaml")
}
