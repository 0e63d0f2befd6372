package daemon

import (
	"strings"
	"testing"
	"time"
)

// TestRepliesAroundMidnightCountByTheDayOfTheOwner has replies with the same words 40 seconds apart, before and after midnight in Berlin, where the
// owner is. In UTC it is the same evening.
func TestRepliesAroundMidnightCountByTheDayOfTheOwner(t *testing.T) {
	midnight := time.Date(2026, time.September, 24, 0, 0, 0, 0, mustZone(t))
	b := newBuyers(t)
	window, delivery := b.single(windowRule), b.single(deliveryRule)
	for _, c := range []struct {
		at     time.Duration
		snooze string
		ack    string
	}{
		{-20 * time.Second, "Snoozed until Thu 24 Sep, 08:00 CEST.", "Acknowledged until Thu 24 Sep, 08:00 CEST."},
		{20 * time.Second, "Snoozed until Fri 25 Sep, 08:00 CEST.", "Acknowledged until Fri 25 Sep, 08:00 CEST."},
	} {
		b.now = midnight.Add(c.at)
		id := "Message-ID: <" + c.at.String()
		if got := b.says(window, "jane@buyer.example", "snooze until tomorrow", id+"s@client.example>"); !strings.HasPrefix(got, c.snooze) {
			t.Errorf("%s from midnight: %q, want %q", c.at, got, c.snooze)
		}
		if got := b.says(delivery, "jane@buyer.example", "ack until tomorrow", id+"a@client.example>"); !strings.HasPrefix(got, c.ack) {
			t.Errorf("%s from midnight: %q, want %q", c.at, got, c.ack)
		}
		other := newBuyers(t)
		notice := other.single(noticeRule)
		other.now = b.now
		want := "Recorded for jane@buyer.example: the supplier received our notice on " + map[bool]string{true: "Wed 23 Sep", false: "Thu 24 Sep"}[c.at < 0]
		if got := other.says(notice, "jane@buyer.example", "notice given today"); !strings.HasPrefix(got, want) {
			t.Errorf("%s from midnight: %q, want %q", c.at, got, want)
		}
	}
}
