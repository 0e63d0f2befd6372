package action

import (
	"errors"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// TestARefusalNamesTheFieldThatIsWrong checks requests that nobody could carry out, and errors of package record.
func TestARefusalNamesTheFieldThatIsWrong(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	request := func(r Request) error {
		r.By, r.Source, r.Proof, r.At = "jane", "page", ProofProxy, now
		if err := Validate(r); err != nil || !r.hasEnd() {
			return err
		}
		_, err := heldUntil(r, nil, now)
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"a day that has passed":         {request(Request{Verb: replycmd.Snooze, Until: "2026-11-01"}), "until"},
		"a day too far away":            {request(Request{Verb: replycmd.Ack, Until: "2027-11-01"}), "until"},
		"a period too long":             {request(Request{Verb: replycmd.Snooze, For: "99 days"}), "for"},
		"a long note":                   {request(Request{Verb: replycmd.Ack, Note: strings.Repeat("x", LongestNote+1)}), "note"},
		"no note":                       {request(Request{Verb: Note}), "note"},
		"a field of another action":     {request(Request{Verb: replycmd.Ack, Mailbox: "confirmations"}), "mailbox"},
		"two fields that contradict":    {request(Request{Verb: replycmd.Snooze, For: "3 days", Until: "2026-12-03"}), ""},
		"a day that has not come yet":   {notRecorded(errors.New("on: 2026-12-24 has not come yet; today is 2026-11-30")), "on"},
		"a reason, which pages note":    {notRecorded(errors.New("because: at most 2000 characters are possible, and this text has 2001")), "note"},
		"an error that is of no field":  {notRecorded(errors.New(`contract "msa" of acme is over: it has no term that could end`)), ""},
		"an error that is not refused":  {inField("on", errors.New("the disk is full")), "not a refusal"},
		"the inner field is more exact": {inField("on", inField("note", invalid("it is missing"))), "note"},
	} {
		got := "not a refusal"
		if refused, ok := errors.AsType[*model.Refusal](c.err); ok {
			got = refused.Field
		}
		if got != c.want {
			t.Errorf("%s: field %q, want %q (%v)", name, got, c.want, c.err)
		}
	}
}
