package directory

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

func TestDirectory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "var", "outbox")
	d, err := New(testIdentity, path, fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	mails := letters("fab/../ops@x.example", "b@x.example")
	for range 2 { // a repeat after a crash leaves no second file
		if got := d.Send(t.Context(), mails); words(got) != "r1 accepted 0, r2 accepted 0" {
			t.Fatalf("got %+v", got)
		}
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := "20260917T060000Z-alert-b-r2.eml 20260917T060000Z-alert-fab----ops-r1.eml"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("files %s, want %s", got, want)
	}
	data, err := os.ReadFile(filepath.Join(path, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), "To: <b@x.example>\r\n") {
		t.Errorf("the file holds %q", data)
	}
}

func TestDirectoryThatCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox")
	d, err := New(testIdentity, path, fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := d.Send(t.Context(), letters("a@x.example"))
	if words(got) != "r1 queued 0" || got[0].Detail == "" {
		t.Errorf("got %+v", got)
	}
}

func TestFullDiskLeavesNothingBehind(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	dir := t.TempDir()
	err := writeWhole(dir, "x.eml", func(*os.File) error {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer full.Close()
		_, err = full.WriteString("x")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "no space") {
		t.Errorf("error %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestDirectoryStops(t *testing.T) {
	d, err := New(testIdentity, t.TempDir(), fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if got := d.Send(ctx, letters("a@x.example")); got[0].Result != model.MailQueued || !strings.Contains(got[0].Detail, "not tried") {
		t.Errorf("got %+v", got)
	}
}
