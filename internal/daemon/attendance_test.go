package daemon

import (
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web"
)

// serve starts a server with an empty INBOX for the account of the role mailbox.
func (o *mailFixture) serve() *imapmemserver.User {
	o.t.Helper()
	user := imapmemserver.NewUser("corp", "secret")
	if err := user.Create("INBOX", nil); err != nil {
		o.t.Fatal(err)
	}
	memory := imapmemserver.New()
	memory.AddUser(user)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		o.t.Fatal(err)
	}
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		InsecureAuth: true, Logger: log.New(io.Discard, "", 0),
		Caps: goimap.CapSet{goimap.CapIMAP4rev1: {}, goimap.CapUIDPlus: {}},
	})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener)
	}()
	o.t.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
	account := o.daemon.settings.Accounts["corp"]
	account.Port = listener.Addr().(*net.TCPAddr).Port
	o.daemon.settings.Accounts["corp"] = account
	o.daemon.metrics = web.NewMetrics("test", "", "")
	return user
}

func lay(t *testing.T, u *imapmemserver.User, at time.Time, raw string, flags ...goimap.Flag) {
	t.Helper()
	if _, err := u.Append("INBOX", strings.NewReader(strings.ReplaceAll(raw, "\n", "\r\n")), &goimap.AppendOptions{Time: at, Flags: flags}); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsUnchangedIsNotRecordedAgain(t *testing.T) {
	o := newMailFixture(t)
	user := o.serve()
	attend := func() {
		t.Helper()
		if err := o.CheckMailboxState(t.Context(), o.orders); err != nil {
			t.Fatal(err)
		}
		o.now = o.now.Add(5 * time.Minute)
	}
	attend()
	attend()
	lay(t, user, o.now, "From: sales@acme.example\nSubject: hello\n\nhello\n")
	since := o.now.UTC().Format(time.RFC3339)
	for range 20 {
		attend()
	}
	var oldest []string
	for _, f := range o.facts() {
		if f.Kind == model.FactUnread {
			oldest = append(oldest, f.Data["oldest"])
		}
	}
	if want := []string{"", since}; !slices.Equal(oldest, want) {
		t.Errorf("recorded %q, want %q", oldest, want)
	}
}

// TestOnlyOurCorrespondenceWaitsForNobody checks that neither token-like words nor one of our old threads hide a mail that nobody reads.
func TestOnlyOurCorrespondenceWaitsForNobody(t *testing.T) {
	for name, c := range map[string]struct {
		raw    func(model.Mail) string
		hidden bool
	}{
		"an answer to our question": {func(q model.Mail) string { return answer(q, "orders@acme.example", "yes") }, true},
		"our mail": {func(q model.Mail) string {
			return "From: contacts@buyer.example\nMessage-ID: <" + q.MessageID + ">\n\nAre you still there?\n"
		}, true},
		"a token that nobody signed": {func(model.Mail) string {
			return "From: x@evil.example\nTo: watchdog+" + strings.Repeat("a", 26) + "@buyer.example\n\nhello\n"
		}, false},
		"our token in an identifier of theirs": {func(q model.Mail) string {
			return "From: x@evil.example\nMessage-ID: <a." + q.Token + "@evil.example>\n\nhello\n"
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			user := o.serve()
			lay(t, user, o.now, c.raw(o.question("orders")))
			if err := o.CheckMailboxState(t.Context(), o.orders); err != nil {
				t.Fatal(err)
			}
			f := o.facts()[len(o.facts())-1]
			if hidden := f.Data["oldest"] == ""; hidden != c.hidden {
				t.Errorf("left out: %t; want %t (%s)", hidden, c.hidden, f.Evidence)
			}
		})
	}
	t.Run("months later", func(t *testing.T) {
		o := newMailFixture(t)
		user, question := o.serve(), o.question("orders")
		o.now = o.now.AddDate(0, 2, 0)
		lay(t, user, o.now, answer(question, "orders@acme.example", "your order 4711"))
		if err := o.CheckMailboxState(t.Context(), o.orders); err != nil {
			t.Fatal(err)
		}
		if f := o.facts()[len(o.facts())-1]; f.Data["oldest"] == "" {
			t.Errorf("it is left out: %s", f.Evidence)
		}
	})
}

func TestOneRoundTripForEachTime(t *testing.T) {
	o := newMailFixture(t)
	o.now = time.Date(2026, 9, 14, 8, 58, 0, 0, time.UTC)
	for minute := range 70 {
		if minute%20 == 0 {
			o.open()
		}
		if err := o.RoundTrips(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.now = o.now.Add(time.Minute)
	}
	var rows []string
	for _, m := range o.queued(model.MailRoundTrip) {
		rows = append(rows, m.ID)
	}
	want := []string{"round-trip-confirmations-20260914T090000Z", "round-trip-confirmations-20260914T100000Z"}
	if !slices.Equal(rows, want) {
		t.Errorf("sent %q, want %q", rows, want)
	}
}

// TestWeDeleteOurOwnRoundTripsAlone checks that what others write, even in answer to one, is kept.
func TestWeDeleteOurOwnRoundTripsAlone(t *testing.T) {
	o := newMailFixture(t)
	user := o.serve()
	trip := compose.RoundTrip(o.Identity, "round-trip-1", o.daemon.registry.Load().Mailboxes[0], o.now)
	o.commit(model.Change{Outbox: []model.Mail{trip}})
	mails := []string{
		fmt.Sprintf("From: watchdog@buyer.example\nTo: confirmations@buyer.example\nMessage-ID: <%s>\nSubject: Round trip\n\nx\n", trip.MessageID),
		answer(trip, "jane@buyer.example", "What is this?"),
		"From: orders@acme.example\nTo: confirmations@buyer.example\nMessage-ID: <a." + trip.Token + "@acme.example>\nSubject: order confirmation\n\nx\n",
	}
	now := time.Now()
	for _, raw := range mails {
		lay(t, user, now, raw)
	}
	o.now = now
	o.Scan(t.Context(), o.orders)
	status, err := user.Status("INBOX", &goimap.StatusOptions{NumMessages: true, NumUnseen: true})
	if err != nil {
		t.Fatal(err)
	}
	if *status.NumMessages != 2 || *status.NumUnseen != 2 {
		t.Errorf("%d mails are left, %d of them unread; want 2, 2\n%s", *status.NumMessages, *status.NumUnseen, o.log.String())
	}
	if !slices.Contains(o.told(), "round-trip-landed /mailbox/confirmations watchdog") || !slices.Contains(o.told(), "confirmation acme/delivery/weekly watchdog") {
		t.Errorf("told %q", o.told())
	}
}

func TestEachFolderIsReadOnce(t *testing.T) {
	o := newMailFixture(t)
	o.Replies = &incoming.Place{Account: "corp"}
	all := o.Folders()
	if len(all) != 1 || !all[0].Replies || len(all[0].Mailboxes) != 1 || all[0].Name != "INBOX" {
		t.Errorf("folders %+v", all)
	}
}
