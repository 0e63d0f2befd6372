package replycmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ackOracle reads the words behind "ack" once more, by the letter of the grammar: numbers up to the one listed, then the rest.
func ackOracle(words []string, alerts int) string {
	var named []int
	number := func(i int) (from, to int, ok bool) {
		if i >= len(words) {
			return 0, 0, false
		}
		first, last, isRange := strings.Cut(strings.TrimPrefix(words[i], "#"), "-")
		if !isRange {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, wrong := strconv.Atoi(last)
		return from, to, err == nil && wrong == nil
	}
	i, all := 0, false
	for ; i < len(words); i++ {
		n, to, isNumber := number(i)
		_, _, followed := number(i + 1)
		follows := ""
		if i+1 < len(words) && !strings.HasPrefix(words[i], "#") {
			follows = words[i+1]
		}
		if words[i] == "all" && named == nil && (i+1 == len(words) || words[i+1] != "are") {
			all = true
			i++
			break
		}
		if words[i] == "and" && named != nil && followed {
			continue
		}
		if !isNumber || follows == "days" || follows == "Tage" || follows == "Jan" {
			break
		}
		if n < 1 || to > alerts {
			return "unlisted"
		}
		for ; n <= to; n++ {
			if !slices.Contains(named, n) {
				named = append(named, n)
			}
		}
	}
	if alerts > 1 && named == nil && !all {
		return "unnamed"
	}
	return fmt.Sprint(named, all, strings.Join(words[i:], " "))
}

// TestTheGrammarOfAck compares the reader with the oracle, whatever is written around the verb.
func TestTheGrammarOfAck(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		alerts := rapid.IntRange(1, 9).Draw(rt, "alerts")
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "#2", "3", "9", "12", "#99", "1-3", "2-12", "#4-5", "all", "and", "until", "for", "days", "Tage", "Jan", "Monday", "they", "are"}), 0, 7).Draw(rt, "words")
		opening := rapid.SampledFrom([]string{"", "Hi,\n", "OK, ", "Hallo zusammen,\n\n", "Merci - ", "Yes. ", "\n\u00a0\n", "Hola Ana,\n", "- ", "Grazie, "}).Draw(rt, "opening")
		verb := rapid.SampledFrom([]string{"ack", "ACK", "Ack", "*ack*", "\u201cack\u201d", "acknowledge"}).Draw(rt, "verb")
		between := rapid.SampledFrom([]string{" ", ": ", "\u00a0", " \u2013 ", ", "}).Draw(rt, "between")
		text := opening + verb + between + strings.Join(words, " ")
		c, err := Parse(text, alerts)
		got := fmt.Sprint(c.Alerts, c.All, c.Rest)
		switch {
		case err != nil && strings.HasPrefix(err.Error(), "there is no alert"):
			got = "unlisted"
		case err != nil:
			got = "unnamed"
		}
		if want := ackOracle(words, alerts); c.Verb != Ack || got != want {
			rt.Fatalf("%q of %d: %s %q, want %q (%v)", text, alerts, c.Verb, got, want, err)
		}
	})
}

func TestTheEndOfACommand(t *testing.T) {
	for text, want := range map[string][2]string{
		"ack until Monday they are closed": {"until Monday", "they are closed"},
		"ack Until: 15 Jan":                {"Until: 15 Jan", ""},
		"ack for 3 days, they moved":       {"for 3 days,", "they moved"},
		"ack for Jane":                     {"", "for Jane"},
		"ack 15 Jan":                       {"", "15 Jan"},
		"ack they call until Monday":       {"", "they call until Monday"},
		"snooze 3d":                        {"3d", ""},
		"snooze 3 Werktage, danach":        {"3 Werktage,", "danach"},
		"snooze 2 giorni lavorativi":       {"2 giorni lavorativi", ""},
		"snooze 4h on the phone":           {"4h", "on the phone"},
		"snooze 3days":                     {"3days", ""},
		"snooze 1 week 2 days":             {"1 week 2 days", ""},
		"snooze P3D":                       {"P3D", ""},
		"snooze tomorrow":                  {"tomorrow", ""},
		"snooze domani":                    {"domani", ""},
		"not-mine I am away":               {"", "I am away"},
	} {
		c, err := Parse(text, 1)
		if end, note := c.End(); err != nil || end != want[0] || note != want[1] {
			t.Errorf("%q: %q, %q, %v", text, end, note, err)
		}
	}
}

func TestOtherWordsThatMeanAck(t *testing.T) {
	for text, want := range map[string]bool{
		"ok": true, "OK!": true, "Okay.": true, "ok, will do": true, "Mine": true, "on it": true, "I have it.": true, "I\u2019ve got it": true, "I'll take it": true, "Acked": true,
		"acknowledged": true, "Ich kümmere mich": true, "Übernehme ich": true, "meins!": true, "habe ich": true, "quittiert": true, "je m\u2019en occupe": true, "je prends": true,
		"c'est pour moi": true, "Me ne occupo io": true, "ci penso io": true, "me encargo": true, "lo tomo yo": true, "ik pak het op": true, "voor mij": true,
		"on\u00a0it\n\nJane": true, "ok\nRef: abcdefgh": true, "ok\n\nJane Doe": true,
		"thanks": false, "noted": false, "got it": false, "yes": false, "seen": false, "\U0001F44D": false, "ok \U0001F44D": false, "ok?": false, "mine?": false, "ok thanks": false,
		"not mine": false, "ok but later": false, "ok\nnot today": false, "is it ok": false, "ok ok": false, "": false, "Liked \u201cmine\u201d": false, "ok\n\nJoe": false, "Hi,\nok": false,
	} {
		if got := MeansAck(text, "jane.doe@buyer.example"); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}

func TestSeveralCommands(t *testing.T) {
	for text, want := range map[string]string{
		"ack 1, placed 2 4500012345":               "ack [1]; placed [2] 4500012345",
		"ack 1; snooze 2 3 days, not-mine 3":       "ack [1]; snooze [2] 3 days,; not-mine [3]",
		"ack 1 and 2":                              "ack [1 2]",
		"ack 1 and ack 3":                          "ack [1]; ack [3]",
		"ack 1. Placed 2 4500012345.":              "ack [1]; placed [2] 4500012345.",
		"ack 1\nack 1\nack 2":                      "ack [1]; ack [2]",
		"ack 1 until Monday, snooze 2 3d":          "ack [1] until Monday,; snooze [2] 3d",
		"ack 1 I called, no answer yet":            "ack [1] I called, no answer yet",
		"ack 1 they called\nwaived 2 no need":      "ack [1] they called; waived [2] no need",
		"ack 1\nplaced the order":                  "ack [1]; not: placed the order",
		"ack 1\nKeep me posted\nHelp is coming":    "ack [1]",
		"ack 1\nack 99":                            "ack [1]; ack: there is no alert 99 in this mail: its alerts are numbered from 1 to 5",
		"I called.\nack 1":                         "",
		"placed 1 4500012345, requested 2 PR-1":    "placed [1] 4500012345,; requested [2] PR-1",
		"ack 99, ack 2":                            "ack: there is no alert 99 in this mail: its alerts are numbered from 1 to 5; ack [2]",
		"waived 1 no need, confirmed by telephone": "waived [1] no need, confirmed by telephone",
	} {
		commands, unread := ParseAll(text, "jane@buyer.example", 5)
		var got []string
		for _, c := range commands {
			if c.Err != nil {
				got = append(got, string(c.Verb)+": "+c.Err.Error())
				continue
			}
			got = append(got, strings.TrimSpace(fmt.Sprint(c.Verb, " ", c.Alerts, " ", c.Rest)))
		}
		for _, u := range unread {
			got = append(got, "not: "+u)
		}
		if said := strings.Join(got, "; "); said != want {
			t.Errorf("%q: %q, want %q", text, said, want)
		}
	}
}

func FuzzParseAll(f *testing.F) {
	for _, s := range []string{"ack 1, placed 2 4500012345", "Hi,\nok, ack #2 until Monday", "snooze 3d\nack", "ack\u2014\u200b2", "00\xff"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, text string, alerts int) {
		alerts = max(0, min(alerts, 100))
		commands, unread := ParseAll(text, "jane@buyer.example", alerts)
		first, err := Parse(text, alerts)
		if len(commands) == 0 != (first.Verb == None) || len(commands) == 0 && len(unread) > 0 {
			t.Fatalf("%q: %v, %q, and the first is %v (%v)", text, commands, unread, first, err)
		}
		for _, c := range commands {
			for _, n := range c.Alerts {
				if n < 1 || n > alerts {
					t.Fatalf("%q: alert %d of %d", text, n, alerts)
				}
			}
		}
		if MeansAck(text, "jane@buyer.example") && first.Verb != None {
			t.Fatalf("%q is a command and other words for one", text)
		}
	})
}
