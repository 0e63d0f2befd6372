package web

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/web/content"
)

func TestTheServiceStatusShowsEachRelayAndFolder(t *testing.T) {
	server := serve(t, func(o *Options) {
		o.ReadModel = fakeReadModel{}
		o.Snapshot = func() content.Snapshot {
			x := shown()
			waiting := []apidoc.WaitingMail{{Recipient: "jane@buyer.example", LeavesAt: instant.Add(time.Hour)}}
			x.Outbox.ByRate = apidoc.NewOutboxStatus(waiting, map[string]time.Time{"mx3.buyer.example:587": instant.Add(time.Minute)})
			return x
		}
	})
	_, body, _ := ask(t, "GET", server.URL+"/status", "")
	for _, want := range []string{
		"Sun 22 Nov, 10:00 UTC, took 1.2 s", "Yes, checked Sun 22 Nov, 10:00 UTC: no route to &lt;host&gt;",
		"2, the oldest since Sun 22 Nov, 10:00 UTC; the last one leaves at about Sun 22 Nov, 11:00 UTC",
		"<strong>mx1.buyer.example:587</strong>: Works; last mail accepted Sun 22 Nov, 10:00 UTC",
		`<strong>mx2.buyer.example:587</strong>: <span class="late">Down</span><br><small>Last error Sun 22 Nov, 10:00 UTC: dial tcp: &lt;refused&gt;`,
		"<strong>var/other</strong>: Works; last mail written to a file Sun 22 Nov, 10:00 UTC",
		"<strong>var/outbox</strong>: Unknown: no mail was handed over since the start",
		`<strong>mx3.buyer.example:587</strong>: <span class="late">Paused</span>: takes no mail for now, tried again at Sun 22 Nov, 10:01 UTC; last mail accepted`,
		"<strong>corp/INBOX</strong>: Readable; last read Sun 22 Nov, 10:00 UTC</li>",
		`<strong>corp/Orders</strong>: <span class="late">Unreadable</span>; last read Sun 22 Nov, 10:00 UTC<br><small>Last error Sun 22 Nov, 10:01 UTC: login &lt;failed&gt;`,
		"<strong>edi/INBOX</strong>: Unknown: not read since the start", "Probe dns: 12, never run yet",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}

// emptyService is a service of which nothing is known.
type emptyService struct{ fakeReadModel }

func (emptyService) Service(context.Context) content.Service { return content.Service{} }

func TestAServiceOfWhichNothingIsKnownIsUnknown(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadModel = emptyService{} })
	_, body, _ := ask(t, "GET", server.URL+"/status", "")
	for _, want := range []string{"No relay is configured.", "None: no account is configured", "<p>Unknown.</p>", "when the last one leaves is not known"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
}

// longService has more of everything than a page shows, and long errors.
type longService struct{ fakeReadModel }

func (longService) Service(context.Context) content.Service {
	s := content.Service{SkippedKnown: true}
	for n := range 5000 {
		s.Folders = append(s.Folders, content.FolderState{Account: fmt.Sprint(n), Name: "INBOX", Failed: instant, Error: strings.Repeat("why\n", 1000)})
	}
	return s
}

func TestTheServiceStatusIsShort(t *testing.T) {
	server := serve(t, func(o *Options) { o.ReadModel = longService{} })
	if status, body, _ := ask(t, "GET", server.URL+"/status?folders=2", ""); status != 200 || len(body) > 100_000 || !strings.Contains(body, "31 to 60 of 5000") {
		t.Errorf("%d with %d bytes", status, len(body))
	}
}
