package callout

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"supplierwatch/internal/probe"
)

// TestVerdictsOfRealRefusals asks the refusals in real bounces, of which people
// have said what they mean. One that refuses us, or may pass, must not look like
// a mailbox that is gone.
func TestVerdictsOfRealRefusals(t *testing.T) {
	t.Parallel()
	corpus := filepath.Join(shared(), "corpus")
	table, err := os.ReadFile(filepath.Join(corpus, "bounces.tsv"))
	if err != nil {
		t.Skipf("NO REAL REFUSALS CHECKED: %v; set SUPPLIERWATCH_SHARED", err)
	}
	seen := map[string]int{}
	asGone := map[string]int{}
	for _, line := range strings.Split(string(table), "\n")[1:] {
		cells := strings.Split(line, "\t")
		r, found := refusal(filepath.Join(corpus, "bounces", cells[0]))
		if !found || len(cells) < 2 {
			continue
		}
		seen[cells[1]]++
		if verdictOf(r) == probe.ReasonGone {
			asGone[cells[1]]++
		}
	}
	t.Logf("refusals %v, of these gone %v", seen, asGone)
	// One that people call ours says no more than "Unknown user".
	if asGone["ours"] > 1 || asGone["temporary"]+asGone["full"] > 0 {
		t.Errorf("gone are %v", asGone)
	}
	if asGone["gone"]*100 < seen["gone"]*75 {
		t.Errorf("of %d mailboxes that are gone, %d are found", seen["gone"], asGone["gone"])
	}
}

func shared() string {
	if dir := os.Getenv("SUPPLIERWATCH_SHARED"); dir != "" {
		return dir
	}
	return "../../../../shared"
}

var (
	diagnostic = regexp.MustCompile(`(?im)^diagnostic-code:[^;\n]*;((?:.*(?:\r?\n[ \t].*)*))`)
	answerIn   = regexp.MustCompile(`\b([45][0-9]{2})[ -](?:([45]\.[0-9]+\.[0-9]+)[ :])?(.*)`)
)

// refusal takes the answer of a server out of a delivery status (RFC 3464).
func refusal(file string) (r reply, found bool) {
	mail, err := os.ReadFile(file)
	if err != nil {
		return r, false
	}
	field := diagnostic.FindSubmatch(mail)
	if field == nil {
		return r, false
	}
	m := answerIn.FindStringSubmatch(strings.Join(strings.Fields(string(field[1])), " "))
	if m == nil {
		return r, false
	}
	code, err := strconv.Atoi(m[1])
	return reply{code: code, enhanced: m[2], text: m[3]}, err == nil
}
