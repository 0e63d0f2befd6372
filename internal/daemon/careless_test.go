package daemon

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// carelessDaemon makes a daemon whose configuration, registry and state have unsafe permissions, and returns what it logs.
func carelessDaemon(t *testing.T) (d *Daemon, folder string, log *bytes.Buffer) {
	t.Helper()
	folder = t.TempDir()
	for name, text := range map[string]string{
		"c.yaml": "registry: registry\nstate: sqlite:var/x.db\nidentity: {from: watchdog@buyer.example}\nsmtp: [{directory: outbox}]\n" +
			"http: {read_token: {file: read.tok}}\nimap: {corp: {host: imap.buyer.example, username: w, password: {file: imap.pw}}}\nreplies: {account: corp}\n",
		"read.tok": "hunter2", "imap.pw": "correct horse battery", "var/x.db": "", "var/secret": "8cf1d2a36f0be794",
		"registry/a.yaml": "version: 1\nteams: {buying: {email: b@buyer.example}}\nsuppliers:\n  - id: acme\n    name: ACME\n" +
			"    contacts: [{role: orders, email: \"orders@аcme.example\"}]\n",
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, mode := range map[string]os.FileMode{"imap.pw": 0o644, "var/x.db": 0o644, "var/secret": 0o644, "registry/a.yaml": 0o666} {
		if err := os.Chmod(filepath.Join(folder, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	log = &bytes.Buffer{}
	d, err := New(Options{Config: filepath.Join(folder, "c.yaml"), Err: log})
	if err != nil {
		t.Fatal(err)
	}
	return d, folder, log
}

func TestCarelessSettingsAreReportedAtTheStart(t *testing.T) {
	_, folder, log := carelessDaemon(t)
	said := strings.ReplaceAll(log.String(), folder, "DIR")
	for _, want := range []string{
		"place=DIR/c.yaml:5:20 warning=\"`read_token` is short",
		"place=DIR/c.yaml:6:64 warning=\"`password`: the file DIR/imap.pw can be read by every user of this machine (mode 0644); run `chmod 600 DIR/imap.pw`",
		"place=DIR/c.yaml:7:10 warning=\"without `replies.authserv_id` no sender can be verified",
		"place=DIR/var/x.db warning=\"the state, with names, addresses and mails in it, can be read by every user of this machine (mode 0644); run `chmod 600 DIR/var/x.db`",
		"place=DIR/var/secret warning=\"the key that signs links and tokens can be read by every user of this machine (mode 0644); run `chmod 600 DIR/var/secret`. Somebody may have a copy",
		"place=DIR/registry/a.yaml warning=\"every user of this machine may change it (mode 0666); run `chmod -R o-w` on the registry",
		"place=DIR/registry/a.yaml:6:16 warning=\"contact \\\"orders\\\" of acme: the address orders@аcme.example can be taken for another one",
	} {
		if strings.Count(said, want) != 1 {
			t.Errorf("%d times said: %s", strings.Count(said, want), want)
		}
	}
	for _, secret := range []string{"hunter2", "correct horse", "8cf1d2a36f0be794"} {
		if strings.Contains(said, secret) {
			t.Errorf("the log shows %q", secret)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}

// TestCarelessSettingsAreReportedOnce: a reload reports what is new, and nothing twice.
func TestCarelessSettingsAreReportedOnce(t *testing.T) {
	d, folder, log := carelessDaemon(t)
	log.Reset()
	file := filepath.Join(folder, "registry", "a.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	more := "# moved by a line\n" + string(text) + "  - {id: brand, name: Brand, contacts: [{role: orders, email: \"оrders@brand.example\"}]}\n"
	if err := os.WriteFile(file, []byte(more), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, problems := d.registry.read()
	if loaded == nil {
		t.Fatal(problems)
	}
	d.registry.set(loaded, nil)
	if said := log.String(); strings.Contains(said, "of acme") || !strings.Contains(said, "of brand") {
		t.Error(said)
	}
}
