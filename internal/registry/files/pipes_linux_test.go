package files

import (
	"testing"

	"golang.org/x/sys/unix"
)

// TestAPipePutInPlaceOfAFile neither waits for a writer nor gives anything.
func TestAPipePutInPlaceOfAFile(t *testing.T) {
	dir := write(t, map[string]string{"one.yaml": text})
	files, _ := List([]string{dir})
	if err := unix.Unlink(dir + "/one.yaml"); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mkfifo(dir+"/one.yaml", 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := files[0].Read(); err == nil {
		t.Error("read")
	}
}
