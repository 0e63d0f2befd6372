package mailparse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// expectation is a row of testdata/expected.tsv. An empty until, stand-in or
// reply is not looked at where the mail names none.
type expectation struct{ file, kind, verdict, until, standIn, reply string }

func expectations(t testing.TB) []expectation {
	t.Helper()
	table, err := os.ReadFile("testdata/expected.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows []expectation
	for i, line := range strings.Split(strings.TrimRight(string(table), "\n"), "\n") {
		if columns := strings.Split(line, "\t"); i > 0 {
			rows = append(rows, expectation{columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]})
		}
	}
	return rows
}

// TestFixtures reads the labelled mails: answers, departures, absences and
// receipts in six languages as different programs write them, and the traps
// among them. A file's name says what it shows.
func TestFixtures(t *testing.T) {
	rows := expectations(t)
	if len(rows) < 120 {
		t.Fatalf("%d labelled mails, expected more", len(rows))
	}
	for _, want := range rows {
		t.Run(strings.TrimSuffix(want.file, ".eml"), func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", want.file))
			if err != nil {
				t.Fatal(err)
			}
			want.check(t, mailparse.Read(raw))
		})
	}
}

func (want expectation) check(t *testing.T, m mailparse.Message) {
	t.Helper()
	if string(m.Kind) != want.kind || string(m.Verdict) != want.verdict {
		t.Errorf("%s %s, want %s %s; reply %q, evidence %q, named %q %q", m.Kind, m.Verdict, want.kind, want.verdict, m.Reply, m.Evidence, m.Addresses, m.Phones)
	}
	if m.Until != want.until {
		t.Errorf("until %q, want %q", m.Until, want.until)
	}
	if got := strings.Join(m.StandIn, " "); want.standIn != "" && got != want.standIn {
		t.Errorf("stand-in %q, want %q", got, want.standIn)
	}
	if got := strings.ReplaceAll(m.Reply, "\n", "|"); want.reply != "" && got != want.reply {
		t.Errorf("reply %q, want %q", got, want.reply)
	}
	if want.kind != "other" && len(m.Evidence) == 0 {
		t.Error("a verdict without evidence")
	}
}
