package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// ciRegistry is a registry with one verified contact, on which the examples for CI are tried.
const ciRegistry = `version: 1
calendars: {office: {timezone: Europe/Berlin, hours: "08:00-17:00", holidays: DE-BY}}
teams: {buying: {email: buying@buyer.test, calendar: office}}
defaults: {owner: buying, calendar: office, country: DE}
suppliers:
  - id: acme
    name: ACME
    tier: critical
    contacts:
      - {id: desk, name: Desk, roles: [orders], email: orders@acme.test, verified: {on: 2026-11-10, by: buying, how: reply}}
      - {id: other, name: Other, roles: [orders], email: other@acme.test}
    contracts: [{id: msa, title: Supply agreement, ends: 2024-12-31, renewal: manual}]
`

// ciChanges are changes of a branch: the registry after it, and whether the check of the change fails.
var ciChanges = map[string]struct {
	registry string
	fails    bool
}{
	"unchanged": {ciRegistry, false},
	"better":    {strings.Replace(ciRegistry, "ends: 2024-12-31", "ends: 2034-12-31", 1), false},
	"worse":     {regexp.MustCompile(`(?m)^.*id: desk.*\n`).ReplaceAllString(ciRegistry, ""), true},
	"broken":    {strings.Replace(ciRegistry, "tier: critical", "teir: critical", 1), true},
}

// branchRepository makes a repository with a branch main, a copy of it as origin/main, and a commit on a branch of its own; it returns its folder.
func branchRepository(t *testing.T, registry string) string {
	t.Helper()
	folder := t.TempDir()
	git := func(args ...string) { inFolder(t, folder, nil, "git", args...) }
	write := func(text string) {
		if err := os.MkdirAll(filepath.Join(folder, "registry"), 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(folder, "registry", "suppliers.yaml"), text)
	}
	commit := func() {
		git("add", "-A")
		git("-c", "user.name=A", "-c", "user.email=a@buyer.test", "commit", "-q", "--allow-empty", "-m", "x")
	}
	git("init", "-q", "-b", "main")
	write(ciRegistry)
	commit()
	git("update-ref", "refs/remotes/origin/main", "main")
	git("switch", "-q", "-c", "change")
	write(registry)
	commit()
	return folder
}

// inFolder runs a program that must succeed.
func inFolder(t *testing.T, folder string, env []string, name string, args ...string) {
	t.Helper()
	if out, err := runIn(folder, env, name, args...); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

func runIn(folder string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = folder, append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// ciScripts returns the scripts of an example in their order, without those that install programs.
func ciScripts(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", path))
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	var scripts []string
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, child := range n.Content {
			key := ""
			if n.Kind == yaml.MappingNode && i%2 == 1 {
				key = n.Content[i-1].Value
			}
			switch {
			case (key == "run" || key == "bash") && !strings.Contains(child.Value, "sudo"):
				scripts = append(scripts, child.Value)
			case key == "script":
				for _, line := range child.Content {
					scripts = append(scripts, line.Value)
				}
			default:
				walk(child)
			}
		}
	}
	walk(&doc)
	if len(scripts) == 0 {
		t.Fatalf("no script in %s", path)
	}
	return scripts
}

// TestExamplesForCI runs the scripts of every example on repositories with changes that make the registry better or worse.
func TestExamplesForCI(t *testing.T) {
	t.Parallel()
	tools := t.TempDir()
	put(t, filepath.Join(tools, "gh"), "#!/bin/sh\necho \"$@\" >>\"$GH_LOG\"\ncase \"$*\" in *--jq*) printf '%s' \"$GH_OLD\";; esac\n")
	if err := os.Chmod(filepath.Join(tools, "gh"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, example := range []string{
		"examples/ci/github/pull-request.yml", "examples/ci/gitlab/.gitlab-ci.yml", "examples/ci/azure/azure-pipelines.yml",
		"config/starter/.github/workflows/supplierwatch-pull-request.yml",
	} {
		for name, change := range ciChanges {
			t.Run(example+"/"+name, func(t *testing.T) {
				folder, out := branchRepository(t, change.registry), t.TempDir()
				env := []string{
					"PATH=" + filepath.Dir(program(t)) + ":" + tools + ":" + os.Getenv("PATH"), "GITHUB_ACTIONS=", "GITHUB_STEP_SUMMARY=",
					"GITHUB_BASE_REF=main", "GITHUB_REPOSITORY=buyer/registry", "NUMBER=7", "RUNNER_TEMP=" + out, "GH_LOG=" + filepath.Join(out, "gh.log"), "GH_OLD=41\n42",
					"SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main", "BUILD_ARTIFACTSTAGINGDIRECTORY=" + out, "CI_MERGE_REQUEST_DIFF_BASE_SHA=main",
				}
				failed, said := false, ""
				for _, script := range ciScripts(t, example) {
					text, err := runIn(folder, env, "bash", "-e", "-c", script)
					failed, said = failed || err != nil, said+text
				}
				if failed != change.fails {
					t.Errorf("failed: %t, want %t\n%s", failed, change.fails, said)
				}
				if strings.Contains(example, "examples/ci/github/pull") {
					calls, err := os.ReadFile(filepath.Join(out, "gh.log"))
					if err != nil || !strings.Contains(string(calls), "--method PATCH repos/buyer/registry/issues/comments/41 --field body=@") {
						t.Errorf("the comment is not replaced: %v\n%s", err, calls)
					}
				}
				if status, err := runIn(folder, nil, "git", "status", "--porcelain", "registry"); err != nil || status != "" {
					t.Errorf("the work tree has changed: %v %s", err, status)
				}
			})
		}
	}
}

// TestStarterHook commits with the hook of the starter: an error in the registry refuses the commit, findings do not.
func TestStarterHook(t *testing.T) {
	t.Parallel()
	folder := branchRepository(t, ciRegistry)
	hook, err := os.ReadFile("../../config/starter/.githooks/pre-commit")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, ".git", "hooks", "pre-commit")
	put(t, path, string(hook))
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	env := []string{"PATH=" + filepath.Dir(program(t)) + ":" + os.Getenv("PATH")}
	for name, change := range ciChanges {
		put(t, filepath.Join(folder, "registry", "suppliers.yaml"), change.registry)
		out, err := runIn(folder, env, "git", "-c", "user.name=A", "-c", "user.email=a@buyer.test", "commit", "-q", "--allow-empty", "-a", "-m", name)
		if (err != nil) != (name == "broken") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if name == "broken" && !strings.Contains(out, "unknown key `teir`") {
			t.Errorf("the error is not shown:\n%s", out)
		}
	}
}
