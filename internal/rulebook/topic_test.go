package rulebook

import "testing"

// TestEveryRuleHasATopicInPlainWords checks that no mail calls an alert by the name of its rule. The name of a key in YAML is what that rule is about.
func TestEveryRuleHasATopicInPlainWords(t *testing.T) {
	for _, r := range All() {
		if topics[r.Name] == "" && r.Name != "key-without-effect" {
			t.Errorf("the findings of %s have no topic", r.Name)
		}
	}
	if got := Topic("key-without-effect"); got != "key without effect" {
		t.Errorf("a rule without a topic is called %q", got)
	}
}
