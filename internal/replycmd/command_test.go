package replycmd

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	cases := []struct {
		text   string
		alerts int
		want   string // verb, alerts, rest
	}{
		{"ack", 1, "ack [] "},
		{"ACK!", 1, "ack [] "},
		{"\n\n  Ack. I have it.\nJane", 1, "ack [] I have it."},
		{"acknowledged", 1, " [] "},
		{"ack 2", 3, "ack [2] "},
		{"ack #1, 3", 3, "ack [1 3] "},
		{"ack 1 and 3 called them", 3, "ack [1 3] called them"},
		{"ack all", 3, "ack all "},
		{"ack 7 days of work", 3, "this mail is about 3 alerts"},
		{"ack", 3, "this mail is about 3 alerts"},
		{"snooze 3 days", 1, "snooze [] 3 days"},
		{"snooze 3 days", 5, "this mail is about 5 alerts"},
		{"snooze 2 3 days", 5, "snooze [2] 3 days"},
		{"snooze all 1 week.", 5, "snooze all 1 week."},
		{"snooze", 1, "say for how long"},
		{"snooze tomorrow", 1, "snooze [] tomorrow"},
		{"snooze soon", 1, "say for how long"},
		{"snooze 2 until Monday", 3, "snooze [2] until Monday"},
		{"snooze 2 15 Jan they are closed", 30, "snooze [2] 15 Jan they are closed"},
		{"snooze until 2026-12-01", 1, "snooze [] until 2026-12-01"},
		{"Snooze Until 2026-12-01.", 1, "snooze [] Until 2026-12-01."},
		{"snooze until 2026-12-01T08:00:00+09:00", 1, "snooze [] until 2026-12-01T08:00:00+09:00"},
		{"snooze until 01.12.2026", 1, "snooze [] until 01.12.2026"},
		{"snooze For 3 days", 1, "snooze [] For 3 days"},
		{"ack 1 1 3", 3, "ack [1 3] "},
		{"placed 4500012345", 1, "placed [] 4500012345"},
		{"placed 1", 1, "placed [] 1"},
		{"placed 2 4500012345", 3, "placed [2] 4500012345"},
		{"placed 2", 3, "say its number"},
		{"placed", 1, "say its number"},
		{"requested PR-1234", 1, "requested [] PR-1234"},
		{"waived", 1, "say why"},
		{"waived stock lasts", 1, "waived [] stock lasts"},
		{"keep", 1, "keep [] "},
		{"Notice given", 1, "notice given [] "},
		{"notice-given 2", 2, "notice given [2] "},
		{"notice", 1, " [] "},
		{"renewed 2028-03-31", 1, "renewed [] 2028-03-31"},
		{"renewed until 2028-03-31.", 1, "renewed [] until 2028-03-31."},
		{"renewed 2 31. März 2028", 40, "renewed [2] 31. März 2028"},
		{"renewed", 1, "say until when"},
		{"no-answer", 1, "no-answer [] "},
		{"No answer, tried twice", 1, "no-answer [] tried twice"},
		{"wrong_number", 1, "wrong-number [] "},
		{"not mine", 1, "not-mine [] "},
		{"send", 0, "send [] "},
		{"send", 9, "send [] "},
		{"Send.", 9, "send [] "},
		{"Send me the list first, please", 9, "write \"send\" alone"},
		{"accept", 1, "accept [] "},
		{"accept 2", 3, "accept [2] "},
		{"Accept my apologies, I was away", 1, "write \"accept\" alone"},
		{"help", 9, "help [] "},
		{"", 1, " [] "},
		{"I will look at it tomorrow", 1, " [] "},
		{"acknowledgement of what?", 1, " [] "},
		{"nothing placed yet", 1, " [] "},

		{"Ack #9 - thanks!", 12, "ack [9] thanks!"},
		{"ACK: 10", 12, "ack [10] "},
		{"ack:10", 12, "ack [10] "},
		{"ACK#2", 3, "ack [2] "},
		{"ack-2", 3, "ack [2] "},
		{"ack\u00a011", 12, "ack [11] "},
		{"\u200back\u202f2\u00a0", 3, "ack [2] "},
		{"ack \u2013 on it", 1, "ack [] on it"},
		{"ack\u2014on it", 1, "ack [] on it"},
		{"- ack 2.", 3, "ack [2] "},
		{"\u201cack\u201d", 1, "ack [] "},
		{"*ack* 2", 3, "ack [2] "},
		{"ack (2)", 3, "ack [2] "},
		{"ack 1,3", 3, "ack [1 3] "},
		{"ack 1 und 3", 3, "ack [1 3] "},
		{"ack 1 and I call them", 3, "ack [1] and I call them"},
		{"ack 2\U0001F44D", 3, "ack [2] "},
		{"acknowledge 2", 3, "ack [2] "},
		{"acknowledged 2", 3, " [] "},

		{"ack 99", 3, "there is no alert 99 in this mail: its alerts are numbered from 1 to 3"},
		{"ack #99", 3, "there is no alert 99"},
		{"ack 0", 3, "there is no alert 0"},
		{"ack 1 99", 3, "there is no alert 99"},
		{"ack 2", 1, "there is no alert 2 in this mail: it is about one alert and needs no number"},
		{"ack 1", 1, "ack [1] "},
		{"ack 123456789012345678901234567890", 3, "there is no alert 123456789012345678901234567890"},
		{"not-mine 4", 3, "there is no alert 4"},
		{"snooze 7 until Monday", 3, "there is no alert 7"},
		{"keep 5", 3, "there is no alert 5"},
		{"ack 30 minutes of work", 1, "ack [] 30 minutes of work"},
		{"ack 3 Tage", 1, "ack [] 3 Tage"},
		{"ack all 3 days off", 5, "ack all 3 days off"},
		{"confirmed 4500012345", 1, "confirmed [] 4500012345"},
		{"placed #2 4500012345", 3, "placed [2] 4500012345"},
		{"ack 15 Jan", 30, "this mail is about 30 alerts"},
		{"ack 2 15 Jan", 30, "ack [2] 15 Jan"},
		{"ack 15 Jan", 1, "ack [] 15 Jan"},
		{"ack 2 may take a while", 3, "ack [2] may take a while"},

		{"ack until Monday", 1, "ack [] until Monday"},
		{"ack 2 until 15 Jan they are closed", 30, "ack [2] until 15 Jan they are closed"},
		{"ack for 3 days", 1, "ack [] for 3 days"},
		{"snooze 3d", 1, "snooze [] 3d"},
		{"snooze 2 3d", 3, "snooze [2] 3d"},
		{"snooze 3 Tage", 5, "this mail is about 5 alerts"},
		{"snooze 1 2 jours", 5, "snooze [1] 2 jours"},

		{"Hi,\nack", 1, "ack [] "},
		{"Hi,\n\nack 2", 3, "ack [2] "},
		{"OK, ack", 1, "ack [] "},
		{"ok ack 2", 3, "ack [2] "},
		{"Yes - ack", 1, "ack [] "},
		{"Thanks! Ack 2.", 3, "ack [2] "},
		{"Hello team,\nack", 1, "ack [] "},
		{"Hi Bob, ack 2", 3, "ack [2] "},
		{"Hi ack", 1, "ack [] "},
		{"Hallo zusammen,\nack 3", 3, "ack [3] "},
		{"Danke, ack", 1, "ack [] "},
		{"Guten Morgen!\nack", 1, "ack [] "},
		{"Bonjour,\n\nOui, ack", 1, "ack [] "},
		{"Merci. Ack 1", 3, "ack [1] "},
		{"Buongiorno,\nack 1", 3, "ack [1] "},
		{"Grazie, ack", 1, "ack [] "},
		{"Buenos d\u00edas,\nack", 1, "ack [] "},
		{"S\u00ed, ack", 1, "ack [] "},
		{"Goedemorgen Jan,\nack", 1, "ack [] "},
		{"Bedankt, ack", 1, "ack [] "},
		{"Hi,", 1, " [] "},
		{"OK, snooze 3 days", 1, "snooze [] 3 days"},
		{"Thanks for the update, ack", 1, " [] "},
		{"Please ack this for me", 1, " [] "},
		{"Keep me posted", 1, " [] "},
		{"OK, keep an eye on it", 1, " [] "},
		{"I called them.\nack", 1, " [] "},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%s of %d", c.text, c.alerts), func(t *testing.T) {
			got, err := Parse(c.text, c.alerts)
			if err != nil {
				if !strings.HasPrefix(err.Error(), c.want) || got.Rest != "" {
					t.Errorf("error %q, want %q", err, c.want)
				}
				return
			}
			alerts := fmt.Sprint(got.Alerts)
			if got.All {
				alerts = "all"
			}
			if said := string(got.Verb) + " " + alerts + " " + got.Rest; said != c.want {
				t.Errorf("read %q, want %q", said, c.want)
			}
		})
	}
}

// TestNoAlertIsMeantThatTheMailDoesNotHave holds that whatever people write, a command means alerts of its mail only, and none by accident.
func TestNoAlertIsMeantThatTheMailDoesNotHave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alerts := rapid.IntRange(0, 12).Draw(t, "alerts")
		words := rapid.SliceOf(rapid.SampledFrom([]string{"ack", "placed", "snooze", "all", "and", "1", "2", "12", "13", "#4", "days", "PO-1", "keep", "\n"})).Draw(t, "words")
		c, err := Parse(strings.Join(words, " "), alerts)
		if err != nil {
			return
		}
		for _, n := range c.AlertNumbers(alerts) {
			if n < 1 || n > alerts {
				t.Fatalf("alert %d of %d is meant", n, alerts)
			}
		}
		if alerts > 1 && c.Verb != None && c.aboutAlerts() && !c.All && len(c.Alerts) == 0 {
			t.Fatalf("%v means all %d alerts without a word", c, alerts)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("ack 1 3", 3)
	f.Fuzz(func(_ *testing.T, text string, alerts int) { _, _ = Parse(text, max(0, min(alerts, 1000))) })
}

// TestADayIsNotTheNumberOfAnAlert reads days that begin with a number in a mail of many alerts.
func TestADayIsNotTheNumberOfAnAlert(t *testing.T) {
	for text, want := range map[string]struct {
		alerts []int
		rest   string
	}{
		"notice given 1 Dec 2026":        {nil, "1 Dec 2026"},
		"notice given 2 1 Dec 2026":      {[]int{2}, "1 Dec 2026"},
		"notice given 2 3 1. Dezember":   {[]int{2, 3}, "1. Dezember"},
		"notice given 2 2026-12-01":      {[]int{2}, "2026-12-01"},
		"notice given 20.12. for 1 Jan":  {nil, "20.12. for 1 Jan"},
		"notice given #1 20 de dic 2026": {[]int{1}, "20 de dic 2026"},
	} {
		alerts := 30
		if len(want.alerts) == 0 {
			alerts = 1
		}
		c, err := Parse(text, alerts)
		if err != nil || !slices.Equal(c.Alerts, want.alerts) || c.Rest != want.rest {
			t.Errorf("%q: %v, %q, %v", text, c.Alerts, c.Rest, err)
		}
	}
}

// TestWhatFollowsTheEndOfASnoozeIsANote splits the end from the note, whatever the day on which it is read.
func TestWhatFollowsTheEndOfASnoozeIsANote(t *testing.T) {
	for text, want := range map[string][2]string{
		"3 days":                                {"3 days", ""},
		"3 business days. They are closed.":     {"3 business days.", "They are closed."},
		"for 1 week, they moved":                {"for 1 week,", "they moved"},
		"until Monday the buyer is back":        {"until Monday", "the buyer is back"},
		"15 Jan. they are closed":               {"15 Jan.", "they are closed"},
		"until 29 Feb leap":                     {"until 29 Feb", "leap"},
		"2026-12-01T08:00:00Z then again":       {"2026-12-01T08:00:00Z", "then again"},
		"until 15/1/2027 slashes are not split": {"until 15/1/2027 slashes are not split", ""},
	} {
		if end, note := SplitEnd(text); end != want[0] || note != want[1] {
			t.Errorf("%q: %q, %q", text, end, note)
		}
	}
}
