package faultyserver

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

func dialIMAP(t *testing.T, addr string) *imapclient.Client {
	t.Helper()
	client, err := imapclient.DialInsecure(addr, nil)
	must(t, err, "dial")
	t.Cleanup(func() { _ = client.Close() })
	must(t, client.Login("anybody", "x").Wait(), "log in")
	return client
}

func TestIMAP(t *testing.T) {
	t.Parallel()
	s := StartIMAP(t)
	s.Add(IMAPMessage{Raw: mailBytes("one"), Flags: `\Seen`}, IMAPMessage{UID: 9, Raw: mailBytes("nine")}, IMAPMessage{Raw: mailBytes("ten")})
	s.Remove(9)
	client := dialIMAP(t, s.Addr)
	for _, lacking := range []imap.Cap{imap.CapIdle, imap.CapUIDPlus, imap.CapESearch, imap.CapCondStore} {
		if client.Caps().Has(lacking) {
			t.Errorf("it offers %s", lacking)
		}
	}
	if _, err := client.Idle(); err == nil {
		t.Error("it idles")
	}
	found, err := client.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	must(t, err, "examine")
	if found.NumMessages != 2 || found.UIDValidity != 1 {
		t.Errorf("opened %+v", found)
	}
	unseen, err := client.UIDSearch(&imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}, Since: time.Now().Add(-24 * time.Hour)}, nil).Wait()
	must(t, err, "search")
	if got := unseen.All.String(); got != "10" {
		t.Errorf("unseen are %s", got)
	}
	head := &imap.FetchItemBodySection{Peek: true, Specifier: imap.PartSpecifierHeader, Partial: &imap.SectionPartial{Size: 9}}
	got, err := client.Fetch(imap.UIDSet{{Start: 10, Stop: 0}}, &imap.FetchOptions{RFC822Size: true, BodySection: []*imap.FetchItemBodySection{head}}).Collect()
	must(t, err, "fetch")
	if len(got) != 1 || got[0].RFC822Size != int64(len(mailBytes("ten"))) || string(got[0].FindBodySection(head)) != string(mailBytes("ten")[:9]) {
		t.Errorf("fetched %+v", got)
	}
	s.Renumber()
	if mails, validity := s.Mails(); validity != 2 || len(mails) != 2 || mails[1].UID != 2 {
		t.Errorf("renumbered: %+v, %d", mails, validity)
	}
	if last := s.Commands()[len(s.Commands())-1]; !strings.HasPrefix(last, "UID FETCH 10:*") {
		t.Errorf("the last command was %q", last)
	}
}

func TestIMAPFaults(t *testing.T) {
	t.Parallel()
	s := StartIMAP(t)
	for then, ends := range map[AfterAnswer]bool{CloseConnection: true, StopAnswering: false} {
		s.SetFault(func(_, answer string) (string, AfterAnswer) { return answer[:4], then })
		conn, err := net.Dial("tcp", s.Addr)
		must(t, err, "dial")
		must(t, conn.SetReadDeadline(time.Now().Add(100*time.Millisecond)), "set a deadline")
		said, err := io.ReadAll(conn)
		if string(said) != "* OK" || (err == nil) != ends {
			t.Errorf("it said %q, %v", said, err)
		}
		conn.Close()
	}
}
