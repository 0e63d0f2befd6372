package replies

import (
	"fmt"
	"testing"
	"time"
)

func TestTheLimitsOfAnswers(t *testing.T) {
	at := time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC)
	ask := func(l *AnswerLimit, n int, sender, alert string, proven bool) bool {
		return l.allows(wantedAnswer{id: fmt.Sprint(sender, proven, alert, n), sender: sender, proven: proven, about: []string{alert}}, at)
	}
	var l AnswerLimit
	given := 0
	for n := range 100 { // one program, about many alerts
		if ask(&l, n, "robot@buyer.example", fmt.Sprint("alert", n), true) {
			given++
		}
	}
	if given != AnswersAnHour-AnswersReserved {
		t.Errorf("one program got %d answers, want %d", given, AnswersAnHour-AnswersReserved)
	}
	for n := range 100 {
		if ask(&l, n, fmt.Sprintf("person%d@buyer.example", n), "alert", true) {
			given++
		}
	}
	if given != AnswersAnHour {
		t.Errorf("%d answers left within an hour, want %d", given, AnswersAnHour)
	}
	// A message that could not be recorded, and is read again, is not counted twice.
	var again AnswerLimit
	for range 10 {
		if !ask(&again, 1, "jane@buyer.example", "alert", true) {
			t.Fatal("a message that is read again is not answered")
		}
	}
	if len(again.recent) != 1 || again.WithheldOn(at) != 0 {
		t.Errorf("%d answers are counted", len(again.recent))
	}
	at = at.Add(time.Hour)
	if !ask(&l, 1000, "robot@buyer.example", "alert0", true) {
		t.Error("an hour later nothing is answered")
	}
}

func TestManySendersDoNotFillTheMemory(t *testing.T) {
	var senders AnswerLimit
	at := time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC)
	for n := range answersKept + 500 {
		senders.allows(wantedAnswer{id: fmt.Sprint(n), sender: fmt.Sprintf("guess-%d@evil.example", n), about: []string{"a"}}, at)
	}
	if v := senders.allows(wantedAnswer{id: "next", sender: "jane@buyer.example", proven: true, about: []string{"a"}}, at); !v {
		t.Error("whoever has had no answer yet is not answered")
	}
	if len(senders.recent) > answersKept {
		t.Errorf("%d answers are kept in mind", len(senders.recent))
	}
}
