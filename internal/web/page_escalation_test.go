package web

import (
	"strings"
	"testing"
)

func TestThePageOfEscalationPathsShowsWhoIsReached(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	_, body, _ := ask(t, "GET", url+"/escalation", "")
	for _, want := range []string{
		"For suppliers of tier critical.", "No drill of this path has been answered.", "<strong>Procurement</strong> (owner of the supplier)",
		"oncall@buyer.example: last email sent Sun 22 Nov, 10:00 UTC; no answer yet", "delivery failed on Sun 22 Nov, 10:00 UTC: 550 &lt;no such user&gt;",
		"jane@buyer.example (may answer for the team): last answer Sun 22 Nov, 10:00 UTC", "After 4 hours", "No address: this team cannot be notified by email.",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}
