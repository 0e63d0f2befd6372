package edit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
)

// written makes a folder with a registry of one file, and opens it.
func written(t *testing.T, content string) (file string, e *Editor) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "acme.yaml")
	if err := os.WriteFile(file, []byte(content), 0o640); err != nil {
		t.Fatal(err)
	}
	return file, opened(t, file)
}

func opened(t *testing.T, path string) *Editor {
	t.Helper()
	e, problems := Open([]string{path})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return e
}

func verifiedBy(who string) Change {
	c := Change{Kind: model.FactVerified, Subject: model.KindContact.Subject("orders"), How: model.HowCall, By: who}.onDay()
	return c
}

func content(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// onlyFile holds that nothing was left beside the file.
func onlyFile(t *testing.T, file string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

func TestSpliceWritesTheFile(t *testing.T) {
	file, e := written(t, small)
	edited, err := e.Splice(verifiedBy("me"))
	if err != nil {
		t.Fatal(err)
	}
	if got := content(t, file); !strings.Contains(got, "verified: [{on: 2026-09-07, by: me, how: call}]") {
		t.Error(got)
	}
	if edited.Position.File != file || edited.Position.Line != 2 || len(edited.Registry.Suppliers[0].Contacts[0].Verified) != 1 {
		t.Errorf("%+v", edited)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	onlyFile(t, file)
}

func TestSpliceFollowsLinks(t *testing.T) {
	file, _ := written(t, small)
	link := filepath.Join(t.TempDir(), "link.yaml")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if _, err := opened(t, link).Splice(verifiedBy("me")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v %v", info.Mode(), err)
	}
	if !strings.Contains(content(t, file), "by: me") {
		t.Error("the file that the link leads to is as it was")
	}
}

func TestSpliceSeesThatTheFileChanged(t *testing.T) {
	file, e := written(t, small)
	other := small + "# somebody else was here\n"
	if err := os.WriteFile(file, []byte(other), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Splice(verifiedBy("me")); !errors.Is(err, files.ErrChanged) {
		t.Errorf("%v", err)
	}
	// The same between reading and replacing.
	listed, _ := files.List([]string{file})
	if err := listed[0].Replace([]byte(small), []byte("version: 1\n")); !errors.Is(err, files.ErrChanged) {
		t.Errorf("%v", err)
	}
	if content(t, file) != other {
		t.Error("what somebody else wrote is gone")
	}
	onlyFile(t, file)
}

// TestSpliceManyAtOnce has many editors write into one file. Each succeeds or is told that another one did; nothing that was written is lost.
func TestSpliceManyAtOnce(t *testing.T) {
	file, _ := written(t, small)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for tries := 0; ; tries++ {
				e, problems := Open([]string{file})
				if len(problems) > 0 {
					t.Error(problems)
					return
				}
				_, err := e.Splice(verifiedBy(fmt.Sprintf("editor %d", i)))
				if err == nil {
					return
				}
				if !errors.Is(err, files.ErrChanged) || tries > 1000 {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	if found := opened(t, file).Registry.Suppliers[0].Contacts[0].Verified; len(found) != 8 {
		t.Errorf("%d of 8 stand there: %+v", len(found), found)
	}
	onlyFile(t, file)
}

func TestSpliceWhereNothingCanBeWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may write anywhere")
	}
	file, e := written(t, small)
	folder := filepath.Dir(file)
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o700)
	if _, err := e.Splice(verifiedBy("me")); err == nil || !strings.Contains(err.Error(), "permission denied; nothing was changed") {
		t.Errorf("%v", err)
	}
	if content(t, file) != small {
		t.Error("changed")
	}
}

// TestSpliceInAFolder edits the file in which the supplier stands, and no other.
func TestSpliceInAFolder(t *testing.T) {
	folder := t.TempDir()
	texts := map[string]string{
		"a.yaml": "version: 1 # teams\nteams: {buying: {email: b@works.example}}\n", "b.yaml": small,
		"c.yaml": "version: 1\nsuppliers: {id: other, name: Other, contacts: {role: orders, email: o@other.example}}\n",
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edited, err := opened(t, folder).Splice(verifiedBy("me"))
	if err != nil || filepath.Base(edited.Position.File) != "b.yaml" {
		t.Fatal(edited.Position.File, err)
	}
	for name, text := range texts {
		if same := content(t, filepath.Join(folder, name)) == text; same == (name == "b.yaml") {
			t.Errorf("%s: as it was is %v", name, same)
		}
	}
}
