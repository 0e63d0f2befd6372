package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestRegistryDeleted takes the registry away under a running daemon: it goes
// on with the one it has, says so everywhere, and recovers.
func TestRegistryDeleted(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	d := startReady(t, "--config", o.config)
	before := d.awaitState(t, "contract-notice-due", "firing")
	aside := filepath.Join(o.folder, "aside")
	rename(t, o.registry, aside)
	d.signal(t, syscall.SIGHUP)

	d.awaitState(t, "registry-invalid", "firing")
	if code, body := d.get(t, "/-/ready"); code != http.StatusOK || !strings.Contains(body, "no such file or folder") {
		t.Errorf("/-/ready answers %d and %q, want 200 and what is wrong with the registry", code, body)
	}
	if n := d.metric(t, "supplierwatch_registry_last_reload_successful"); n != 0 {
		t.Errorf("the metric of the last reload is %v, want 0", n)
	}
	if _, page := d.get(t, "/"); !strings.Contains(page, "no such file or folder") {
		t.Error("the page does not tell of the registry")
	}
	if now := d.alert(t, "contract-notice-due"); now.ID != before.ID || now.State != "firing" {
		t.Errorf("without a registry the alert is %+v, want it as it was", now)
	}
	o.wantMailAbout(t, "registry-invalid")

	rename(t, aside, o.registry)
	d.signal(t, syscall.SIGHUP)
	d.awaitState(t, "registry-invalid", "resolved")
	if _, body := d.get(t, "/-/ready"); body != "ready\n" {
		t.Errorf("/-/ready says %q after the registry is back, want ready alone", body)
	}
	if n := d.metric(t, "supplierwatch_registry_last_reload_successful"); n != 1 {
		t.Errorf("the metric of the last reload is %v, want 1", n)
	}
	d.stop(t)
}

// TestLinkOutOfTheRegistry puts a link to a file of this machine into the registry of a running daemon, as somebody who may edit its Git
// repository can: nothing of the file is shown, and the daemon goes on with the registry that it has.
func TestLinkOutOfTheRegistry(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	o.write(t, "private/key.yaml", "version: 1\nsuppliers: {id: stolen-secret, name: stolen-secret}\nstolen-secret: [\n")
	d := startReady(t, "--config", o.config)
	before := d.awaitState(t, "contract-notice-due", "firing")
	link := filepath.Join(o.folder, "registry", "key.yaml")
	if err := os.Symlink("../private/key.yaml", link); err != nil {
		t.Fatal(err)
	}
	d.signal(t, syscall.SIGHUP)
	d.awaitState(t, "registry-invalid", "firing")
	_, page := d.get(t, "/")
	if !strings.Contains(page, "the link leads to ../private/key.yaml") || strings.Contains(page, "stolen-secret") {
		t.Errorf("the page does not tell of the link, or shows what it leads to:\n%s", page)
	}
	if now := d.alert(t, "contract-notice-due"); now.ID != before.ID || now.State != "firing" {
		t.Errorf("with the link the alert is %+v, want it as it was", now)
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	d.signal(t, syscall.SIGHUP)
	d.awaitState(t, "registry-invalid", "resolved")
	d.stop(t)
}

// TestReloadOverThePage edits the registry wrongly and asks for a reload.
func TestReloadOverThePage(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	d := startReady(t, "--config", o.config)
	o.write(t, "registry/acme.yaml", strings.Replace(undecided("acme", ""), "tier:", "teir:", 1))

	for token, want := range map[string]int{"": http.StatusUnauthorized, "wrong": http.StatusUnauthorized, writeToken: http.StatusUnprocessableEntity} {
		code, body := d.ask(t, http.MethodPost, "/-/reload", token)
		if code != want {
			t.Errorf("with the token %q the reload answers %d, want %d", token, code, want)
		}
		if token == writeToken && (!strings.Contains(body, "acme.yaml:5:5") || !strings.Contains(body, "did you mean `tier`?")) {
			t.Errorf("the reload does not tell the place and what was meant:\n%s", body)
		}
	}
	d.awaitState(t, "registry-invalid", "firing")

	o.write(t, "registry/acme.yaml", undecided("acme", kept()))
	if code, body := d.ask(t, http.MethodPost, "/-/reload", writeToken); code != http.StatusOK {
		t.Errorf("the reload of a mended registry answers %d: %s", code, body)
	}
	d.awaitState(t, "contract-notice-due", "resolved")
	d.awaitState(t, "registry-invalid", "resolved")
	d.stop(t)
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// wantMailAbout waits for a mail in the folder that says a text.
func (o *installation) wantMailAbout(t *testing.T, text string) {
	t.Helper()
	until(t, "a mail tells of "+text, func() bool {
		files, err := filepath.Glob(filepath.Join(o.folder, "outbox", "*.eml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if mail, err := os.ReadFile(file); err == nil && strings.Contains(string(mail), text) {
				return true
			}
		}
		return false
	})
}
