package internal_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/cli"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/supplierlist"
	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/shown"
)

var update = flag.Bool("update", false, "rewrite what documents show and docs/rules.md")

// documents are what people read, by their path from the repository's root.
func documents(t *testing.T) map[string]string {
	t.Helper()
	found, err := shown.Documents("..")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestYAML holds that whatever looks like a registry or a configuration in a
// document is one. A fragment is tried inside a host.
func TestYAML(t *testing.T) {
	seen := 0
	for name, text := range documents(t) {
		for _, b := range shown.Blocks(text) {
			if b.Info != "yaml" && !strings.HasPrefix(b.Info, "yaml ") {
				continue
			}
			seen++
			t.Run(fmt.Sprintf("%s:%d", name, b.Line), func(t *testing.T) {
				for _, p := range loaded(t, b) {
					t.Error(p)
				}
			})
		}
	}
	if seen < 8 {
		t.Errorf("found %d blocks of YAML, expected more", seen)
	}
}

func loaded(t *testing.T, b shown.Block) []model.Problem {
	t.Helper()
	switch {
	case b.Info == "yaml fragment supplier":
		return asRegistry(t, host+"  - id: acme\n    name: ACME\n"+indented(b.Text, "    "))
	case b.Info == "yaml fragment registry":
		return asRegistry(t, host+"  - {id: acme, name: ACME}\n"+b.Text)
	case b.Info == "yaml map":
		_, problems := supplierlist.ReadMapping("document", []byte(b.Text))
		return problems
	case b.Info != "yaml":
		t.Fatalf("block of an unknown kind: %q", b.Info)
	case strings.HasPrefix(b.Text, "version:"):
		return asRegistry(t, b.Text)
	}
	return asConfiguration(t, b.Text)
}

// host is a registry that fragments refer to.
const host = `version: 1
teams:
  purchasing: {email: purchasing@buyer.example}
  purchasing-leads: {email: leads@buyer.example}
  fab-operations: {email: fab@buyer.example}
  edi-desk: {email: edi@buyer.example}
defaults: {owner: purchasing, country: DE}
suppliers:
  - {id: other, name: Other}
`

func indented(text, indent string) string {
	return indent + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+indent) + "\n"
}

func asRegistry(t *testing.T, text string) []model.Problem {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, problems := registry.Load([]string{file})
	return problems
}

var namedFile = regexp.MustCompile(`\{file: ([^}]+)\}`)

// asConfiguration puts the files that a configuration names beside it.
func asConfiguration(t *testing.T, text string) []model.Problem {
	t.Helper()
	folder := t.TempDir()
	for _, match := range namedFile.FindAllStringSubmatch(text, -1) {
		secret := fmt.Sprintf("https://hooks.invalid/%x", sha256.Sum256([]byte(match[1]))) // each another one
		if filepath.Ext(match[1]) == ".json" {
			secret = testkit.NewTokenServer(t, "watchdog@buyer.example", time.Hour).AddServiceAccount(t).File
		}
		if err := os.WriteFile(filepath.Join(folder, match[1]), []byte(secret), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(folder, "supplierwatch.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, problems, warnings := settings.Load(file)
	return append(problems, warnings...)
}

var shows = regexp.MustCompile(`^<!-- shows: (.*) -->$`)

// TestShown holds what documents show against what the program prints for the
// registry above it.
func TestShown(t *testing.T) {
	seen := 0
	for name, text := range documents(t) {
		var base, above string // a fragment stands for the supplier of the registry that it belongs to
		for _, b := range shown.Blocks(text) {
			switch b.Info {
			case "yaml":
				base, above = b.Text, b.Text
			case "yaml fragment supplier":
				above = base + "suppliers:\n  - id: acme\n    name: ACME\n" + indented(b.Text, "    ")
			}
			command := shows.FindStringSubmatch(b.Above)
			if command == nil {
				continue
			}
			seen++
			want := answer(t, strings.Fields(command[1]), above)
			if want == b.Text {
				continue
			}
			if !*update {
				t.Errorf("%s:%d shows\n%swant\n%s(go test ./internal -update rewrites it)", name, b.Line, b.Text, want)
				continue
			}
			old := b.Above + "\n```" + b.Info + "\n" + b.Text + "```"
			text = strings.Replace(text, old, b.Above+"\n```"+b.Info+"\n"+want+"```", 1)
			if err := os.WriteFile(filepath.Join("..", name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if seen == 0 {
		t.Error("no document shows an answer of the program")
	}
}

// answer is what a command prints about a registry.
func answer(t *testing.T, args []string, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaints bytes.Buffer
	code := cli.Main(context.Background(), append(args, file), cli.Streams{Out: &out, Err: &complaints})
	if code == cli.ExitUsage || complaints.Len() > 0 {
		t.Fatalf("%q: exit %d: %s%s", args, code, out.String(), complaints.String())
	}
	return out.String()
}

var (
	commandLine = regexp.MustCompile(`(?m)^(?:\./)?(?:bin/)?supplierwatch( .*)?$`)
	inlineCode  = regexp.MustCompile("`(?:bin/)?supplierwatch ([a-z][^`]*)`")
	comment     = regexp.MustCompile(`\s+#.*$`)
	word        = regexp.MustCompile(`"[^"]*"|\S+`)
)

// TestCommands holds that every command line in a document is one: the command
// is there and knows the flags.
func TestCommands(t *testing.T) {
	seen := 0
	for name, text := range documents(t) {
		var lines []string
		for _, b := range shown.Blocks(text) {
			if b.Info != "sh" {
				continue
			}
			for _, match := range commandLine.FindAllStringSubmatch(b.Text, -1) {
				lines = append(lines, comment.ReplaceAllString(match[1], ""))
			}
		}
		for _, match := range inlineCode.FindAllStringSubmatch(strings.ReplaceAll(text, "\n", " "), -1) {
			lines = append(lines, match[1])
		}
		for _, line := range lines {
			seen++
			if err := parses(line); err != nil {
				t.Errorf("%s: supplierwatch %s: %v", name, strings.TrimSpace(line), err)
			}
		}
	}
	if seen < 15 {
		t.Errorf("found %d command lines, expected more", seen)
	}
}

// parses asks for the help of a command line, which reads its flags and does
// nothing.
func parses(line string) error {
	args := word.FindAllString(line, -1)
	var out, complaints bytes.Buffer
	code := cli.Main(context.Background(), append(args, "--help"), cli.Streams{Out: &out, Err: &complaints})
	if code != cli.ExitOK {
		return fmt.Errorf("exit %d: %s", code, complaints.String())
	}
	if len(args) > 0 && !strings.Contains(out.String(), "supplierwatch "+args[0]) {
		return fmt.Errorf("there is no command %q", args[0])
	}
	return nil
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notSlug = regexp.MustCompile(`[^\p{L}\p{N}\- _]`)
)

// TestLinks holds that links between documents lead somewhere, down to the
// heading.
func TestLinks(t *testing.T) {
	all := documents(t)
	for name, text := range all {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			path := filepath.ToSlash(filepath.Join(filepath.Dir(name), target))
			if target == "" {
				path = name
			}
			if _, err := os.Stat(filepath.Join("..", path)); err != nil {
				t.Errorf("%s links to %s, which is not there", name, match[1])
			} else if anchor != "" && !slices.Contains(anchors(all[path]), anchor) {
				t.Errorf("%s links to %s: there is no such heading", name, match[1])
			}
		}
	}
}

// anchors are the names under which a page's headings can be linked.
func anchors(text string) []string {
	var found []string
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		slug := notSlug.ReplaceAllString(strings.ToLower(match[1]), "")
		found = append(found, strings.ReplaceAll(slug, " ", "-"))
	}
	return found
}

// TestChangelog checks that the newest version in the changelog is the one that a build without a tag reports.
func TestChangelog(t *testing.T) {
	versions := regexp.MustCompile(`(?m)^## (v\d+\.\d+\.\d+) - \d{4}-\d{2}-\d{2}$`).FindStringSubmatch(documents(t)["CHANGELOG.md"])
	if versions == nil {
		t.Fatal("CHANGELOG.md names no version")
	}
	if number, _, _ := cli.Build(); number != versions[1] {
		t.Errorf("the program is version %s, the newest in CHANGELOG.md is %s", number, versions[1])
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil || !strings.Contains(string(makefile), "echo "+versions[1]+")") {
		t.Errorf("the Makefile does not build %s without a tag: %v", versions[1], err)
	}
}

// TestExamples holds that every registry under examples/ can be read, and that what it records has happened.
func TestExamples(t *testing.T) {
	folders, err := filepath.Glob("../examples/*/registry")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, folder := range folders {
		r, problems := registry.Load([]string{folder})
		for _, p := range problems {
			t.Error(p)
		}
		if r == nil {
			continue
		}
		for _, f := range rules.Evaluate(r, nil, time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)) {
			if f.Rule == "date-in-future" || f.Rule == "key-without-effect" {
				t.Errorf("%s: %s", folder, f.Message)
			}
		}
	}
}

// TestQuickstartAlwaysAlerts holds that whoever starts the example, on whatever
// day, sees an alert that the registry alone gives.
func TestQuickstartAlwaysAlerts(t *testing.T) {
	for at := time.Date(2026, 1, 7, 6, 0, 0, 0, time.UTC); at.Year() <= 2040; at = at.Add(17*24*time.Hour + 5*time.Hour) {
		request := oneshot.CheckRequest{Paths: []string{"../examples/quickstart/registry"}, Now: at}
		result, err := oneshot.Check(context.Background(), request)
		if err != nil || len(result.Document.Errors) > 0 {
			t.Fatal(err, result.Document.Errors)
		}
		if !slices.ContainsFunc(result.Document.Findings, func(f model.Finding) bool {
			return f.Severity == model.Critical && f.Route == model.RoutePage && f.Supplier != ""
		}) {
			t.Errorf("on %s nothing of the example is critical", at.Format(time.DateOnly))
		}
	}
}

// TestReplicasExample holds that the configuration for several machines is accepted, and that the manifests mount every file that it names.
func TestReplicasExample(t *testing.T) {
	text, err := os.ReadFile("../examples/replicas/supplierwatch.yaml")
	if err != nil {
		t.Fatal(err)
	}
	compose, err := os.ReadFile("../examples/replicas/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	secrets := t.TempDir()
	for _, name := range []string{"pg.pw", "watchdog.secret", "smtp.pw", "read.tok", "write.tok"} {
		if err := os.WriteFile(filepath.Join(secrets, name), []byte("0b8d1f6e5a7c49d2a7e3"), 0o600); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(compose), "./secrets/"+name) {
			t.Errorf("the compose file has no %s", name)
		}
	}
	config := filepath.Join(secrets, "supplierwatch.yaml")
	if err := os.WriteFile(config, []byte(strings.ReplaceAll(string(text), "/run/secrets/", secrets+"/")), 0o600); err != nil {
		t.Fatal(err)
	}
	conf, problems, _ := settings.Load(config)
	for _, p := range problems {
		t.Error(p)
	}
	if conf != nil && (conf.Run.Lease != 30*time.Second || !strings.HasPrefix(conf.State.URL, "postgres://")) {
		t.Errorf("it is %+v, %+v", conf.Run, conf.State.URL)
	}
	manifests, err := os.ReadFile("../examples/replicas/kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(manifests))
	var kinds []string
	for {
		var doc struct{ Kind string }
		if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, doc.Kind)
	}
	if !slices.Equal(kinds, []string{"Deployment", "Service", "PodDisruptionBudget"}) {
		t.Errorf("the manifests are %v", kinds)
	}
}
