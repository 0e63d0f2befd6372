package oneshot

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/ascii"
	"supplierwatch/internal/deliver/relay"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
	"supplierwatch/internal/neterror"
	"supplierwatch/internal/sendrate"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// checkPause is how long to wait before the folder is read again.
const checkPause = time.Second

// relayTest is the test of one relay.
type relayTest struct {
	item   string // the key of the relay
	where  string
	relays *relay.Channel
	limit  *sendrate.Limiter // nil: the relay takes any number of mails
	login  error
	token  bool      // the login is by access token
	utf8   bool      // it takes addresses with letters other than a-z before the @
	plain  *testMail // to the plain address; nil: not sent
}

// testMail is a mail from us to ourselves.
type testMail struct {
	id      string // its Message-ID
	to      string
	attempt model.Attempt
}

// idOfPlain returns the Message-ID of the mail to the plain address; empty if none
// was sent.
func (p *relayTest) idOfPlain() string {
	if p.plain == nil {
		return ""
	}
	return p.plain.id
}

func (m *testMail) sent() bool { return m != nil && m.attempt.Result == model.MailAccepted }

// mail tests the way of our mails: each relay takes a mail to the address
// of our answers, and these arrive there, also with a tag in the address. What
// arrived stays where it is.
func (t *selfTest) mail(ctx context.Context) map[string]imap.Arrival {
	identity, err := wiring.Identity(t.settings, nil)
	if err != nil {
		t.add(apidoc.TriedFailed, "identity", err.Error(), "Write identity.from and identity.reply_to as addresses.")
		return nil
	}
	postings, tagged := t.post(ctx, identity)
	found, err := t.await(ctx, postings, tagged)
	for _, p := range postings {
		t.posted(p, found, err)
	}
	t.plus(tagged, postings, found, err)
	t.proof(postings, found)
	return found
}

// post sends the test mails: over each relay that lets us in one, and over the
// first of those another with a tag.
func (t *selfTest) post(ctx context.Context, identity envelope.Identity) (postings []*relayTest, tagged *testMail) {
	for i, r := range t.settings.Relays {
		p := &relayTest{item: fmt.Sprintf("smtp[%d]", i), where: fmt.Sprintf("%s:%d", r.Host, r.Port), token: r.Auth == settings.AuthXOAuth2}
		postings = append(postings, p)
		if r.Directory != "" {
			p.where = r.Directory
			continue
		}
		p.limit = t.limits[i]
		p.logIn(ctx, identity, t.logins.Relay(r))
		if p.login != nil {
			continue
		}
		p.plain = t.send(ctx, p, identity, identity.ReplyTo.Address)
		if t.settings.Identity.Plus && !tagged.sent() {
			at := strings.LastIndexByte(identity.ReplyTo.Address, '@')
			tag := "+check-" + strings.ToLower(rand.Text()[:8])
			tagged = t.send(ctx, p, identity, identity.ReplyTo.Address[:at]+tag+identity.ReplyTo.Address[at:])
		}
	}
	return postings, tagged
}

// logIn logs in.
func (p *relayTest) logIn(ctx context.Context, identity envelope.Identity, server relay.Server) {
	server.Limit = p.limit
	p.relays, p.login = relay.New(identity, []relay.Server{server}, "", relay.Patience{}, time.Now)
	if p.login == nil {
		tried := p.relays.TryLogins(ctx)[0]
		p.login, p.utf8 = tried.Err, tried.SMTPUTF8
	}
}

// send sends one test mail, within the rate of the relay.
func (t *selfTest) send(ctx context.Context, p *relayTest, identity envelope.Identity, to string) *testMail {
	row := "check-" + strings.ToLower(rand.Text())
	m := &testMail{id: identity.MessageID(row), to: to}
	if why := t.awaitRate(ctx, p.limit); why != "" {
		m.attempt = untried(row, why)
		return m
	}
	m.attempt = p.relays.Send(ctx, []model.Mail{{
		ID: row, Kind: model.MailRoundTrip, To: model.Recipient{Address: to}, MessageID: m.id, CreatedAt: time.Now(),
		Subject: "Test mail of Supplier Watch",
		Text: "This mail was sent by `supplierwatch check --probe` to find out whether mails leave and arrive.\n" +
			"Nothing needs to be done; it may be deleted.\n",
	}})[0]
	return m
}

// await waits where answers arrive for the mails that were sent.
func (t *selfTest) await(ctx context.Context, postings []*relayTest, tagged *testMail) (map[string]imap.Arrival, error) {
	var ids []string
	for _, p := range postings {
		if p.plain.sent() {
			ids = append(ids, p.plain.id)
		}
	}
	if tagged.sent() {
		ids = append(ids, tagged.id)
	}
	if t.settings.Replies == nil || len(ids) == 0 {
		return nil, nil
	}
	account, _ := t.logins.Account(t.settings.Replies.Account)
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	defer t.tick(ctx)()
	return imap.Await(ctx, account, t.settings.Replies.Folder, ids, checkPause)
}

// tick reports each second how long was waited, until stop is called.
func (t *selfTest) tick(ctx context.Context) (stop func()) {
	if t.waiting == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		began, ticker := time.Now(), time.NewTicker(time.Second)
		defer ticker.Stop()
		for ctx.Err() == nil {
			select {
			case <-ticker.C:
				t.waiting(min(time.Since(began), t.timeout), t.timeout)
			case <-ctx.Done():
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// posted writes the rows of one relay.
func (t *selfTest) posted(p *relayTest, found map[string]imap.Arrival, looking error) {
	switch {
	case p.relays == nil:
		t.add(apidoc.TriedOK, p.item+" directory", "mails are written into "+p.where+" and reach nobody", "")
		return
	case p.login != nil:
		t.add(apidoc.TriedFailed, p.item+" login", p.login.Error(), cmp.Or(afterExchange(p.login.Error(), p.token), afterRelay(p.login.Error(), p.item)))
		t.add(apidoc.TriedUnknown, p.item+" send", "not tried: the login does not work", "")
		t.add(apidoc.TriedUnknown, p.item+" arrive", "not tried: nothing was sent", "")
		return
	}
	t.add(apidoc.TriedOK, p.item+" login", p.where, "")
	t.addresses(p)
	if !p.plain.sent() {
		t.notSent(p.item+" send", p.where, p.plain)
		t.add(apidoc.TriedUnknown, p.item+" arrive", "not tried: nothing was sent", "")
		return
	}
	t.add(apidoc.TriedOK, p.item+" send", "accepted for "+p.plain.to, "")
	t.arrived(p.item+" arrive", p.plain, found, looking, "Look where mail to "+p.plain.to+
		" goes: it must come into the folder under replies; a relay that takes mail and loses it shows like this too.")
}

// addresses writes a row where a relay cannot carry addresses that mails go to.
func (t *selfTest) addresses(p *relayTest) {
	if len(t.international) > 0 && !p.utf8 {
		t.add(apidoc.TriedFailed, p.item+" addresses", p.where+" does not offer SMTPUTF8 and gets no mail for "+strings.Join(t.international, ", "),
			"Have it switched on (Postfix: smtputf8_enable = yes), or write addresses with the letters a-z before the @.")
	}
}

// arrived writes the row of a mail that was sent.
func (t *selfTest) arrived(item string, m *testMail, found map[string]imap.Arrival, looking error, next string) {
	at, there := found[m.id]
	switch {
	case there:
		t.add(apidoc.TriedOK, item, fmt.Sprintf("%s arrived within %d s", m.to, max(1, int(at.Seen.Sub(m.attempt.At).Round(time.Second)/time.Second))), "")
	case t.settings.Replies == nil:
		t.add(apidoc.TriedUnknown, item, "there is no `replies`: whether it arrives cannot be checked", "Name the account and folder of "+m.to+" under replies.")
	case looking != nil:
		t.add(apidoc.TriedUnknown, item, "the folder could not be read: "+looking.Error(), "See the rows of replies.")
	default:
		t.add(apidoc.TriedFailed, item, fmt.Sprintf("not in %s of imap.%s after %d s", t.settings.Replies.Folder, t.settings.Replies.Account, int(t.timeout.Seconds())), next)
	}
}

// plus writes the row of the mail with a tag in its address. It says something
// of the tag only where the plain address works.
func (t *selfTest) plus(m *testMail, postings []*relayTest, found map[string]imap.Arrival, looking error) {
	const item = "identity.plus"
	const next = "Let the server deliver address+tag to address (Postfix: recipient_delimiter = +), or write plus: false under identity."
	works := slices.ContainsFunc(postings, func(p *relayTest) bool {
		_, there := found[p.idOfPlain()]
		return there || p.plain.sent() && (t.settings.Replies == nil || looking != nil)
	})
	switch {
	case !t.settings.Identity.Plus:
		t.add(apidoc.TriedOK, item, "not used", "")
	case m == nil, !works:
		t.add(apidoc.TriedUnknown, item, "not known: the address without a tag does not work either", "")
	case m.attempt.Untried:
		t.add(apidoc.TriedUnknown, item, m.attempt.Detail, "Run the check again in a few minutes.")
	case m.sent():
		t.arrived(item, m, found, looking, next)
	default:
		t.add(apidoc.TriedFailed, item, m.attempt.Detail, next)
	}
}

// maxSkew is how far our clock may be from that of the mail server.
const maxSkew = time.Minute

// clock compares our clock with that of the server that our mails arrived at.
func (t *selfTest) clock(began time.Time, found map[string]imap.Arrival) {
	for _, at := range found {
		off := skew(at.At, began, at.Seen)
		host := t.settings.Accounts[t.settings.Replies.Account].Host
		if off.Abs() > maxSkew {
			t.add(apidoc.TriedFailed, "clock", fmt.Sprintf("the clock of %s is %s from ours", host, off.Round(time.Second)), "Set the clocks of both machines by NTP; days are judged by ours.")
			return
		}
		t.add(apidoc.TriedOK, "clock", "agrees with that of "+host, "")
		return
	}
	t.add(apidoc.TriedUnknown, "clock", "no mail arrived whose time could be compared", "")
}

// skew is how far an instant by another clock lies outside the time in which it
// must have been, to the second; negative where that clock is behind.
func skew(other, from, to time.Time) time.Duration {
	switch {
	case other.Before(from.Truncate(time.Second)):
		return other.Sub(from)
	case other.After(to):
		return other.Sub(to)
	}
	return 0
}

// afterRelay is what to do about a login to a relay that fails, by its words.
func afterRelay(words, key string) string {
	has := func(part string) bool { return strings.Contains(words, part) }
	switch {
	case has("access token"):
		return afterToken(words, key)
	case has("offers no login"), has("does not offer STARTTLS"):
		return "Check port and tls under " + key + ": many relays offer a login only with TLS, and TLS only on the ports 587 (starttls) and 465 (implicit)."
	case has("login method"):
		return "Write another auth under " + key + ", or ask whoever runs the relay which logins it offers."
	case has("the relay refuses the login"):
		return "Check auth, username and password under " + key + " with whoever runs the relay."
	case has("certificate"), has(neterror.NotTLS):
		return afterTLS(words, key, "465", "587")
	}
	return "Check host, port and tls under " + key + ", and that this machine may connect there."
}

// selfTest prepares the self-test of a configuration.
func (request CheckRequest) selfTest(ctx context.Context, s *settings.Settings, r *model.Registry) (*selfTest, error) {
	options, err := wiring.ProbeOptions(s)
	if err != nil {
		return nil, err
	}
	limits, err := wiring.RecordedRates(ctx, s, time.Now())
	return &selfTest{settings: s, logins: wiring.NewLogins(s), limits: limits, roleMailboxes: r.Mailboxes, international: internationalAddresses(s, r), options: options, timeout: arrivalTimeout, waiting: request.Waiting}, err
}

// internationalAddresses returns the addresses that we write to or from and that only a relay with SMTPUTF8 can carry (RFC 6531), sorted.
func internationalAddresses(s *settings.Settings, r *model.Registry) []string {
	var found []string
	add := func(address string) {
		if local, _, _ := strings.Cut(address, "@"); !ascii.Only(local) && !slices.Contains(found, address) {
			found = append(found, address)
		}
	}
	for _, ours := range []mail.Address{s.Identity.From, s.Identity.ReplyTo, s.Verification.From, s.Verification.ReplyTo} {
		add(ours.Address)
	}
	for _, team := range r.Teams {
		for _, address := range team.Addresses() {
			add(address)
		}
	}
	for _, supplier := range r.Suppliers {
		for _, c := range supplier.Contacts {
			add(c.Email)
		}
	}
	for _, m := range r.Mailboxes {
		add(m.Address)
	}
	slices.Sort(found)
	return found
}
