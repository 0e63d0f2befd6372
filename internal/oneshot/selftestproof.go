package oneshot

import (
	"fmt"
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/wiring"
)

// proof writes the row of what our mail server says about a mail inside the company: the test mail that came back to us. It prints the line
// to add where the configuration does not fit what the server writes.
func (t *selfTest) proof(postings []*relayTest, found map[string]imap.Arrival) {
	const item = "replies.authserv_id"
	var m *mailparse.Message
	for _, p := range postings {
		if arrival, there := found[p.idOfPlain()]; there {
			m = &arrival.Message
			break
		}
	}
	if m == nil {
		t.add(apidoc.TriedUnknown, item, "not known: no test mail arrived", "")
		return
	}
	own := func(address string) bool { return mailaddr.Same(address, m.From) }
	row := proofRow(wiring.Authorizer(t.settings, own), *m)
	t.add(row.Result, item, row.Detail, row.Next)
}

// proofRow returns the row for a mail inside the company, with what to write if the configuration does not fit.
func proofRow(z mailauth.Authorizer, m mailparse.Message) apidoc.Tried {
	id, stamped := mailauth.StampedBy(m.AuthResults)
	switch proof := z.Authorize(m.From, m.AuthResults); {
	case stamped && !slices.ContainsFunc(z.Servers, func(listed string) bool { return mailauth.SameServer(listed, id) }):
		return apidoc.Tried{
			Result: apidoc.TriedUnknown, Detail: fmt.Sprintf("mail inside the company is not stamped by a listed server; the topmost Authentication-Results is by %q", id),
			Next: fmt.Sprintf("If that is your own mail server, write under replies: authserv_id: %s", id),
		}
	case proof == mailauth.Proven:
		return apidoc.Tried{Result: apidoc.TriedOK, Detail: "mail inside the company is proven: replies may do everything"}
	case proof == mailauth.Failed:
		return apidoc.Tried{
			Result: apidoc.TriedFailed, Detail: "mail inside the company fails authentication: nothing would be done on replies",
			Next: "Have the mail server sign mail inside the company (DKIM), or leave it without Authentication-Results.",
		}
	case len(z.Servers) == 0 && !stamped:
		return apidoc.Tried{
			Result: apidoc.TriedUnknown, Detail: "no server is listed and mail inside the company is not stamped: no reply can be verified",
			Next: "Write under replies: authserv_id: NAME, as your border server writes it in Authentication-Results of mail from outside. Then, if it stamps all of that mail: unstamped: internal",
		}
	case stamped && !provenIfInternal(z, m):
		return apidoc.Tried{
			Result: apidoc.TriedUnknown, Detail: "mail inside the company has an SPF result, like mail from outside: replies may acknowledge, snooze and escalate; to record orders they need the link",
			Next: "Have the mail server check no SPF for mail inside the company, or sign that mail (DKIM); unstamped: internal does not apply to it.",
		}
	}
	return apidoc.Tried{
		Result: apidoc.TriedUnknown, Detail: "mail inside the company is not stamped: replies may acknowledge, snooze and escalate; to record orders they need the link",
		Next: "If your border server stamps all mail from outside, write under replies: unstamped: internal",
	}
}

// provenIfInternal reports whether a mail would be proven with unstamped: internal.
func provenIfInternal(z mailauth.Authorizer, m mailparse.Message) bool {
	z.Internal = true
	return z.Authorize(m.From, m.AuthResults) == mailauth.Proven
}
