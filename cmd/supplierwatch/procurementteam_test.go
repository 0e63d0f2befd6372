package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// damagedList is a list of a German procurement team, as its spreadsheet saved it: a customer number has lost its last digits.
const damagedList = "Lieferant;Tier;Land;Kundennummer;E-Mail;Telefon\r\n" +
	"Müller & Söhne GmbH;critical;Deutschland;4,98955E+11;orders@mueller.example;+49 89 1234567\r\n" +
	"Ruhr Gase AG;critical;DE;0088231;orders@ruhr-gase.example;\r\n"

// TestAProcurementTeamWithoutAnEngineer brings its list, corrects what is named, sees its gaps in the sheet and on the page, proposes a change
// and finds that change commented at its line.
func TestAProcurementTeamWithoutAnEngineer(t *testing.T) {
	t.Parallel()
	team := procurementTeam{T: t, folder: t.TempDir()}
	team.run(0, "init")
	team.corrects("4,98955E+11", "0498955")
	team.run(0, "import", "vendors.csv", "--into", "registry")
	team.seesGaps()
	team.proposes("    contracts:\n      - {id: supply, title: Supply, ends: 2024-12-31, renewal: manual}\n")
}

// procurementTeam works in the folder of its registry.
type procurementTeam struct {
	*testing.T
	folder string
}

// run runs a command of the program, which must end with a code, and returns what it printed.
func (p procurementTeam) run(code int, args ...string) string {
	p.Helper()
	out, err := runIn(p.folder, []string{"GITHUB_ACTIONS=", "GITHUB_STEP_SUMMARY="}, program(p.T), args...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		p.Fatal(err)
	}
	if got != code {
		p.Fatalf("%v ended with %d, want %d:\n%s", args, got, code, out)
	}
	return out
}

// list writes the list as a German Windows does.
func (p procurementTeam) list(text string) {
	p.Helper()
	encoded, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		p.Fatal(err)
	}
	put(p.T, filepath.Join(p.folder, "vendors.csv"), encoded)
}

// corrects imports the damaged list, is told the cell, and corrects it.
func (p procurementTeam) corrects(wrong, right string) {
	p.Helper()
	p.list(damagedList)
	before := p.registry()
	if said := p.run(2, "import", "vendors.csv", "--into", "registry"); !strings.Contains(said, "vendors.csv:2:4: Kundennummer: \""+wrong+"\"") {
		p.Errorf("the damaged cell is not named:\n%s", said)
	}
	if !bytes.Equal(p.registry(), before) {
		p.Error("a list with a damaged cell has changed the registry")
	}
	p.list(strings.Replace(damagedList, wrong, right, 1))
}

func (p procurementTeam) registry() []byte {
	p.Helper()
	text, err := os.ReadFile(filepath.Join(p.folder, "registry", "suppliers.yaml"))
	if err != nil {
		p.Fatal(err)
	}
	return text
}

// seesGaps reads what is missing: in the check, in the exported sheet, and on the page.
func (p procurementTeam) seesGaps() {
	p.Helper()
	const gap = "Ruhr Gase AG has no emergency contact."
	if said := p.run(0, "check", "registry", "--fail-on", "never"); !strings.Contains(said, gap) {
		p.Errorf("the check does not name the gap:\n%s", said)
	}
	if sheet := p.run(0, "export", "registry"); !strings.Contains(sheet, "ruhr-gase-ag,Ruhr Gase AG,critical,DE,0088231,") || !strings.Contains(sheet, ",orders@ruhr-gase.example,,,") {
		p.Errorf("the sheet does not show the gap, or has lost zeros:\n%s", sheet)
	}
	config := filepath.Join(p.folder, "supplierwatch.yaml")
	change(p.T, config, "127.0.0.1:8080", "127.0.0.1:0")
	add(p.T, config, "probe: {resolver: \"127.0.0.1:1\"}\nvantage: {names: []}\n")
	d := startReady(p.T, "--config", config)
	if _, page := d.get(p.T, "/suppliers/ruhr-gase-ag"); !strings.Contains(page, gap) {
		p.Errorf("the page of the supplier does not name the gap:\n%s", page)
	}
}

// proposes adds lines to the last supplier on a branch, and wants the workflow for pull requests to comment the last of them.
func (p procurementTeam) proposes(lines string) {
	p.Helper()
	git := func(args ...string) { inFolder(p.T, p.folder, nil, "git", args...) }
	commit := func() {
		git("add", "registry")
		git("-c", "user.name=A", "-c", "user.email=a@buyer.test", "commit", "-q", "-m", "x")
	}
	git("init", "-q", "-b", "main")
	commit()
	git("update-ref", "refs/remotes/origin/main", "main")
	git("switch", "-q", "-c", "supply-agreement")
	add(p.T, filepath.Join(p.folder, "registry", "suppliers.yaml"), lines)
	commit()

	annotations := p.run(1, "check", "registry", "--diff", "origin/main", "--format", "github")
	place := "::error file=registry/suppliers.yaml,line=" + strconv.Itoa(bytes.Count(p.registry(), []byte("\n"))) + ","
	if strings.Count(annotations, "::error ") != 1 || !strings.Contains(annotations, place) {
		p.Errorf("the change is not annotated at %q alone:\n%s", place, annotations)
	}
	comment := p.run(0, "check", "registry", "--diff", "origin/main", "--format", "markdown", "--fail-on", "never")
	if !strings.Contains(comment, "**1 new**") || !strings.Contains(comment, "Renew now: Supply (Ruhr Gase)") {
		p.Errorf("the comment does not name the change:\n%s", comment)
	}
}
