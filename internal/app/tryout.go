package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// tryout tries out the parts of a configuration that reach outside, each in
// plain sight: every part is a row of a table.
type tryout struct {
	settings *settings.Settings
	logins   *wiring.Logins
	boxes    []*model.Mailbox
	options  probe.Options
	patience time.Duration                    // for test mails to arrive
	waiting  func(waited, most time.Duration) // is told each second; may be nil
	rows     []apidoc.Tried
}

// arrivalPatience is how long test mails may take.
const arrivalPatience = time.Minute

func (t *tryout) row(result apidoc.TriedResult, item, detail, next string) {
	t.rows = append(t.rows, apidoc.Tried{Item: item, Result: result, Detail: detail, Next: next})
}

// run tries everything out and gives the table.
func (t *tryout) run(ctx context.Context) []apidoc.Tried {
	t.resolver(ctx)
	began := time.Now()
	arrived := t.mail(ctx)
	t.mailboxes(ctx)
	t.clock(began, arrived)
	return t.rows
}

// resolver looks up the names that resolve whatever suppliers do.
func (t *tryout) resolver(ctx context.Context) {
	const item = "probe.resolver"
	look := probe.Vantage(t.settings.Vantage.Names, nil, t.options)
	if look == nil {
		t.row(apidoc.TriedUnknown, item, "there is no name to look up: vantage.names is empty", "Name something under vantage.names that always resolves.")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, t.settings.Probe.Timeout)
	defer cancel()
	fact := look(ctx)
	if fact.Kind == model.FactProbeOK {
		t.row(apidoc.TriedOK, item, "looks up "+strings.Join(t.settings.Vantage.Names, ", "), "")
		return
	}
	t.row(apidoc.TriedFailed, item, lastLine(fact.Evidence), "Check probe.resolver and this machine's name servers; or name something of your own under vantage.names.")
}

// box is a folder that somebody relies on.
type box struct{ item, account, folder string }

// folders lists the folder of answers, those of our mailboxes, and the inbox of
// each account that none of them uses.
func (t *tryout) folders() []box {
	var all []box
	idle := slices.Collect(maps.Keys(t.settings.Accounts))
	use := func(b box) {
		all = append(all, b)
		idle = slices.DeleteFunc(idle, func(name string) bool { return name == b.account })
	}
	if r := t.settings.Replies; r != nil {
		use(box{"replies", r.Account, r.Folder})
	}
	for _, m := range t.boxes {
		if m.Account != "" {
			use(box{"mailbox " + m.ID, m.Account, m.Folder})
		}
	}
	slices.Sort(idle)
	for _, name := range idle {
		all = append(all, box{"imap." + name, name, "INBOX"})
	}
	return all
}

// mailboxes tries the login, the folder and the quota of each.
func (t *tryout) mailboxes(ctx context.Context) {
	for _, b := range t.folders() {
		account, known := t.logins.Account(b.account)
		if !known {
			continue // said as a problem of the configuration
		}
		t.mailbox(ctx, b, account)
	}
}

func (t *tryout) mailbox(ctx context.Context, b box, account imap.Account) {
	fact := imap.Login(ctx, "", account, b.folder)
	why, reason := lastLine(fact.Evidence), imap.Reason(fact.Data[model.DataReason])
	who := fmt.Sprintf("%s at %s:%d", account.Username, account.Host, account.Port)
	switch {
	case fact.Kind == model.FactProbeOK:
		t.row(apidoc.TriedOK, b.item+" login", who, "")
		t.row(apidoc.TriedOK, b.item+" folder", b.folder, "")
		t.quota(ctx, b, account)
	case reason == imap.ReasonFolder:
		t.row(apidoc.TriedOK, b.item+" login", who, "")
		t.row(apidoc.TriedFailed, b.item+" folder", why, "Make the folder, or write the name that the server gives it; INBOX is always there.")
		t.row(apidoc.TriedUnknown, b.item+" quota", "not tried: the folder cannot be opened", "")
	default:
		t.row(apidoc.TriedFailed, b.item+" login", why, afterLogin(reason, "imap."+b.account))
		t.row(apidoc.TriedUnknown, b.item+" folder", "not tried: the login does not work", "")
		t.row(apidoc.TriedUnknown, b.item+" quota", "not tried: the login does not work", "")
	}
}

// quota tells how full a mailbox is, where its server does.
func (t *tryout) quota(ctx context.Context, b box, account imap.Account) {
	nobody := func(mailparse.Message) bool { return false }
	seen, err := imap.Inspect(ctx, account, b.folder, nobody)
	switch {
	case err != nil:
		t.row(apidoc.TriedUnknown, b.item+" quota", err.Error(), "")
	case seen.Quota == nil:
		t.row(apidoc.TriedUnknown, b.item+" quota", "the server tells of none", "")
	default:
		t.row(apidoc.TriedOK, b.item+" quota", fmt.Sprintf("%d %% of %d MiB are used", seen.Quota.Used*100/seen.Quota.Limit, seen.Quota.Limit>>20), "")
	}
}

// afterLogin is what to do about a login to a mailbox that fails.
func afterLogin(reason imap.Reason, key string) string {
	switch reason {
	case imap.ReasonDNS:
		return "Check " + key + ".host and the resolver."
	case imap.ReasonRefused, imap.ReasonTimeout, imap.ReasonProtocol:
		return "Check host, port and tls under " + key + ", and that this machine may connect there."
	case imap.ReasonTLS, imap.ReasonCertificateExpired:
		return "Check the server's certificate; give its authority as " + key + ".ca_file if it is your own."
	case imap.ReasonToken:
		return "Check the entry that " + key + ".oauth names: token_url, client_id, client_secret, scopes."
	}
	return "Check username and password under " + key + " with whoever runs the mail server."
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
