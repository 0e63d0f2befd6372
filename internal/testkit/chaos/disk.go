package chaos

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"supplierwatch/internal/testkit"
)

// disk is a small disk of its own for the daemon's state, which can be filled.
type disk struct {
	folder string
	own    bool // whether there is one: not everybody may mount
}

// diskSize is enough for the state of a long campaign.
const diskSize = "192m"

// mountDisk mounts one in a folder, for the life of its host. Without the right to, the folder is used as it is.
func mountDisk(h testkit.Host, folder string) disk {
	h.Helper()
	d := disk{folder: folder}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+diskSize, "tmpfs", folder).CombinedOutput(); err != nil {
		h.Logf("no disk is filled: %v: %s", err, out)
		return d
	}
	d.own = true
	h.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", folder).CombinedOutput(); err != nil {
			h.Errorf("umount: %v: %s", err, out)
		}
	})
	return d
}

func (d disk) ballast() string { return filepath.Join(d.folder, "ballast") }

// fill fills the disk.
func (d disk) fill() error {
	file, err := os.Create(d.ballast())
	if err != nil {
		return err
	}
	defer file.Close()
	for size := 1 << 20; size > 0; size /= 2 {
		for err == nil {
			_, err = file.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			return fmt.Errorf("fill the disk: %w", err)
		}
		err = nil
	}
	return nil
}

// free frees the disk again.
func (d disk) free() error { return os.Remove(d.ballast()) }
