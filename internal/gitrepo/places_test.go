package gitrepo_test

import (
	"os"
	"path/filepath"
	"testing"

	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/gitrepo"
	"supplierwatch/internal/model"
)

// repository makes a repository with files, and returns its path.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestRoot(t *testing.T) {
	root := repository(t, map[string]string{"work/.git": "gitdir: elsewhere", "work/lists/a.yaml": "x", "plain/a.yaml": "x"})
	if err := os.Symlink(filepath.Join(root, "work/lists"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(root, "plain"))
	for path, want := range map[string]string{
		root + "/work/lists/a.yaml": root + "/work",
		root + "/work/lists":        root + "/work",
		root + "/work/missing/x":    root + "/work",
		"../link/a.yaml":            root + "/work",
		root + "/plain/a.yaml":      root + "/plain", // none above: the working directory
	} {
		if got, err := gitrepo.Root(path); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", path, got, err, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	root := repository(t, map[string]string{
		".git/HEAD":    "ref: x",
		"lists/ä.yaml": "version: 1\nsuppliers: [{name: \"Säure\", id: säure, tier: x}]\n\"last\"",
	})
	if err := os.Symlink("lists", filepath.Join(root, "current")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(root, "lists"))
	for _, c := range []struct {
		at   model.Position
		want checkformat.Place
	}{
		{model.Position{File: "ä.yaml", Line: 2, Column: 33}, checkformat.Place{Path: "lists/ä.yaml", Line: 2, Column: 33, EndLine: 2, EndColumn: 38, Byte: 34, EndByte: 40}},
		{model.Position{File: "./ä.yaml", Line: 1, Column: 1}, checkformat.Place{Path: "lists/ä.yaml", Line: 1, Column: 1, EndLine: 1, EndColumn: 9, Byte: 1, EndByte: 9}},
		{model.Position{File: "../current/ä.yaml", Line: 3, Column: 1}, checkformat.Place{Path: "lists/ä.yaml", Line: 3, Column: 1, EndLine: 3, EndColumn: 7, Byte: 1, EndByte: 7}},
		{model.Position{File: "..", Line: 0}, checkformat.Place{Path: ".", Line: 1, Column: 1, EndLine: 1, EndColumn: 2, Byte: 1, EndByte: 2}},
		{model.Position{File: "gone.yaml", Line: 9, Column: 5}, checkformat.Place{Path: "lists/gone.yaml", Line: 9, Column: 5, EndLine: 9, EndColumn: 6, Byte: 5, EndByte: 6}},
		{model.Position{File: "ä.yaml", Line: 1, Column: 99}, checkformat.Place{Path: "lists/ä.yaml", Line: 1, Column: 99, EndLine: 1, EndColumn: 100, Byte: 99, EndByte: 100}},
	} {
		places, err := gitrepo.Places(root, []model.Position{c.at})
		if err != nil || places[c.at] != c.want {
			t.Errorf("%v: %+v, %v; want %+v", c.at, places[c.at], err, c.want)
		}
	}
	outside := model.Position{File: filepath.Join(root, "lists/ä.yaml"), Line: 1, Column: 1}
	places, err := gitrepo.Places(filepath.Join(root, ".git"), []model.Position{outside})
	if err != nil || places[outside].Path != root+"/lists/ä.yaml" {
		t.Errorf("outside of the repository: %+v, %v", places, err)
	}
}
