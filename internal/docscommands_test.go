package internal_test

import (
	"strings"
	"testing"
)

// runElsewhere are documents of which another test runs every line.
var runElsewhere = map[string]string{
	"docs/api.md":      "TestTheExamplesOfTheAPIWork",
	"docs/tutorial.md": "TestTutorial",
}

// notRun are the beginnings of the lines that no test takes from the document, with the reason. TestCommands checks the flags of those that name the program.
var notRun = map[string]string{
	"make run":    "builds and starts the daemon until somebody stops it",
	"make test":   "would run itself",
	"make faults": "takes ten minutes; TestShortCampaign runs a short campaign",

	"supplierwatch run --config":                                      "runs until somebody stops it; TestNewcomer starts the daemon of the starter",
	"supplierwatch init my-suppliers":                                 "would write into the starter of the test; TestNewcomer runs it",
	"supplierwatch check --config supplierwatch.yaml --probe":         "asks the network",
	"supplierwatch check --config supplierwatch.yaml --format nagios": "has the exit codes of a plugin; the consumers' tests run it",
	"supplierwatch status":                                            "needs a daemon; TestTutorial runs it",
	"supplierwatch ack":                                               "needs an alert; TestTutorial runs it",
	"supplierwatch snooze":                                            "needs an alert",
	"supplierwatch not-mine":                                          "needs an alert",
	"supplierwatch drill":                                             "needs a daemon and mails people",
	"supplierwatch reload":                                            "needs a daemon; the tests of the daemon run it",
	"supplierwatch state":                                             "needs the state of a daemon",
	"supplierwatch read":                                              "needs received mails",
	"supplierwatch record":                                            "names a supplier of the reader",
	"supplierwatch verify acme/orders --send":                         "mails a supplier",

	"docker ":                   "needs a container engine; .ci/image-steps checks the image",
	"systemctl ":                "needs an installed service",
	"cd /var/lib/supplierwatch": "needs an installed service",
	"mkdir damaged":             "needs an installed service",
	"cp /backup/":               "needs an installed service",
	"chown supplierwatch:":      "needs an installed service",

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
		for _, b := range blocks(text) {
			if b.info != "sh" {
				continue
			}
			for line := range strings.Lines(b.text) {
				line = strings.TrimSpace(line)
				if command, program := strings.CutPrefix(line, "supplierwatch "); program {
					if _, runs := answered(command); runs {
						continue
					}
				}
				if beginning := listed(line); beginning != "" {
					used[beginning] = true
				} else if line != "" {
					t.Errorf("%s: no test runs %q, and it is not listed", name, line)
				}
			}
		}
	}
	for beginning := range notRun {
		if !used[beginning] {
			t.Errorf("no document shows %q any more", beginning)
		}
	}
}

// listed returns the beginning in notRun that a line has, or nothing.
func listed(line string) string {
	for beginning := range notRun {
		if strings.HasPrefix(line, beginning) {
			return beginning
		}
	}
	return ""
}
