package verification_test

import (
	"fmt"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// TestAnAddressThatAnybodyCanHaveProvesOnlyItself holds that a neighbour at the same mail service is somebody else.
func TestAnAddressThatAnybodyCanHaveProvesOnlyItself(t *testing.T) {
	for address, want := range map[string]struct {
		kind  model.FactKind
		flags string
	}{
		"Mini.Works@gmail.com": {model.FactConfirmed, ""},
		"mini.work@gmail.com":  {model.FactChanged, "free-mail unauthenticated"},
	} {
		w := newWorld(t)
		w.acme.Contacts[2].Email, w.acme.Contacts[2].Domain = "mini.works@gmail.com", "gmail.com"
		w.send(w.plan(w.unverified("acme/quality")))
		f := about(w.receive(t, from(reply(mailparse.Confirmed), address)), "contact/quality")[0]
		if f.Kind != want.kind || f.Data["flags"] != want.flags {
			t.Errorf("%s: %s, flags %q; want %s, %q", address, f.Kind, f.Data["flags"], want.kind, want.flags)
		}
		if f.Kind == model.FactChanged && f.Data["email"] != address {
			t.Errorf("the change is to %q", f.Data["email"])
		}
	}
}

// TestABounceAboutSomebodyElseGivesNobodyUp holds that one dead member of a list does not make the list dead.
func TestABounceAboutSomebodyElseGivesNobodyUp(t *testing.T) {
	for name, c := range map[string]struct {
		recipient, text string
		want            mailparse.Verdict
	}{
		"the asked address":           {"QUALITY@acme.example", "", mailparse.Gone},
		"the same, on another server": {"quality@acme.onmicrosoft.example", "", mailparse.Gone},
		"nobody in particular":        {"", "", mailparse.Gone},
		"a member of a list":          {"bob@acme.example", "<bob@acme.example>: unknown user", mailparse.Ambiguous},
		"where its alias leads":       {"bob@acme.example", "<bob@acme.example> (expanded from <quality@acme.example>): unknown user", mailparse.Gone},
	} {
		w := asked(t)
		m := mailparse.Message{Kind: mailparse.KindBounce, Verdict: mailparse.Gone, From: "mailer-daemon@acme.example", MessageID: "b@acme.example", Recipient: c.recipient, Text: c.text}
		f := about(w.receive(t, m), "contact/quality")[0]
		if got := f.Data["verdict"]; f.Kind != model.FactBounced || got != string(c.want) {
			t.Errorf("%s: %s %s, want %s", name, f.Kind, got, c.want)
		}
	}
}

func TestAMailThatNamesHundredsIsCut(t *testing.T) {
	for _, verdict := range []mailparse.Verdict{mailparse.Left, mailparse.Away} {
		w := asked(t)
		m := from(reply(verdict), "quality@acme.example")
		m.Kind = mailparse.KindAutoReply
		for i := range 300 {
			m.StandIn = append(m.StandIn, fmt.Sprintf("u%d@acme.example", i))
		}
		got := about(w.receive(t, m), "contact/quality")[0].Data["stand_in"]
		if !strings.HasPrefix(got, "u0@acme.example, u1@acme.example") || len(got) > 200 {
			t.Errorf("%s: kept are %d characters: %.80s", verdict, len(got), got)
		}
	}
}
