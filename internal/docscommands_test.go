package internal_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/testkit/shown"
)

// runElsewhere are documents of which another test runs every line.
var runElsewhere = map[string]string{
	"docs/api.md":        "TestTheExamplesOfTheAPIWork",
	"docs/tutorial.md":   "TestTutorial",
	"docs/quickstart.md": "TestQuickstart",
}

// notRun are the beginnings of the lines that no test takes from the document, with the reason. TestCommands checks the flags of those that name the program.
var notRun = map[string]string{
	"make run":    "TestQuickstart runs it",
	"make test":   "would run itself",
	"make faults": "takes ten minutes; TestShortCampaign runs a short campaign",

	"docker build": "needs a container engine; .ci/image-steps does its steps, and TestTheContainerIsRunAsTheImageExpects compares it with the Dockerfile",
	"docker run":   "needs a container engine; .ci/image-steps does its steps, and TestTheContainerIsRunAsTheImageExpects compares it with the Dockerfile",

	"createuser --pwprompt":            "asks for a password; the tests make a role on a server of their own",
	"supplierwatch state copy sqlite:": "TestStateCopy runs it with a server of its own",
	"createdb --owner":                 "the tests make databases on a server of their own",

	"sed -i '1s/14/13/' check.tap": "the consumers' tests feed TAP to prove",
	"prove ":                       "the consumers' tests feed TAP to prove",
}

// TestEveryShownCommandRuns proves that a test runs each line of a shell block in a document, or that the line is listed with the reason why none does.
func TestEveryShownCommandRuns(t *testing.T) {
	used := map[string]bool{}
	for name, text := range documents(t) {
		if name == "CHANGELOG.md" || runElsewhere[name] != "" {
			continue
		}
		for _, line := range shown.Commands(text) {
			if command, program := strings.CutPrefix(line, "supplierwatch "); program {
				if _, runs := answered(command); runs {
					continue
				}
			}
			beginning := cmp.Or(shown.Beginning(line, maps.Keys(notRun)), shown.Beginning(line, slices.Values(shown.BesideADaemon)))
			used[beginning] = true
			if beginning == "" {
				t.Errorf("%s: no test runs %q, and it is not listed", name, line)
			}
		}
	}
	for _, beginning := range slices.Concat(slices.Collect(maps.Keys(notRun)), shown.BesideADaemon) {
		if !used[beginning] {
			t.Errorf("no document shows %q any more", beginning)
		}
	}
}
