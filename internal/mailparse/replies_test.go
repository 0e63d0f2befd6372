package mailparse_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// replyCase is a reply and what it may be read as: a|b,c means that a is right and that b and c are acceptable, not:X that every verdict but X is right.
type replyCase struct {
	place, text string
	verdicts    []string
	forbidden   string // a verdict that is an error by itself; empty: none
	automatic   bool   // its header says that a program answered
}

// replyCases reads a table of verdicts and texts, in which \n ends a line.
func replyCases(t testing.TB, file string) []replyCase {
	t.Helper()
	table, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []replyCase
	for i, line := range strings.Split(strings.TrimRight(string(table), "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		label, text, found := strings.Cut(line, "\t")
		if !found {
			t.Fatalf("%s:%d: no tab", file, i+1)
		}
		c := replyCase{place: fmt.Sprintf("%s:%d", filepath.Base(file), i+1), text: strings.ReplaceAll(text, `\n`, "\n")}
		label, c.automatic = strings.CutPrefix(label, "auto:")
		if rest, isForbidden := strings.CutPrefix(label, "not:"); isForbidden {
			c.forbidden = rest
		} else {
			c.verdicts = strings.FieldsFunc(label, func(r rune) bool { return r == '|' || r == ',' })
		}
		cases = append(cases, c)
	}
	return cases
}

// mail returns the reply as a mail that answers one of ours.
func (c replyCase) mail() []byte {
	head := "From: Tom Baker <orders@acme-photoresist.example>\nTo: supplier-contacts+abcdefghijklmnopqrstuvwxyz@buyer.example\n" +
		"Subject: Re: Are you still our contact for orders?\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <g@acme-photoresist.example>\n" +
		"In-Reply-To: <ask-1.abcdefghijklmnopqrstuvwxyz@buyer.example>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\nMIME-Version: 1.0\n"
	if c.automatic {
		head += "Auto-Submitted: auto-replied\n"
	}
	return []byte(head + "\n" + c.text + "\n")
}

// wrong returns what is wrong with a verdict, and whether it is one that must never be; empty if it is right.
func (c replyCase) wrong(m mailparse.Message) (complaint string, never bool) {
	got := string(m.Verdict)
	// A yes that nobody said and a departure that nobody reported are the two errors of weight, whatever the table says.
	never = c.forbidden == got || (got == "confirmed" || got == "left") && c.forbidden == "" && !slices.Contains(c.verdicts, got)
	if c.forbidden != "" && got != c.forbidden || slices.Contains(c.verdicts, got) {
		return "", false
	}
	want := strings.Join(c.verdicts, " or ")
	if c.forbidden != "" {
		want = "anything but " + c.forbidden
	}
	return fmt.Sprintf("%s: %s, want %s: %q because %q", c.place, got, want, c.text, m.Evidence), never
}

// minReplies is the share of replies that must be read right, in percent.
const minReplies = 97

// checkReplies holds the share of replies of a table that are read right, and that none is read as what it must never be.
func checkReplies(t *testing.T, cases []replyCase) {
	t.Helper()
	right, forbidden := 0, 0
	for _, c := range cases {
		complaint, never := c.wrong(mailparse.Read(c.mail()))
		if complaint == "" {
			right++
			continue
		}
		t.Log(complaint)
		if never {
			forbidden++
			t.Errorf("forbidden verdict: %s", complaint)
		}
	}
	share := 100 * float64(right) / float64(len(cases))
	t.Logf("%d of %d replies are read right, %.1f %%, with %d forbidden verdicts", right, len(cases), share, forbidden)
	if share < minReplies {
		t.Errorf("%.1f %% of the replies are read right, want at least %d %%", share, minReplies)
	}
}

// TestReplies reads what people and programs answer, in their own words.
func TestReplies(t *testing.T) { checkReplies(t, replyCases(t, "testdata/replies.tsv")) }

// sharedCases is the folder of the shared cases; the test is skipped where it is absent.
func sharedCases(t testing.TB) string {
	t.Helper()
	shared := os.Getenv("SUPPLIERWATCH_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	folder := filepath.Join(shared, "cases")
	if _, err := os.Stat(filepath.Join(folder, "replies.tsv")); err != nil {
		t.Skipf("NOT TESTED against the shared replies, which are absent: %v", err)
	}
	return folder
}

// TestSharedReplies reads the shared table.
func TestSharedReplies(t *testing.T) {
	checkReplies(t, replyCases(t, filepath.Join(sharedCases(t), "replies.tsv")))
}

// TestSharedReplyMails reads the replies among the shared mails.
func TestSharedReplyMails(t *testing.T) {
	folder := filepath.Join(sharedCases(t), "mail")
	table, err := os.ReadFile(filepath.Join(folder, "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(string(table)), "\n") {
		columns := strings.Split(line, "\t")
		if len(columns) < 3 || columns[1] != "reply" {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(folder, columns[0]))
		if err != nil {
			t.Fatal(err)
		}
		m := mailparse.Read(raw)
		if m.Kind != mailparse.KindReply || !slices.Contains(strings.Split(columns[2], "|"), string(m.Verdict)) {
			t.Errorf("%s: %s %s, want %s: %q because %q", columns[0], m.Kind, m.Verdict, columns[2], m.Reply, m.Evidence)
		}
	}
}
