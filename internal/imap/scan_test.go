package imap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit/faultyserver"
)

// bare starts a server that knows no extensions.
func bare(t *testing.T) (*faultyserver.IMAP, Account) {
	t.Helper()
	s := faultyserver.StartIMAP(t)
	a := at(t, s.Addr, TLSNone)
	a.Username, a.Password, a.Timeout = "corp", "hunter2", 10*time.Second
	return s, a
}

// mail is a message as it is stored.
func mail(subject string) []byte {
	return []byte("From: jane@acme.test\r\nSubject: " + subject + "\r\n\r\nBody of " + subject + ".\r\n")
}

func add(s *faultyserver.IMAP, subjects ...string) {
	for _, subject := range subjects {
		s.Add(faultyserver.IMAPMessage{Raw: mail(subject)})
	}
}

// journal is what somebody keeps who takes batches.
type journal struct {
	at      model.FolderPosition
	kept    []string // UIDs and subjects; a quarantined one has its reason
	batches []int
	refuses error
}

func (j *journal) take(_ context.Context, b Batch) error {
	if j.refuses != nil {
		return j.refuses
	}
	j.at = b.Position
	j.batches = append(j.batches, len(b.Received)+len(b.Quarantined))
	for _, r := range b.Received {
		j.kept = append(j.kept, fmt.Sprintf("%d %s", r.UID, r.Message.Subject))
	}
	for _, q := range b.Quarantined {
		j.kept = append(j.kept, fmt.Sprintf("%d: %s", q.UID, q.Reason))
	}
	return nil
}

func (j *journal) scan(t *testing.T, a Account) (Summary, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	return Scan(ctx, a, "INBOX", j.at, ScanOptions{}, j.take)
}

func (j *journal) mustScan(t *testing.T, a Account) Summary {
	t.Helper()
	sum, err := j.scan(t, a)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// expect fails unless exactly that was kept since the last time.
func (j *journal) expect(t *testing.T, kept ...string) {
	t.Helper()
	if !slices.Equal(j.kept, kept) {
		t.Errorf("kept %q, want %q", j.kept, kept)
	}
	j.kept = nil
}

func TestScanIsIncremental(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	j := &journal{at: model.FolderPosition{Account: "orders", Folder: "INBOX"}}
	j.mustScan(t, a)
	j.expect(t)
	add(s, "one", "two")
	if sum := j.mustScan(t, a); sum != (Summary{Messages: 2}) {
		t.Errorf("got %+v", sum)
	}
	j.expect(t, "1 one", "2 two")
	if want := (model.FolderPosition{Account: "orders", Folder: "INBOX", UIDValidity: 1, UID: 2}); j.at != want {
		t.Errorf("read up to %+v, want %+v", j.at, want)
	}
	j.mustScan(t, a)
	j.expect(t)
	s.Remove(1)
	s.Add(faultyserver.IMAPMessage{UID: 4294967295, Raw: mail("last")}, faultyserver.IMAPMessage{UID: 7, Raw: mail("out of order")})
	j.mustScan(t, a)
	j.expect(t, "7 out of order", "4294967295 last")
	j.mustScan(t, a)
	j.expect(t)
	s.Renumber()
	if sum := j.mustScan(t, a); !sum.Renumbered {
		t.Errorf("got %+v", sum)
	}
	j.expect(t, "1 two", "2 last", "3 out of order")
	for _, command := range s.Commands() {
		for _, word := range []string{"SELECT", "STORE", "EXPUNGE", "BODY[", "RFC822 ", "ENVELOPE", "BODYSTRUCTURE", "CLOSE"} {
			if strings.Contains(command, word) {
				t.Errorf("the server was told %q", command)
			}
		}
	}
}

func TestScanReportsMessages(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	arrived := time.Now().Add(-time.Hour).Truncate(time.Second).In(time.FixedZone("", 7200))
	big := append(mail("big"), make([]byte, maxBody)...)
	s.Add(
		faultyserver.IMAPMessage{Raw: mail("seen"), Flags: `\Seen \Answered`, Arrived: arrived},
		faultyserver.IMAPMessage{Raw: big, Arrived: arrived},
		faultyserver.IMAPMessage{Raw: mail("Auftr\xe4ge"), Arrived: arrived, Size: 12},
		faultyserver.IMAPMessage{Raw: mail("old"), Arrived: arrived.Add(-Reach - 48*time.Hour)},
	)
	var got []Received
	_, err := Scan(t.Context(), a, "INBOX", model.FolderPosition{}, ScanOptions{}, func(_ context.Context, b Batch) error {
		got = append(got, b.Received...)
		return nil
	})
	if err != nil || len(got) != 3 {
		t.Fatalf("got %d messages, %v", len(got), err)
	}
	for i, want := range []Received{
		{UID: 1, Arrived: arrived, Seen: true, Size: int64(len(mail("seen")))},
		{UID: 2, Arrived: arrived, Size: int64(len(big)), Cut: true},
		{UID: 3, Arrived: arrived, Size: 12},
	} {
		if r := got[i]; r.UID != want.UID || !r.Arrived.Equal(want.Arrived) || r.Seen != want.Seen || r.Size != want.Size || r.Cut != want.Cut {
			t.Errorf("got %+v, want %+v", r, want)
		}
	}
	if s := got[2].Message.Subject; !strings.HasPrefix(s, "Auftr") || got[1].Message.Subject != "big" {
		t.Errorf("subjects are %q and %q", s, got[1].Message.Subject)
	}
}

func TestScanInBatches(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	for i := range 450 {
		add(s, fmt.Sprint(i))
	}
	j := &journal{}
	j.mustScan(t, a)
	if len(j.kept) != 450 || !slices.Equal(j.batches, []int{200, 200, 50}) {
		t.Errorf("%d messages came in batches of %v", len(j.kept), j.batches)
	}

	s, a = bare(t)
	for range 40 {
		s.Add(faultyserver.IMAPMessage{Raw: mail("big"), Size: 2 * maxBody})
	}
	j = &journal{}
	j.mustScan(t, a)
	if !slices.Equal(j.batches, []int{32, 8}) {
		t.Errorf("long messages came in batches of %v", j.batches)
	}
}

// What was not kept comes again.
func TestScanWaitsForWhatIsKept(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one")
	full := errors.New("disk full")
	j := &journal{refuses: full}
	if _, err := j.scan(t, a); err != full { //nolint:errorlint // as it is
		t.Errorf("got %v", err)
	}
	j.refuses = nil
	j.mustScan(t, a)
	j.expect(t, "1 one")
}

// A message that breaks the parser stops nothing.
func TestScanSurvivesPanic(t *testing.T) {
	defer func() { readMessage = mailparse.Read }()
	readMessage = func(raw []byte) mailparse.Message {
		if strings.Contains(string(raw), "poison") {
			panic("index out of range")
		}
		return mailparse.Read(raw)
	}
	s, a := bare(t)
	add(s, "one", "poison", "three")
	j := &journal{}
	if sum := j.mustScan(t, a); sum != (Summary{Messages: 2, Quarantined: 1}) {
		t.Errorf("got %+v", sum)
	}
	j.expect(t, "1 one", "3 three", "2: reading it panics: index out of range")
}

// Of messages that nobody wants whole no more than the header is read.
func TestScanHeaders(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "want this", "not that", "want more", "nor this")
	var got []string
	whole := func(m mailparse.Message) bool { return strings.HasPrefix(m.Subject, "want") }
	_, err := Scan(t.Context(), a, "INBOX", model.FolderPosition{}, ScanOptions{Whole: whole}, func(_ context.Context, b Batch) error {
		for _, r := range b.Received {
			got = append(got, fmt.Sprint(r.Message.Subject, " ", r.Header, " ", r.Message.Text != ""))
		}
		return nil
	})
	want := []string{"want this false true", "not that true false", "want more false true", "nor this true false"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
	if last := s.Commands()[len(s.Commands())-2]; last != "UID FETCH 1,3 (UID BODY.PEEK[]<0.524288>)" {
		t.Errorf("the texts were asked for by %q", last)
	}
}
