package registry

import (
	"errors"
	"net"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// opens counts how often a file is opened, from now on.
func opens(t *testing.T, path string) func() int {
	t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		t.Skip("files cannot be watched here: ", err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	if _, err := unix.InotifyAddWatch(fd, path, unix.IN_OPEN); err != nil {
		t.Fatal(err)
	}
	return func() int {
		n, err := unix.Read(fd, make([]byte, 4096))
		if errors.Is(err, unix.EAGAIN) {
			return 0
		}
		if err != nil {
			t.Fatal(err)
		}
		return n / unix.SizeofInotifyEvent
	}
}

// TestPipesAndFilesOutsideAreNeverOpened: opening a pipe wakes whoever waits at its other end, opening a device can do anything.
func TestPipesAndFilesOutsideAreNeverOpened(t *testing.T) {
	dir := write(t, map[string]string{"in/one.yaml": oneSupplier, "out/secret.yaml": secretText})
	pipe, outside := filepath.Join(dir, "in/pipe.yaml"), filepath.Join(dir, "out/secret.yaml")
	if err := unix.Mkfifo(pipe, 0o644); err != nil {
		t.Fatal(err)
	}
	symlink(t, "pipe.yaml", dir, "in/a.yaml")
	symlink(t, outside, dir, "in/b.yaml")
	symlink(t, dir+"/out", dir, "in/c")
	socket, err := net.Listen("unix", filepath.Join(dir, "in/socket.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	counts := map[string]func() int{"the pipe": opens(t, pipe), "the file outside": opens(t, outside), "the folder outside": opens(t, dir+"/out")}
	control := opens(t, filepath.Join(dir, "in/one.yaml"))
	for _, paths := range [][]string{{dir + "/in"}, {pipe}, {dir + "/in/a.yaml"}} {
		if r, problems := Load(paths); r != nil || len(problems) == 0 {
			t.Errorf("%v was read", paths)
		}
	}
	if control() == 0 {
		t.Error("the registry itself was not opened, so that nothing is proven")
	}
	for name, count := range counts {
		if n := count(); n > 0 {
			t.Errorf("%s was opened %d times", name, n)
		}
	}
}
