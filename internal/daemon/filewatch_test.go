package daemon

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestFilesThatNeverRestAreReadAllTheSame(t *testing.T) {
	var m movement
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	if wait := m.sign(now); wait != settle {
		t.Errorf("after the first sign: wait %s, want %s", wait, settle)
	}
	longest := now
	for at := now; at.Before(now.Add(time.Minute)); at = at.Add(settle / 2) {
		if due := at.Add(m.sign(at)); at.Before(now.Add(restless)) && due.After(longest) {
			longest = due
		}
	}
	if want := now.Add(restless); !longest.Equal(want) {
		t.Errorf("looked at %s, want %s", longest, want)
	}
	if wait := m.sign(now.Add(time.Hour)); wait != 0 {
		t.Errorf("long after that: wait %s, want none", wait)
	}
}

func TestALinkIsFollowedToWhereTheFilesAre(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	deep := filepath.Join(root, "releases", "1", "suppliers")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(root, "registry")
	if err := os.Symlink(filepath.Join("releases", "1"), link); err != nil {
		t.Fatal(err)
	}
	got := folders(link)
	for _, want := range []string{root, filepath.Dir(filepath.Dir(deep)), filepath.Dir(deep), deep} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not followed: %q", want, got)
		}
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if got := folders(link); !slices.Equal(got, []string{root}) {
		t.Errorf("without the link: %q, want the folder that it was in", got)
	}
}
