package rules_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

var (
	quotedName = regexp.MustCompile("\"[^\"]*\"|`[^`]*`")
	isoDay     = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
	byDay      = regexp.MustCompile(`(?i)\bby (\d{1,2} [a-z]{3})( \d{4})?\b`)
	todaysWord = regexp.MustCompile(`(?i)\btoday\b`)
)

// pastDays returns the days before today that an instruction names. What it names in a condition may be past.
func pastDays(instruction string, today civil.Date) []string {
	if strings.HasPrefix(instruction, "If ") {
		_, instruction, _ = strings.Cut(instruction, ", ")
	}
	instruction = quotedName.ReplaceAllString(instruction, "")
	var past []string
	for _, iso := range isoDay.FindAllString(instruction, -1) {
		if d, err := civil.ParseDate(iso); err == nil && d.Before(today) {
			past = append(past, iso)
		}
	}
	for _, m := range byDay.FindAllStringSubmatch(instruction, -1) {
		text := m[1] + m[2]
		if m[2] == "" {
			text += today.Start(time.UTC).Format(" 2006")
		}
		at, err := time.Parse("2 Jan 2006", strings.ToUpper(text[:1])+strings.ToLower(text[1:]))
		if err != nil {
			at, err = time.Parse("2 JAN 2006", text)
		}
		if err == nil && civil.DateOf(at).Before(today) {
			past = append(past, text)
		}
	}
	return past
}

// instructions returns what a finding tells the reader to do: the beginnings of headline and lead, and the steps.
func instructions(f model.Finding) []string {
	do, _, _ := strings.Cut(f.Advice.Headline, ": ")
	lead, _, _ := strings.Cut(f.Advice.Lead, ". ")
	return append([]string{do, lead}, f.Advice.Do...)
}

// datedToday reports whether today is one of the days that a finding is about.
func datedToday(f model.Finding, today civil.Date) bool {
	return f.Due == today || f.ExpiresOn == today || slices.Contains(f.KeyDates, today) || strings.Contains(f.Message, today.String())
}

// TestNoInstructionNamesAPastDay walks through random registries hour by hour, and holds that no instruction names a day that is past for the owner, and
// that one says today only on a day that the finding is about.
func TestNoInstructionNamesAPastDay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		drawHabits(rt, w, w.Registry.Suppliers[0])
		start := drawDate(rt)
		for i := range 40 {
			now := midnight(start.AddDays(i * 9)).Add(time.Duration(i) * 5 * time.Hour)
			for _, f := range rules.Evaluate(w.Registry, w.facts, now) {
				today := w.Registry.CalendarOf(f.Owner).Today(now)
				for _, text := range instructions(f) {
					if past := pastDays(text, today); len(past) > 0 {
						rt.Fatalf("on %s %s says %q, which names %v", today, f.Rule, text, past)
					}
					if todaysWord.MatchString(quotedName.ReplaceAllString(text, "")) && !datedToday(f, today) {
						rt.Fatalf("on %s %s says %q: nothing about it is dated today; %s", today, f.Rule, text, f.Message)
					}
				}
			}
		}
	})
}

// TestTheOracleOfPastDays holds that the test above would notice.
func TestTheOracleOfPastDays(t *testing.T) {
	today := date("2026-12-10")
	for text, want := range map[string]int{
		"Decide by 9 Dec": 1, "DECIDE BY 9 DEC": 1, "Decide by 10 Dec": 0, "Decide by 9 Jan 2027": 0, "Send the notice by 2026-12-09.": 1,
		"Send the notice by 2026-12-10.": 0, "Order \"allocation 2026-12-09\" now.": 0, "Write `received: 2026-12-01`.": 0,
	} {
		if got := len(pastDays(text, today)); got != want {
			t.Errorf("%q names %d past days, want %d", text, got, want)
		}
	}
}
