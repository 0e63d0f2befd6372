package cli_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"supplierwatch/internal/cli"
	"supplierwatch/internal/rulebook"
)

// TestExplainTierWithoutAName holds that the answer lists the tiers, and does not take tier for a rule.
func TestExplainTierWithoutAName(t *testing.T) {
	shell("explain", "tier").wants(t, 2, "explain: name a tier, one of critical, important, standard; e.g. `supplierwatch explain tier critical`")
}

// TestExplainEveryRule holds that every rule can be asked about, and that the
// answer says more than its name.
func TestExplainEveryRule(t *testing.T) {
	for _, rule := range rulebook.All() {
		t.Run(rule.Name, func(t *testing.T) {
			var out, complaints bytes.Buffer
			code := cli.Main(context.Background(), []string{"explain", rule.Name}, cli.Streams{Out: &out, Err: &complaints})
			if code != cli.ExitOK || complaints.Len() > 0 {
				t.Fatalf("exit %d: %s", code, complaints.String())
			}
			text, facts, found := strings.Cut(strings.TrimPrefix(out.String(), rule.Name+"\n\n"), "\n\n")
			if !found || len(strings.Fields(text)) < 15 || !strings.HasSuffix(text, ".") {
				t.Errorf("the document is no paragraph of whole sentences: %q", text)
			}
			for _, word := range []string{"severity  ", "route     ", "needs     "} {
				if !strings.Contains(facts, word) {
					t.Errorf("no line %q in:\n%s", word, facts)
				}
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if n := len([]rune(line)); n > 100 {
					t.Errorf("a line of %d columns: %q", n, line)
				}
			}
		})
	}
}
