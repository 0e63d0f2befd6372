package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/sqlite"
)

const (
	// manyMails lie in a role mailbox at once, from so many senders of one supplier.
	manyMails   = 10_000
	manySenders = 100
)

// TestMailStorm has a daemon read far too much mail, and the worst of it, while it is killed and the server goes away: nothing is lost and
// nothing is taken twice.
func TestMailStorm(t *testing.T) {
	t.Parallel()
	p := openPeople(t, []string{"calm", "huge", "late"}, []string{asking("on")})
	p.mail.Fill(t, "confirmations@buyer.test", manyMails, func(i int) []byte {
		w := written{from: fmt.Sprintf("person%d@calm.test", i*manySenders/manyMails), to: "confirmations@buyer.test", subject: fmt.Sprintf("News %d", i), body: "Hello."}
		return w.bytes()
	})
	p.daemon = start(t, "--config", p.config)
	until(t, "some of the mail has been read", func() bool { return p.told(t, model.FactSenderUnknown) > 0 })
	p.daemon.kill()
	t.Logf("killed with %d senders known", p.told(t, model.FactSenderUnknown))
	began := time.Now()
	p.daemon = startReady(t, "--config", p.config)
	untilWithin(t, aMinute, "all mail has been read", func() bool { return p.position(t, "corp").UID == manyMails })
	t.Logf("%d mails were read within %v of the start, with %d MB at most", manyMails, time.Since(began).Round(time.Millisecond), p.daemon.peak(t)>>20)
	if n := p.told(t, model.FactSenderUnknown); n != manySenders {
		t.Errorf("%d facts tell of %d senders", n, manySenders)
	}
	p.survive(t)
	p.readAnew(t)
	if peak := p.daemon.peak(t); peak > 400<<20 {
		t.Errorf("the daemon took %d MB at most", peak>>20)
	}
}

// survive sends what breaks readers of mail, and behind it what must still be read.
func (p *people) survive(t *testing.T) {
	t.Helper()
	q := p.question(t, "calm")
	for _, w := range []written{
		{subject: "nested", kind: `multipart/mixed; boundary="b0"`, body: nested(2000)},
		{subject: "no such charset", kind: `text/plain; charset="x-martian"`, body: "Ja, stimmt. \xff\xfe\x80"},
		{subject: "=?utf-8?q?broken=?= =?nonsense?x?", kind: "text/plain; charset=utf-16", body: "\x00Y\x00e\x00s\xd8"},
		{subject: "NUL \x00 in it", body: "Yes \x00\x00 no", headers: []string{"X-Long: " + strings.Repeat("x", 200_000)}},
		{subject: "no boundary", kind: "multipart/alternative", body: "--\n--\n--"},
		{subject: "base64", kind: "text/html\nContent-Transfer-Encoding: base64", body: strings.Repeat("!", 5000)},
	} {
		w.from, w.to = "orders@calm.test", "watchdog@buyer.test"
		p.send(t, w)
	}
	big := answerTo(p.question(t, "huge"), "orders@huge.test", "Re:")
	big.kind = `multipart/mixed; boundary="big"`
	big.body = "--big\nContent-Type: text/plain\n\nYes, still right.\n--big\nContent-Type: application/pdf; name=catalogue.pdf\nContent-Transfer-Encoding: base64\n\n" +
		string(bytes.Repeat([]byte(strings.Repeat("AAECAwT/", 9)+"\n"), 25<<20/73)) + "--big--"
	p.send(t, big)
	p.send(t, plainly(q, "orders@calm.test", "Yes, still right."))
	for _, id := range []string{"huge", "calm"} {
		until(t, id+" is confirmed", func() bool { return p.verifications(t, id)["email"] == "valid" })
	}

	q = p.question(t, "late")
	p.mail.StopIMAP(t)
	p.send(t, plainly(q, "orders@late.test", "Yes, still right."))
	p.mail.StartIMAP(t)
	untilWithin(t, aMinute, "what came while the server was away is read", func() bool { return p.verifications(t, "late")["email"] == "valid" })
}

// readAnew makes the server renumber its messages, so that all are read again, and expects that nothing is recorded twice.
func (p *people) readAnew(t *testing.T) {
	t.Helper()
	before, confirmed := p.position(t, "watchdog"), p.told(t, model.FactConfirmed)
	p.mail.Renumber(t, "watchdog@buyer.test")
	untilWithin(t, aMinute, "the mail is read anew", func() bool {
		now := p.position(t, "watchdog")
		return now.UIDValidity != before.UIDValidity && now.UID >= before.UID
	})
	if n := p.told(t, model.FactConfirmed); n != confirmed {
		t.Errorf("%d answers count after they were read again, %d before", n, confirmed)
	}
}

// nested is a mail of so many parts within each other.
func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		fmt.Fprintf(&b, "--b%d\nContent-Type: multipart/mixed; boundary=\"b%d\"\n\n", i, i+1)
	}
	return b.String()
}

// told returns the number of facts of a kind in the daemon's state.
func (p *people) told(t *testing.T, kind model.FactKind) (n int) {
	t.Helper()
	p.look(t, func(db store.Store) error {
		facts, err := db.FactsAfter(t.Context(), 0)
		for _, f := range facts {
			if f.Kind == kind {
				n++
			}
		}
		return err
	})
	return n
}

// position is how far the inbox of an account has been read.
func (p *people) position(t *testing.T, account string) (found model.FolderPosition) {
	t.Helper()
	p.look(t, func(db store.Store) error {
		all, err := db.Positions(t.Context())
		for _, x := range all {
			if x.Account == account && x.Folder == "INBOX" {
				found = x
			}
		}
		return err
	})
	return found
}

// look reads the daemon's state beside it.
func (p *people) look(t *testing.T, read func(store.Store) error) {
	t.Helper()
	db, err := sqlite.OpenExisting(t.Context(), "sqlite:"+p.state)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := read(db); err != nil {
		t.Fatal(err)
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak is the most memory that the daemon has held, in bytes.
func (d *daemon) peak(t *testing.T) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.cmd.Process.Pid))
	found := highWater.FindSubmatch(text)
	if err != nil || found == nil {
		t.Fatalf("read how much memory the daemon took: %v", err)
	}
	kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
