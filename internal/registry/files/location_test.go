package files

import (
	"strings"
	"testing"
)

// TestPointersOfGitLFSAreNotRead holds that no command takes a pointer for the file, which was not fetched.
func TestPointersOfGitLFSAreNotRead(t *testing.T) {
	pointer := "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
	folder := write(t, map[string]string{"a.yaml": pointer, "b.yaml": "version: 1 # " + pointer})
	listed, problems := List([]string{folder})
	if len(listed) != 2 || len(problems) > 0 {
		t.Fatal(listed, problems)
	}
	if data, err := listed[0].Read(); err == nil || !strings.Contains(err.Error(), "it is a pointer of Git LFS") || data != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := listed[1].Read(); err != nil {
		t.Errorf("a file that only mentions one: %v", err)
	}
}
