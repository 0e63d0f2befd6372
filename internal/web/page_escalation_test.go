package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"supplierwatch/internal/web/content"
)

func TestThePageOfEscalationPathsShowsWhoIsReached(t *testing.T) {
	url, _ := serveSuppliers(t, "")
	_, body, _ := ask(t, "GET", url+"/escalation", "")
	for _, want := range []string{
		"For suppliers of tier critical.", "No drill of this path has been answered.", "<strong>Procurement</strong> (owner of the supplier)",
		"oncall@buyer.example: last email sent Sun 22 Nov, 10:00 UTC; no answer yet", "delivery failed on Sun 22 Nov, 10:00 UTC: 550 &lt;no such user&gt;",
		"jane@buyer.example (may answer for the team): last answer Sun 22 Nov, 10:00 UTC", "After 4 hours", "No address: this team cannot be notified by email.",
		"3 of 4 people listed here", "last drill sent Sun 22 Nov, 10:00 UTC, not answered from this address", "answered the last drill 4 minutes after the email",
		`<span class="late">out of office until Fri 4 Dec</span>, automatic reply of Sun 22 Nov, 10:00 UTC “Automatic reply: &lt;ACME&gt;”, who names joe@buyer.example instead`,
		`joe@buyer.example (may answer for the team): no answer yet; <span class="late">out of office, no end given</span>`,
		"Last drill answered by joe@buyer.example on Sun 22 Nov, 10:00 UTC, 3 minutes after the email. Last drill sent on Sun 22 Nov, 10:00 UTC: 1 of 3 recipients answered.",
		"1 to 60 of 200", `href="?page=2"`, `<li value="2">After 4 hours`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}

// longPaths has parts as long as they can be.
type longPaths struct {
	fakeReadModel
	asked *[]int
}

func (l longPaths) EscalationPaths(_ context.Context, from, size int) (content.EscalationPaths, error) {
	*l.asked = append(*l.asked, from)
	person := content.EscalationPerson{
		Address: strings.Repeat("a", 64) + "@buyer.example", LastMail: instant, LastAnswer: instant, Failed: instant, FailedWhy: strings.Repeat("why ", 500),
		Absence: content.Absence{Reported: instant, Subject: strings.Repeat("away ", 100), StandIn: strings.Repeat("joe ", 500)},
	}
	var paths content.EscalationPaths
	paths.Entries = 5000
	for i := from; i < min(from+size, paths.Entries); i++ {
		paths.Paths = append(paths.Paths, content.EscalationPath{Policy: "stop", Tiers: []string{"critical"}, Steps: []content.EscalationStep{
			{Number: 1, Teams: []content.EscalationTeam{{Name: "Team", Size: 1, People: []content.EscalationPerson{person}}}},
		}})
	}
	return paths, nil
}

func TestThePageOfEscalationPathsIsShort(t *testing.T) {
	var asked []int
	server := serve(t, func(o *Options) { o.ReadModel = longPaths{asked: &asked} })
	for path, want := range map[string]string{
		"/escalation": "1 to 60 of 5000", "/escalation?page=2": "61 to 120 of 5000", "/escalation?page=99999999999999999999": "4981 to 5000 of 5000", "/escalation?page=-3": "1 to 60 of 5000",
	} {
		status, body, _ := ask(t, "GET", server.URL+path, "")
		if status != http.StatusOK || len(body) > 100_000 || !strings.Contains(body, want) {
			t.Errorf("%s: %d with %d bytes; want %q in it", path, status, len(body), want)
		}
	}
	for _, from := range asked {
		if from < 0 {
			t.Errorf("the page asks for the part from %d on", from)
		}
	}
}
