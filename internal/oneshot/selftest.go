package oneshot

import (
	"cmp"
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
	"supplierwatch/internal/neterror"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// selfTest tests the parts of a configuration that reach outside. Every part is a row of a table.
type selfTest struct {
	settings      *settings.Settings
	logins        *wiring.Logins
	limits        sendrate.Limiters // by the place of the relay; nil for one without a rate
	roleMailboxes []*model.Mailbox
	international []string // addresses that only a relay with SMTPUTF8 can carry
	options       probe.Options
	timeout       time.Duration                    // for test mails to arrive
	waiting       func(waited, most time.Duration) // called each second; may be nil
	rows          []apidoc.Tried
}

// arrivalTimeout is how long test mails may take.
const arrivalTimeout = time.Minute

func (t *selfTest) add(result apidoc.TriedResult, item, detail, next string) {
	t.rows = append(t.rows, apidoc.Tried{Item: item, Result: result, Detail: detail, Next: next})
}

// run tests everything and returns the table.
func (t *selfTest) run(ctx context.Context) []apidoc.Tried {
	t.resolver(ctx)
	began := time.Now()
	arrived := t.mail(ctx)
	t.mailboxes(ctx)
	t.clock(began, arrived)
	return t.rows
}

// resolver looks up the names that resolve whatever suppliers do.
func (t *selfTest) resolver(ctx context.Context) {
	const item = "probe.resolver"
	look := probe.Vantage(t.settings.Vantage.Names, nil, t.options)
	if look == nil {
		t.add(apidoc.TriedUnknown, item, "there is no name to look up: vantage.names is empty", "Name something under vantage.names that always resolves.")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, t.settings.Probe.Timeout)
	defer cancel()
	fact := look(ctx)
	if fact.Kind == model.FactProbeOK {
		t.add(apidoc.TriedOK, item, "looks up "+strings.Join(t.settings.Vantage.Names, ", "), "")
		return
	}
	t.add(apidoc.TriedFailed, item, lastLine(fact.Evidence), "Check probe.resolver and this machine's name servers; or name something of your own under vantage.names.")
}

// folder is a folder that the configuration or the registry names.
type folder struct{ item, account, folder string }

// folders lists the folder of answers, those of our mailboxes, and the inbox of
// each account that none of them uses.
func (t *selfTest) folders() []folder {
	var all []folder
	idle := slices.Collect(maps.Keys(t.settings.Accounts))
	use := func(b folder) {
		all = append(all, b)
		idle = slices.DeleteFunc(idle, func(name string) bool { return name == b.account })
	}
	if r := t.settings.Replies; r != nil {
		use(folder{"replies", r.Account, r.Folder})
	}
	for _, m := range t.roleMailboxes {
		if m.Account != "" {
			use(folder{"mailbox " + m.ID, m.Account, m.Folder})
		}
	}
	slices.Sort(idle)
	for _, name := range idle {
		all = append(all, folder{"imap." + name, name, "INBOX"})
	}
	return all
}

// mailboxes tests the login, the folder and the quota of each.
func (t *selfTest) mailboxes(ctx context.Context) {
	for _, b := range t.folders() {
		account, known := t.logins.Account(b.account)
		if !known {
			continue // said as a problem of the configuration
		}
		t.mailbox(ctx, b, account)
	}
}

func (t *selfTest) mailbox(ctx context.Context, b folder, account imap.Account) {
	attempt := imap.Try(ctx, account, b.folder)
	why := lastLine(attempt.Evidence)
	who := fmt.Sprintf("%s at %s:%d", account.Username, account.Host, account.Port)
	switch attempt.Failed {
	case "":
		t.add(apidoc.TriedOK, b.item+" login", who, "")
		t.add(apidoc.TriedOK, b.item+" folder", b.folder, "")
		t.quota(ctx, b, account)
	case imap.StepIdentify, imap.StepFolder:
		t.add(apidoc.TriedOK, b.item+" login", who, "")
		t.add(apidoc.TriedFailed, b.item+" folder", why, cmp.Or(afterExchange(attempt.Evidence, account.Tokens != nil), afterFolder(attempt.Reason)))
		t.add(apidoc.TriedUnknown, b.item+" quota", "not tried: the folder cannot be opened", "")
	default:
		t.add(apidoc.TriedFailed, b.item+" login", why, cmp.Or(afterExchange(attempt.Evidence, account.Tokens != nil), afterLogin(attempt, "imap."+b.account)))
		t.add(apidoc.TriedUnknown, b.item+" folder", "not tried: the login does not work", "")
		t.add(apidoc.TriedUnknown, b.item+" quota", "not tried: the login does not work", "")
	}
}

// quota adds the row about how full a mailbox is.
func (t *selfTest) quota(ctx context.Context, b folder, account imap.Account) {
	nobody := func(mailparse.Message) bool { return false }
	seen, err := imap.Inspect(ctx, account, b.folder, nobody)
	switch {
	case err != nil:
		t.add(apidoc.TriedUnknown, b.item+" quota", err.Error(), "")
	case seen.Quota == nil:
		t.add(apidoc.TriedUnknown, b.item+" quota", "the server reports none", "")
	default:
		t.add(apidoc.TriedOK, b.item+" quota", fmt.Sprintf("%d %% of %d MiB are used", seen.Quota.Used*100/seen.Quota.Limit, seen.Quota.Limit>>20), "")
	}
}

// afterFolder is what to do about a folder that cannot be opened although the login works.
func afterFolder(reason imap.Reason) string {
	if reason == imap.ReasonFolder {
		return "Make the folder, or write the name that the server gives it; INBOX is always there."
	}
	return "The login works. Ask whoever runs the mail server what its log says of the time after the login; an IMAP proxy in between can be the cause."
}

// afterLogin is what to do about a login to a mailbox that fails.
func afterLogin(attempt imap.Attempt, key string) string {
	switch attempt.Reason {
	case imap.ReasonDNS:
		return "Check " + key + ".host and the resolver."
	case imap.ReasonRefused, imap.ReasonTimeout, imap.ReasonProtocol:
		if attempt.Failed == imap.StepLogin {
			return "The server was reached. Ask whoever runs it what its log says of this login."
		}
		return "Check host, port and tls under " + key + ", and that this machine may connect there."
	case imap.ReasonTLS, imap.ReasonCertificateExpired:
		return afterTLS(attempt.Evidence, key, "993", "143")
	case imap.ReasonToken:
		return afterToken(attempt.Evidence, key)
	}
	return "Check username and password under " + key + " with whoever runs the mail server."
}

// afterTLS is what to do where no TLS connection comes about, by the words for that, with the usual ports.
func afterTLS(words, key, implicit, start string) string {
	has := func(part string) bool { return strings.Contains(words, part) }
	switch {
	case has(neterror.NotTLS):
		return "Write tls: starttls under " + key + " (usual on port " + start + "), or the port for tls: implicit (usually " + implicit + ")."
	case has(neterror.Outdated):
		return "Ask whoever runs the server to renew its certificate, and check the clock of this machine."
	case has(neterror.OtherHost):
		return "Write host under " + key + " as a name that the certificate is for."
	case has(neterror.UnknownAuthority):
		return "If the authority is your own, write its certificate as ca_file under " + key + ". Otherwise the server may not send its intermediate certificates."
	}
	return "Check tls under " + key + " and the server's certificate."
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
