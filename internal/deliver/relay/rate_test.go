package relay

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/model"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/testkit/faultyserver"
)

// rated returns the channel of one relay that takes so many mails a minute.
func rated(t *testing.T, address string, mails int) *Channel {
	t.Helper()
	limit := sendrate.New(sendrate.Rate{Mails: mails, Per: time.Minute})
	return relays(t, Patience{}, relayAt(t, address, func(r *Server) { r.Limit = limit }))
}

// untried returns the ids of the mails that only wait.
func untried(attempts []model.Attempt) string {
	var ids []string
	for _, a := range attempts {
		if a.Untried {
			ids = append(ids, a.Mail)
		}
	}
	return strings.Join(ids, " ")
}

func TestMailsBeyondTheRateWait(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	s := rated(t, server.Addr, 2)
	now := fixedNow()
	s.now = func() time.Time { return now }
	s.OnChange = func(relay, why string) { t.Errorf("%s counts as down: %s", relay, why) }
	three := mailsTo("a@x.example", "b@x.example", "c@x.example")
	got := s.Send(t.Context(), three)
	if untried(got) != "r3" || taken(server) != "a@x.example b@x.example" || !strings.Contains(got[2].Detail, "2/minute") {
		t.Errorf("waiting: %q (%s), taken: %q", untried(got), got[2].Detail, taken(server))
	}
	connections := server.Count(faultyserver.Greeting)
	if got := s.Send(t.Context(), three[2:]); untried(got) != "r3" || server.Count(faultyserver.Greeting) != connections {
		t.Errorf("without room: %s, %d connections more", words(got), server.Count(faultyserver.Greeting)-connections)
	}
	now = now.Add(time.Minute)
	if got := s.Send(t.Context(), three[2:]); got[0].Result != model.MailAccepted || got[0].Untried {
		t.Errorf("a minute later: %+v", got[0])
	}
}

func TestOneMailIsTriedWhileARelayTakesNone(t *testing.T) {
	for name, fault := range map[string]faultyserver.Fault{
		"greeting":      {At: faultyserver.Greeting, Do: faultyserver.Reply("432 4.3.2 Concurrent connections limit exceeded")},
		"sender":        {At: faultyserver.From, Do: faultyserver.Reply("450 4.3.2 Submission rate limit exceeded")},
		"recipient":     {At: faultyserver.To, Do: faultyserver.Reply("452 4.3.2 try again later")},
		"after message": {At: faultyserver.Body, Do: faultyserver.Reply("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded")},
		"and closes":    {At: faultyserver.From, Do: faultyserver.Reply("421 4.3.2 Service not available")},
	} {
		t.Run(name, func(t *testing.T) {
			server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, fault)
			s := rated(t, server.Addr, 30)
			now := fixedNow()
			s.now = func() time.Time { return now }
			paused := 0
			s.OnPause = func(string, string) { paused++ }
			two := mailsTo("a@x.example", "b@x.example")
			if got := s.Send(t.Context(), two); untried(got) != "r1 r2" || server.Count(fault.At) != 1 || paused != 1 {
				t.Errorf("waiting: %q, after %d tries and %d pauses", untried(got), server.Count(fault.At), paused)
			}
			if got := s.Send(t.Context(), two); untried(got) != "r1 r2" || server.Count(fault.At) != 1 {
				t.Errorf("during the pause: waiting %q, after %d tries", untried(got), server.Count(fault.At))
			}
			// A relay that takes nothing even after its pause is not merely busy: the mail counts as tried, so that this is noticed.
			now = now.Add(sendrate.Pause)
			got := s.Send(t.Context(), two)
			if untried(got) != "r2" || got[0].Code != 0 || got[0].Result != model.MailQueued || !strings.Contains(got[0].Detail, "4.3.2") || server.Count(fault.At) != 2 {
				t.Errorf("after the pause: %+v, after %d tries", got, server.Count(fault.At))
			}
		})
	}
}

func TestWithoutARateTheAnswerIsOneAboutTheMail(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.To, Do: faultyserver.Reply("452 4.3.2 try again later")})
	got := relays(t, Patience{}, relayAt(t, server.Addr, nil)).Send(t.Context(), mailsTo("a@x.example", "b@x.example"))
	if untried(got) != "" || words(got) != "r1 queued 452, r2 queued 452" {
		t.Errorf("got %s, waiting %q", words(got), untried(got))
	}
}

func TestTheNextRelayTakesWhatTheRateLeaves(t *testing.T) {
	first, second := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}), faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	limit := sendrate.New(sendrate.Rate{Mails: 1, Per: time.Minute})
	s := relays(t, Patience{}, relayAt(t, first.Addr, func(r *Server) { r.Limit = limit }), relayAt(t, second.Addr, nil))
	got := s.Send(t.Context(), mailsTo("a@x.example", "b@x.example"))
	if taken(first) != "a@x.example" || taken(second) != "b@x.example" || untried(got) != "" {
		t.Errorf("taken: %q and %q, waiting %q", taken(first), taken(second), untried(got))
	}
}

func TestADirectoryTakesNoMailThatWaitsForARate(t *testing.T) {
	server := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{})
	folder, err := directory.New(testIdentity, t.TempDir(), fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	got := deliver.InOrder{rated(t, server.Addr, 1), folder}.Send(t.Context(), mailsTo("a@x.example", "b@x.example"))
	if untried(got) != "r2" || got[1].Written {
		t.Errorf("attempts: %+v", got)
	}
}
