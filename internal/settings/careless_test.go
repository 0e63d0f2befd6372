package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const strong = "5e8c14d97ab302f6c1d94e7708b3fa62"

// warningsOf writes files with their modes into a new folder and loads c.yaml there; the folder is left out of what is said.
func warningsOf(t *testing.T, files map[string]os.FileMode, text string) string {
	t.Helper()
	folder := t.TempDir()
	for name, mode := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		content := strong + strings.ReplaceAll(name, "/", "-") + "\n"
		if name == "c.yaml" {
			content = text
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	s, problems, warnings := Load(filepath.Join(folder, "c.yaml"))
	if s == nil {
		t.Fatal(lines(problems))
	}
	for _, secret := range s.secrets() {
		if strings.Contains(lines(warnings), secret) {
			t.Errorf("a warning shows a secret: %s", lines(warnings))
		}
	}
	return strings.ReplaceAll(lines(warnings), folder, "DIR")
}

func TestSecretsThatOthersCanRead(t *testing.T) {
	const tokens = "smtp: [{directory: outbox}]\nhttp: {read_token: {file: read.tok}, write_token: {file: write.tok}}\n"
	for name, c := range map[string]struct {
		files map[string]os.FileMode
		text  string
		want  string
	}{
		"nobody else": {map[string]os.FileMode{"read.tok": 0o600, "write.tok": 0o400}, tokens, ""},
		"a group":     {map[string]os.FileMode{"read.tok": 0o640, "write.tok": 0o440}, tokens, ""},
		"everybody": {
			map[string]os.FileMode{"read.tok": 0o644, "write.tok": 0o604},
			tokens,
			"DIR/c.yaml:2:20: `read_token`: the file DIR/read.tok can be read by every user of this machine (mode 0644); run `chmod 600 DIR/read.tok`\n" +
				"DIR/c.yaml:2:51: `write_token`: the file DIR/write.tok can be read by every user of this machine (mode 0604); run `chmod 600 DIR/write.tok`\n",
		},
		"Kubernetes": {
			map[string]os.FileMode{"read.tok": 0o600, "write.tok": 0o644, "..data": 0o600},
			tokens,
			"DIR/c.yaml:2:51: `write_token`: the file DIR/write.tok can be read by every user of this machine (mode 0644); " +
				"it comes from a volume of Kubernetes: write `defaultMode: 0400` there, and `fsGroup` in the securityContext of the pod\n",
		},
		"the signing key": {
			map[string]os.FileMode{"key": 0o644},
			"smtp: [{directory: outbox}]\nidentity: {from: a@buyer.example, secret: {file: key}}\n",
			"DIR/c.yaml:2:43: `secret`: the file DIR/key can be read by every user of this machine (mode 0644); run `chmod 600 DIR/key`. " +
				"Somebody may have a copy of the key that signs links and tokens: write a new one into it; mails sent so far can then no longer be answered\n",
		},
		"one file, once": {
			map[string]os.FileMode{"pw": 0o644},
			"smtp: [{host: a.buyer.example, username: w, password: {file: pw}}, {host: b.buyer.example, username: w, password: {file: ./pw}}]\n" +
				"identity: {from: a@buyer.example}\n",
			"DIR/c.yaml:1:55: `password`: the file DIR/pw can be read by every user of this machine (mode 0644); run `chmod 600 DIR/pw`\n",
		},
		"a URL": {
			map[string]os.FileMode{}, "smtp: [{directory: outbox}]\nheartbeat: {url: \"https://heartbeat.example/abc\"}\n", "",
		},
		"no secret": {
			map[string]os.FileMode{"name": 0o644}, "smtp: [{directory: outbox}]\nidentity: {organization: {file: name}, from: a@buyer.example}\n", "",
		},
		"a readable file with a secret in it": {
			map[string]os.FileMode{"c.yaml": 0o644},
			"smtp: [{directory: outbox}]\nhttp: {read_token: " + strong + "}\n",
			"DIR/c.yaml:1:1: this file contains a secret in clear text and can be read by every user of this machine (mode 0644); run `chmod 600 DIR/c.yaml`\n" +
				"DIR/c.yaml:2:20: `read_token` is written here in clear text; put it into a file and write {file: PATH}, or {env: NAME}\n",
		},
		"a readable file without one": {map[string]os.FileMode{"c.yaml": 0o644}, "smtp: [{directory: outbox}]\n", ""},
		"a file that others change": {
			map[string]os.FileMode{"c.yaml": 0o666},
			"smtp: [{directory: outbox}]\n",
			"DIR/c.yaml:1:1: every user of this machine may change this file (mode 0666), and with it who is mailed and which commands run; run `chmod o-w DIR/c.yaml`\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, own := c.files["c.yaml"]; !own {
				c.files["c.yaml"] = 0o600
			}
			if got := warningsOf(t, c.files, c.text); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestFoldersThatOthersWrite holds that whoever may change a folder may replace what is in it, but not in a folder such as /tmp.
func TestFoldersThatOthersWrite(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "pw")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode]bool{0o755: false, 0o775: false, 0o777: true, 0o703: true, 0o777 | os.ModeSticky: false} {
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
		if said := replaceable(file); (said != "") != want || want && !strings.Contains(said, "chmod o-w "+folder) {
			t.Errorf("%v: %q", mode, said)
		}
	}
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(folder, "c.yaml")
	if err := os.WriteFile(config, []byte("smtp: [{host: a.buyer.example, username: w, password: {file: pw}}]\nidentity: {from: a@buyer.example}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, warnings := Load(config)
	if got := lines(warnings); strings.Count(got, "can be replaced by every user") != 2 || !strings.Contains(got, "`password`: the file ") {
		t.Error(got)
	}
	if err := os.WriteFile(filepath.Join(folder, "..data"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := replaceable(file); said != "" {
		t.Errorf("a volume of Kubernetes: %s", said)
	}
}

// TestFilesThatAreNotThere: whether others can read them is not known, and nothing is said.
func TestFilesThatAreNotThere(t *testing.T) {
	if said := Exposed(filepath.Join(t.TempDir(), "none")); said != "" {
		t.Error(said)
	}
}

// TestSecretsFromTheEnvironment have no mode, but can be short or equal too.
func TestSecretsFromTheEnvironment(t *testing.T) {
	t.Setenv("READ", "bad72")
	t.Setenv("WRITE", strong)
	got := warningsOf(t, map[string]os.FileMode{"c.yaml": 0o600},
		"smtp: [{directory: outbox}]\nidentity: {from: a@buyer.example, secret: {env: WRITE}}\nhttp: {read_token: {env: READ}, write_token: {env: WRITE}}\n")
	want := "DIR/c.yaml:3:20: `read_token` is short: it has fewer than 16 characters and can be guessed; make a new one, for example with `openssl rand -hex 32`\n" +
		"DIR/c.yaml:3:46: `write_token` is the same as `secret` on line 2: whoever knows one knows both; make a new one, for example with `openssl rand -hex 32`\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestGuessable(t *testing.T) {
	for text, want := range map[string]bool{
		strong: false, "Zk3vQ9xLw7Rt2YbN": false, "correct horse battery staple": false, "fP4+xk/2mQ0aJvE1s8Zt7w==": false,
		"CHANGEME-CHANGEME-CHANGEME": true, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": true, "abababababababababababab": true, "my-secret-password-2026": true,
		"hunter2hunter2hunter2": true, "deadbeefdeadbeefdeadbeefdeadbeef": true, "Sommer2026Sommer2026": true, "<YOUR-TOKEN-GOES-HERE>": true,
		"${READ_TOKEN_FROM_ENV}": true, "abcdefghijklmnopqrstuvwxyz": true, "0hunter20hunter2": true, "9f2c9f2c01ab77de9f2c9f2c01ab77df": false,
		"1234567890123456": true, "supplierwatch-write": true,
	} {
		if got := placeholder(text) || bits(text) < fewBits || repeats(text); got != want {
			t.Errorf("%q: guessable is %v", text, got)
		}
	}
}

func TestShellIn(t *testing.T) {
	for command, want := range map[string]string{
		"/bin/sh -c {0}":                                  "sh -c",
		"/usr/bin/bash -lc {0}":                           "bash -lc",
		"/bin/dash -e -c {0}":                             "dash -c",
		"/bin/busybox sh -c {0}":                          "sh -c",
		"/usr/bin/sudo -u nagios /bin/sh -c {0}":          "sh -c",
		"/usr/bin/timeout 5 zsh -c {0}":                   "zsh -c",
		"/usr/bin/python3 -c {0}":                         "python3 -c",
		"/usr/bin/perl -e {0}":                            "perl -e",
		"/usr/bin/node --eval={0}":                        "node --eval={0}",
		"/usr/bin/awk {0}":                                "awk",
		"/usr/bin/ssh host check {0}":                     "ssh, a shell on the other machine",
		`C:\Windows\System32\cmd.exe /c {0}`:              "cmd /c",
		`C:\x\powershell.exe -Command {0}`:                "powershell -Command",
		"/usr/bin/docker exec probe sh -c {0}":            "sh -c",
		"/usr/bin/kubectl exec probe -- /bin/bash -c {0}": "bash -c",
		"/usr/sbin/ip netns exec outside sh -c {0}":       "sh -c",
		"/usr/bin/systemd-run --pipe sh -ec {0}":          "sh -ec",
		"/usr/lib/nagios/plugins/negate /bin/sh -c {0}":   "sh -c",
		"/usr/bin/docker exec probe check_http -c 5":      "",
		"/bin/sh /etc/check.sh -c {0}":                    "",
		"/bin/sh /etc/check.sh {0}":                       "",
		"/usr/bin/python3 /etc/check.py {0}":              "",
		"/usr/lib/nagios/plugins/check_procs -C sh -c 5":  "",
		"/usr/lib/nagios/plugins/check_http -H {0} -c 5":  "",
		"/usr/bin/env LANG=C /usr/bin/check {0}":          "",
	} {
		if got := shellIn(strings.Fields(command)); got != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
	if shellIn(nil) != "" {
		t.Error("nothing is a shell")
	}
}

// TestHoldsSecret tells URLs that work as a secret from those that only name a place.
func TestHoldsSecret(t *testing.T) {
	for url, want := range map[string]bool{
		"https://oncall.example/hook": false, "https://heartbeat.example/abc": false, "http://127.0.0.1:9093/api/v2/alerts": false,
		"https://watch.buyer.example/integrations/supplier-watch-alerts-for-procurement": false,
		"https://hooks.chat.example/services/T0A1B2C3D/B9F8E7D6C/x7Kq2mVb9TzLw4RpYc8N":   true,
		"https://heartbeat.example/ping?key=5e8c14d97ab302f6c1d94e7708b3fa62":            true,
		"https://hc.example/0b1e6f0c-8a3d-4c1e-9f3a-7d2b5e6c8a90":                        true,
	} {
		if got := holdsSecret(url); got != want {
			t.Errorf("%s: %v", url, got)
		}
	}
}
