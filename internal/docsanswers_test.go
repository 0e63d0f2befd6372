package internal_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/cli"
	"supplierwatch/internal/sheet/workbook"
	"supplierwatch/internal/testkit/shown"
)

// answering are the commands that need no daemon, no network and no mail of anybody.
var answering = []string{"check", "report", "deadlines", "calendar", "simulate", "explain", "holidays", "schema", "version", "verify", "import", "export", "discover", "fmt"}

// standsFor is what a reader replaces by a value of their own, or a shell by its output, and what has other exit codes.
var standsFor = regexp.MustCompile(`\b(FILE|DIR|PATH|REGION|RULE|NAME|ID|SUPPLIER|KIND|SUBJECT|ALERT)\b|…|\$|--probe|--send|--facts|--format nagios`)

var redirection = regexp.MustCompile(`\s*[<>]\s*\S+$`)

// TestDocumentedAnswers runs, in the folder of a starter, every command of a document that answers about a registry.
func TestDocumentedAnswers(t *testing.T) {
	type documented struct{ name, line string }
	var lines []documented
	for name, text := range documents(t) {
		if name == "CHANGELOG.md" { // says what was at the time of a version
			continue
		}
		for _, b := range shown.Blocks(text) {
			for _, match := range commandLine.FindAllStringSubmatch(b.Text, -1) {
				if line, runs := answered(match[1]); runs {
					lines = append(lines, documented{name, line})
				}
			}
		}
	}
	if len(lines) < 15 {
		t.Errorf("found %d command lines, expected more", len(lines))
	}
	examples, err := filepath.Abs("../examples")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for link, target := range map[string]string{"examples": examples, "my-suppliers": "."} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	if code, complaints := silently([]string{"init", "."}); code != cli.ExitOK {
		t.Fatalf("init: exit %d: %s", code, complaints)
	}
	for _, args := range [][]string{
		{"init", "-q", "-b", "main"},
		{"add", "registry"},
		{"-c", "user.name=A", "-c", "user.email=a@buyer.test", "commit", "-q", "-m", "starter"},
		{"update-ref", "refs/remotes/origin/main", "main"},
	} { // the revision with which documents compare
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	for name, text := range ownLists {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	writeOwnWorkbook(t, "vendors.xlsx")
	for _, d := range lines {
		args := word.FindAllString(d.line, -1)
		for i := range args {
			args[i] = strings.Trim(args[i], `"`)
		}
		if code, complaints := silently(args); code != cli.ExitOK && code != cli.ExitFindings {
			t.Errorf("%s: supplierwatch%s: exit %d: %s", d.name, d.line, code, complaints)
		}
	}
}

// answered returns a command without its comment and redirection, and whether TestDocumentedAnswers runs it.
func answered(command string) (line string, runs bool) {
	line = redirection.ReplaceAllString(comment.ReplaceAllString(command, ""), "")
	args := word.FindAllString(line, -1)
	return line, len(args) > 1 && slices.Contains(answering, args[0]) && !standsFor.MatchString(line)
}

// ownLists are the lists of readers, as documents call them.
var ownLists = map[string]string{
	"vendors.csv":   "Name;Land;E-Mail\nBerg AG;CH;orders@berg.example\n",
	"purchases.csv": "supplier;item;date\nBerg AG;Filter;2026-03-31\n",
	"contacts.vcf":  "BEGIN:VCARD\nVERSION:3.0\nORG:Keller AG\nEMAIL:o@keller.example\nEND:VCARD\n",
	"export.csv":    "LIFNR;NAME1;LAND1;TELF1;SMTP_ADDR;ABC\n0000100234;Huber GmbH;DE;089 1234567;o@huber.example;A\n",
	"sap.yaml":      "version: 1\ncolumns: {LIFNR: erp, NAME1: name, LAND1: country, TELF1: orders phone, SMTP_ADDR: orders email, ABC: tier}\nvalues: {tier: {A: critical}}\n",
}

// writeOwnWorkbook writes the workbook of a reader, as documents call it.
func writeOwnWorkbook(t *testing.T, name string) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := workbook.Write(file, "Lieferanten", [][]string{{"Name", "Land"}, {"Weber AG", "DE"}}); err != nil {
		t.Fatal(err)
	}
}

// silently runs a command and returns its exit code and what it wrote to standard error.
func silently(args []string) (code int, complaints string) {
	var out, errs bytes.Buffer
	code = cli.Main(context.Background(), args, cli.Streams{In: strings.NewReader(ownLists["vendors.csv"]), Out: &out, Err: &errs})
	return code, errs.String()
}

// printed returns what a command that succeeds writes to standard output.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := cli.Main(context.Background(), args, cli.Streams{Out: &out, Err: &errs}); code != cli.ExitOK {
		t.Fatalf("%q: exit %d: %s", args, code, errs.String())
	}
	return out.String()
}
