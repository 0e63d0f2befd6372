package verify_test

import (
	"fmt"
	"strings"
	"testing"

	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// TestAnAddressThatAnybodyCanHaveProvesOnlyItself holds that a neighbour at the same mail service is somebody else.
func TestAnAddressThatAnybodyCanHaveProvesOnlyItself(t *testing.T) {
	for address, want := range map[string]struct {
		kind  watch.FactKind
		flags string
	}{
		"Mini.Works@gmail.com": {watch.FactConfirmed, ""},
		"mini.work@gmail.com":  {watch.FactChanged, "free-mail unauthenticated"},
	} {
		w := newWorld(t)
		w.acme.Contacts[2].Email, w.acme.Contacts[2].Domain = "mini.works@gmail.com", "gmail.com"
		w.send(w.plan(w.unverified("acme/quality")))
		f := about(w.receive(t, from(reply(message.Confirmed), address)), "contact/quality")[0]
		if f.Kind != want.kind || f.Data[watch.DataFlags] != want.flags {
			t.Errorf("%s: %s, flags %q; want %s, %q", address, f.Kind, f.Data[watch.DataFlags], want.kind, want.flags)
		}
		if f.Kind == watch.FactChanged && f.Data[watch.DataEmail] != address {
			t.Errorf("the change is to %q", f.Data[watch.DataEmail])
		}
	}
}

// TestABounceAboutSomebodyElseGivesNobodyUp holds that one dead member of a list does not make the list dead.
func TestABounceAboutSomebodyElseGivesNobodyUp(t *testing.T) {
	for name, c := range map[string]struct {
		recipient, text string
		want            message.Verdict
	}{
		"the asked address":           {"QUALITY@acme.example", "", message.Gone},
		"the same, on another server": {"quality@acme.onmicrosoft.example", "", message.Gone},
		"nobody in particular":        {"", "", message.Gone},
		"a member of a list":          {"bob@acme.example", "<bob@acme.example>: unknown user", message.Ambiguous},
		"where its alias leads":       {"bob@acme.example", "<bob@acme.example> (expanded from <quality@acme.example>): unknown user", message.Gone},
	} {
		w := asked(t)
		m := message.Message{Kind: message.KindBounce, Verdict: message.Gone, From: "mailer-daemon@acme.example", MessageID: "b@acme.example", Recipient: c.recipient, Text: c.text}
		f := about(w.receive(t, m), "contact/quality")[0]
		if got := f.Data[watch.DataVerdict]; f.Kind != watch.FactBounced || got != string(c.want) {
			t.Errorf("%s: %s %s, want %s", name, f.Kind, got, c.want)
		}
	}
}

func TestAMailThatNamesHundredsIsCut(t *testing.T) {
	for _, verdict := range []message.Verdict{message.Left, message.Away} {
		w := asked(t)
		m := from(reply(verdict), "quality@acme.example")
		m.Kind = message.KindAutoReply
		for i := range 300 {
			m.StandIn = append(m.StandIn, fmt.Sprintf("u%d@acme.example", i))
		}
		got := about(w.receive(t, m), "contact/quality")[0].Data[watch.DataStandIn]
		if !strings.HasPrefix(got, "u0@acme.example, u1@acme.example") || len(got) > 200 {
			t.Errorf("%s: kept are %d characters: %.80s", verdict, len(got), got)
		}
	}
}
