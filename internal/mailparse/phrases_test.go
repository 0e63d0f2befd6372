package mailparse_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/mailparse"
)

// table reads the rows of a file of testdata; a stroke in a cell is a line end.
func table(t *testing.T, file string, columns int) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		cells := strings.SplitN(line, "\t", columns)
		if len(cells) != columns {
			t.Fatalf("%s:%d: %d columns, want %d", file, i+1, len(cells), columns)
		}
		if i > 0 {
			rows = append(rows, cells)
		}
	}
	return rows
}

// TestAnswers reads what people write, in their own words, in answer to our
// question. A wrong "confirmed" is the error that must not happen.
func TestAnswers(t *testing.T) {
	for _, row := range table(t, "answers.tsv", 2) {
		mail := "From: a@acme.example\nTo: x@buyer.example\nSubject: Re: q\nIn-Reply-To: <a@b>\nContent-Type: text/plain; charset=utf-8\n\n" +
			strings.ReplaceAll(row[1], "|", "\n") + "\n"
		if m := mailparse.Read([]byte(mail)); m.Kind != mailparse.KindReply || string(m.Verdict) != row[0] {
			t.Errorf("%q is %s %s, want %s: %q", row[1], m.Kind, m.Verdict, row[0], m.Evidence)
		}
	}
}

// TestAbsences reads auto-replies: who is away until when, who has left, and
// what only gave the question a number.
func TestAbsences(t *testing.T) {
	for _, row := range table(t, "absences.tsv", 4) {
		mail := "From: noreply@acme.example\nTo: x@buyer.example\nSubject: " + row[2] + "\nDate: Wed, 2 Sep 2026 09:00:00 +0000\nAuto-Submitted: auto-replied\n" +
			"In-Reply-To: <a@b>\nContent-Type: text/plain; charset=utf-8\n\n" + row[3] + "\n"
		m := mailparse.Read([]byte(mail))
		if m.Kind != mailparse.KindAutoReply || string(m.Verdict) != row[0] || m.Until != row[1] {
			t.Errorf("%q is %s %s until %q, want %s until %q: %q", row[3], m.Kind, m.Verdict, m.Until, row[0], row[1], m.Evidence)
		}
	}
}

// TestUntil reads until when somebody is away. A weekday, a month or tomorrow is the next one after the mail; many name no day.
func TestUntil(t *testing.T) {
	for _, row := range table(t, "until.tsv", 3) {
		mail := "From: anna@acme.example\nTo: x@buyer.example\nSubject: Re: contact\nAuto-Submitted: auto-replied\nDate: DATE\nIn-Reply-To: <a@b>\nContent-Type: text/plain; charset=utf-8\n\n" + row[2] + "\n"
		sent, err := time.Parse(time.DateOnly, row[1])
		if err != nil {
			t.Fatal(err)
		}
		mail = strings.Replace(mail, "DATE", sent.Add(9*time.Hour).Format(time.RFC1123Z), 1)
		if m := mailparse.Read([]byte(mail)); m.Verdict != mailparse.Away || m.Until != row[0] {
			t.Errorf("%q of %s is %s until %q, want %q: %q", row[2], row[1], m.Verdict, m.Until, row[0], m.Evidence)
		}
	}
}

const dsn = "From: MAILER-DAEMON@b.example\nTo: w@b.example\nSubject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; boundary=q\n\n" +
	"--q\n\nI could not deliver your message. It's attached below.\n\n<x@a.example>: host mx.a.example[192.0.2.4] said: %[2]s%[3]s\n\n" +
	"--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; b.example\n\nFinal-Recipient: rfc822; x@a.example\nAction: failed\nStatus: %[1]s\nDiagnostic-Code: smtp; %[2]s\n\n--q--\n"

// TestRefusals reads what servers of many makes say. A wrong "gone" is the
// error that must not happen.
func TestRefusals(t *testing.T) {
	for _, row := range table(t, "refusals.tsv", 3) {
		command := ""
		if row[0] == string(mailparse.Gone) {
			command = " (in reply to RCPT TO command)"
		}
		m := mailparse.Read(fmt.Appendf(nil, dsn, row[1], row[2], command))
		if m.Kind != mailparse.KindBounce || string(m.Verdict) != row[0] || m.Recipient != "x@a.example" {
			t.Errorf("%s %q is %s %s of %q, want %s: %q", row[1], row[2], m.Kind, m.Verdict, m.Recipient, row[0], m.Evidence)
		}
	}
}

// TestTheCommandDecides holds that the words "user unknown" count in answer to the
// recipient's address, and not once the data was judged.
func TestTheCommandDecides(t *testing.T) {
	for command, want := range map[string]mailparse.Verdict{
		" (in reply to RCPT TO command)":     mailparse.Gone,
		" (in reply to end of DATA command)": mailparse.Ambiguous,
		"":                                   mailparse.Ambiguous,
	} {
		if m := mailparse.Read(fmt.Appendf(nil, dsn, "5.0.0", "550 user unknown", command)); m.Verdict != want {
			t.Errorf("%q: %s, want %s: %q", command, m.Verdict, want, m.Evidence)
		}
	}
}

// TestActions holds that only a failed delivery is a bounce.
func TestActions(t *testing.T) {
	for action, want := range map[string]mailparse.Kind{
		"failed": mailparse.KindBounce, "delayed": mailparse.KindDelay, "delivered": mailparse.KindDelivered,
		"relayed": mailparse.KindDelivered, "expanded": mailparse.KindDelivered,
	} {
		mail := strings.Replace(fmt.Sprintf(dsn, "4.4.1", "connection timed out", ""), "Action: failed", "Action: "+action, 1)
		if m := mailparse.Read([]byte(mail)); m.Kind != want {
			t.Errorf("%s is %s, want %s", action, m.Kind, want)
		}
	}
}

// TestYesIsTakenBack holds that a yes confirms nothing if the mail goes on to
// say otherwise, in whatever words.
func TestYesIsTakenBack(t *testing.T) {
	for _, row := range table(t, "answers.tsv", 2) {
		if row[0] == "confirmed" || row[0] == "replied" {
			continue
		}
		for _, yes := range []string{"Yes.", "Ja, stimmt.", "Oui,", "Sì -", "Yes, all correct."} {
			mail := "From: a@acme.example\nSubject: Re: q\n\n" + yes + "\n" + strings.ReplaceAll(row[1], "|", "\n") + "\n"
			if m := mailparse.Read([]byte(mail)); m.Verdict == mailparse.Confirmed {
				t.Errorf("%q %q is confirmed: %q", yes, row[1], m.Evidence)
			}
		}
	}
}

// TestNeverGoneFromClass4 holds that no words make a failure permanent that the
// server calls temporary.
func TestNeverGoneFromClass4(t *testing.T) {
	for _, row := range table(t, "refusals.tsv", 3) {
		diagnostic := row[2]
		for _, class5 := range []string{"550", "551", "552", "553", "554", "556", "525", "511"} {
			diagnostic = strings.ReplaceAll(diagnostic, class5, "450")
		}
		diagnostic = strings.ReplaceAll(diagnostic, " 5.", " 4.")
		if m := mailparse.Read(fmt.Appendf(nil, dsn, "4"+row[1][1:], diagnostic, " (in reply to RCPT TO command)")); m.Verdict == mailparse.Gone {
			t.Errorf("%q is gone: %q", diagnostic, m.Evidence)
		}
	}
}
