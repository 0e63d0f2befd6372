package oneshot

import (
	"bytes"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
)

// year simulates a year of the quick start's registry as it was on 30 November 2026.
func year(t *testing.T, assume apidoc.Assume) *Simulation {
	t.Helper()
	s, problems, _ := Simulate(SimulateRequest{Paths: []string{"testdata/year/registry"}, From: civil.NewDate(2026, time.December, 1), Until: civil.NewDate(2027, time.November, 30), Assume: assume})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

// mailsOf returns the mails of a simulation.
func mailsOf(t *testing.T, s *Simulation) (mails []apidoc.SimulationEvent) {
	t.Helper()
	if err := s.Run(t.Context(), func(e apidoc.SimulationEvent) error {
		if e.Kind == apidoc.EventMail {
			mails = append(mails, e)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return mails
}

// TestAYearOfMails limits what a team of the quick start gets in a year, and holds that no mail leaves outside working hours: all its teams
// with hours work from 08:00 to 17:00 in Dresden, and operators have those of an office in UTC.
func TestAYearOfMails(t *testing.T) {
	for assume, most := range map[apidoc.Assume]struct{ all, each int }{apidoc.AssumeSilent: {500, 150}, apidoc.AssumeAnswered: {150, 150}} {
		s := year(t, assume)
		mails, to := mailsOf(t, s), map[string]int{}
		dresden := s.Registry.Calendars["dresden"]
		operators := civil.DefaultCalendar().OfficeHours()
		for _, e := range mails {
			to[e.Mail.To]++
			if hours := map[bool]*civil.Calendar{true: operators, false: dresden}[e.Mail.To == "operators"]; !hours.OpenAt(e.At) {
				t.Errorf("%s: a mail leaves at %s, outside working hours: %s to %s", assume, e.At, e.Reason, e.Mail.To)
			}
		}
		if len(mails) > most.all {
			t.Errorf("%s: %d mails, want at most %d", assume, len(mails), most.all)
		}
		for recipient, n := range to {
			if n > most.each {
				t.Errorf("%s: %d mails to %s, want at most %d", assume, n, recipient, most.each)
			}
		}
		t.Logf("%s: %d mails: %v", assume, len(mails), to)
	}
}

// TestMailsInFull writes a year of mails and reads each file. Names sort by time, and the mails are those of a simulation without files.
func TestMailsInFull(t *testing.T) {
	if testing.Short() {
		t.Skip("writes the mails on one goroutine, and TestAYearOfMails simulates the same year: not with -short")
	}
	dir := filepath.Join(t.TempDir(), "mails")
	s := year(t, apidoc.AssumeSilent)
	write, err := s.WriteMails(dir)
	if err != nil {
		t.Fatal(err)
	}
	var subjects, plain []string
	if err := s.Run(t.Context(), func(e apidoc.SimulationEvent) error {
		if e.Kind == apidoc.EventMail {
			subjects = append(subjects, e.At.Format(time.RFC3339)+" "+e.Mail.To+" "+e.Mail.Subject)
		}
		return write(t.Context(), e)
	}); err != nil {
		t.Fatal(err)
	}
	for _, e := range mailsOf(t, year(t, apidoc.AssumeSilent)) {
		plain = append(plain, e.At.Format(time.RFC3339)+" "+e.Mail.To+" "+e.Mail.Subject)
	}
	if !slices.Equal(subjects, plain) {
		t.Errorf("%d mails are written in full, and %d without; they differ", len(subjects), len(plain))
	}
	checkFiles(t, dir, len(subjects))
	if _, err := s.WriteMails(dir); err == nil {
		t.Error("mails are written into a directory that has files")
	}
}

// checkFiles reads every mail of a directory.
func checkFiles(t *testing.T, dir string, want int) {
	t.Helper()
	files, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		t.Fatal(err)
	}
	var last time.Time
	for _, f := range files {
		content, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(bytes.NewReader(content))
		if err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		at, err := m.Header.Date()
		_, badTo := mail.ParseAddress(m.Header.Get("To"))
		if err != nil || badTo != nil || m.Header.Get("Subject") == "" || at.Before(last) {
			t.Errorf("%s: date %s (%v), to %s (%v), subject %q", f.Name(), at, err, m.Header.Get("To"), badTo, m.Header.Get("Subject"))
		}
		last = at
	}
	if len(files) != want {
		t.Errorf("%d files, want %d", len(files), want)
	}
}
