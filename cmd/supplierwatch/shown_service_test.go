package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/testkit/shown"
)

// TestGoingBackToABackup runs the lines of docs/reliability.md that replace a damaged state by a backup, in their order. In place of systemd it starts
// what the unit of docs/operations.md starts, and ends it as systemd does.
func TestGoingBackToABackup(t *testing.T) {
	t.Parallel()
	program(t)
	document := documented(t, "docs/reliability.md")
	d := openDesk(t, document)
	alert := d.daemon.awaitState(t, "contract-notice-due", "firing").ID
	d.shell(t, strings.Replace(lineOf(t, "docs/operations.md", "supplierwatch state backup"), "$(date +%F)", "2026-11-27", 1))
	d.shell(t, "supplierwatch ack "+alert)
	ran := 0
	for _, line := range shown.Commands(document) {
		if !shown.RunsBesideADaemon(line) {
			continue
		}
		ran++
		verb, isService := strings.CutPrefix(line, "systemctl ")
		folder, changesFolder := strings.CutPrefix(line, "cd ")
		switch {
		case isService:
			d.manage(t, verb)
		case changesFolder:
			d.dir = d.here(folder)
		default:
			d.shell(t, line)
		}
	}
	if ran != 7 {
		t.Errorf("docs/reliability.md has %d lines of a service, want 7", ran)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(d.state), "damaged", "supplierwatch.db")); err != nil {
		t.Errorf("the damaged state was not kept: %v", err)
	}
	if a := d.daemon.alert(t, "contract-notice-due"); a.ID != alert || a.State != "firing" {
		t.Errorf("the alert is %+v, want that of the backup, which nobody has acknowledged", a)
	}
}

var execStart = regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/supplierwatch run (.*)$`)

// manage does what systemctl does with the unit.
func (d *desk) manage(t *testing.T, verb string) {
	t.Helper()
	switch verb {
	case "stop supplierwatch":
		d.daemon.stop(t)
	case "start supplierwatch":
		found := execStart.FindStringSubmatch(documented(t, "docs/operations.md"))
		if found == nil {
			t.Fatal("docs/operations.md shows no unit that starts the program")
		}
		d.daemon = startReady(t, strings.Fields(d.here(found[1]))...)
	default:
		t.Fatalf("systemctl %s is none of stop and start", verb)
	}
}

// TestTheUnitIsValid has systemd read the unit of docs/operations.md, which also names the state directory of the page.
func TestTheUnitIsValid(t *testing.T) {
	t.Parallel()
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("SKIPPED: systemd-analyze is not installed (Debian: systemd)")
	}
	page := documented(t, "docs/operations.md")
	unit := filepath.Join(t.TempDir(), "supplierwatch.service")
	for _, b := range shown.Blocks(page) {
		if b.Info == "ini" {
			put(t, unit, strings.Replace(b.Text, "/usr/local/bin/supplierwatch", program(t), 1))
		}
	}
	out, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", unit).CombinedOutput()
	if err != nil {
		t.Fatalf("systemd-analyze: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if !strings.Contains(line, "notify-reload") { // which systemd knows from version 253 on
			t.Errorf("systemd says %s", line)
		}
	}
	if !strings.Contains(page, "StateDirectory=supplierwatch\n") || !strings.Contains(page, "`state: sqlite:/var/lib/supplierwatch/supplierwatch.db`") {
		t.Error("the page does not put the state into the state directory of the unit")
	}
}

// TestTheContainerIsRunAsTheImageExpects compares the documented lines of docker with the Dockerfile: the name of the image, its volume, its
// configuration, its port, its program and the name of the container.
func TestTheContainerIsRunAsTheImageExpects(t *testing.T) {
	image := documented(t, "Dockerfile")
	build := strings.Fields(lineOf(t, "docs/operations.md", "docker build"))
	run := strings.Fields(lineOf(t, "docs/operations.md", "docker run"))
	enter := strings.Fields(lineOf(t, "docs/operations.md", "docker exec"))
	if tag := after(build, "-t"); tag == "" || run[len(run)-1] != tag {
		t.Errorf("the image is built as %q and run as %q", tag, run[len(run)-1])
	}
	if name := after(run, "--name"); name == "" || enter[2] != name {
		t.Errorf("the container is called %q and entered as %q", name, enter[2])
	}
	for _, want := range []string{
		"VOLUME " + target(run, "supplierwatch-state:"), "EXPOSE " + target(run, "127.0.0.1:8080:"), "ENTRYPOINT [\"" + enter[3] + "\"]",
		`CMD ["run", "--config", "` + target(run, "./conf:") + `/supplierwatch.yaml"]`, after(enter, "--config"),
	} {
		if !strings.Contains(image, want) {
			t.Errorf("the Dockerfile has no %q", want)
		}
	}
}

// after returns the word after another one.
func after(words []string, word string) string {
	if i := slices.Index(words, word); i >= 0 && i+1 < len(words) {
		return words[i+1]
	}
	return ""
}

// target returns what a flag maps a source to, without an option such as read-only.
func target(words []string, source string) string {
	for _, w := range words {
		if mapped, found := strings.CutPrefix(w, source); found {
			mapped, _, _ = strings.Cut(mapped, ":")
			return mapped
		}
	}
	return ""
}

// documented returns the text of a file, by its path from the root of the repository.
func documented(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lineOf returns the line of a document that begins in a way.
func lineOf(t *testing.T, name, beginning string) string {
	t.Helper()
	for _, line := range shown.Commands(documented(t, name)) {
		if strings.HasPrefix(line, beginning) {
			return line
		}
	}
	t.Fatalf("%s shows no %q", name, beginning)
	return ""
}
