package replycmd

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
)

// TestAnswersAsPeopleWriteThem reads answers as people on call write them, on Wednesday, 13 January 2027. Each line of the table has the number of
// alerts in the mail, the answer, and its meaning: "?" is no command, "synonym" another word for ack, "refused:" an error, "//" begins the note.
func TestAnswersAsPeopleWriteThem(t *testing.T) {
	table, err := os.ReadFile("testdata/answers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		alerts, err := strconv.Atoi(fields[0])
		if err != nil || len(fields) != 3 {
			t.Fatalf("%q: %v", line, err)
		}
		text := strings.ReplaceAll(fields[1], `\n`, "\n")
		got, want := meaning(text, alerts), strings.TrimSpace(fields[2])
		if begins := strings.HasPrefix(want, "refused:"); got != want && (!begins || !strings.HasPrefix(got, want)) {
			t.Errorf("%s of %d: %s, want %s", fields[1], alerts, got, want)
		}
	}
}

// meaning returns what an answer means, in the words of the table.
func meaning(text string, alerts int) string {
	const author = "jane.doe@buyer.example"
	if alerts == 1 && MeansAck(text, author) {
		return "synonym"
	}
	commands, unread := ParseAll(text, author, alerts)
	var all []string
	for _, c := range commands {
		all = append(all, meaningOf(c))
	}
	for _, u := range unread {
		all = append(all, "not: "+u)
	}
	if len(all) == 0 {
		return "?"
	}
	return strings.Join(all, " + ")
}

func meaningOf(c Read) string {
	if c.Err != nil {
		return "refused: " + c.Err.Error()
	}
	said := string(c.Verb)
	switch {
	case c.All:
		said += "[all]"
	case len(c.Alerts) > 0:
		said += fmt.Sprint(c.Alerts)
	}
	if !c.Verb.Holds() && c.Verb != NotMine {
		return strings.TrimSpace(said + " " + c.Text())
	}
	if text, _ := c.End(); text != "" {
		end, _, err := ReadEnd(text, civil.NewDate(2027, 1, 13))
		switch {
		case err != nil:
			return "refused: " + err.Error()
		case !end.Day.IsZero():
			said += " until " + end.Day.String()
		default:
			said += " for " + end.Period.String()
		}
	}
	if note := c.Note(); note != "" {
		said += " // " + note
	}
	return said
}
