package notify_test

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// TestAnAcknowledgementHoldsAsItWasSaidThatItWould compares what AckHolds says with what Step makes of an acknowledgement.
func TestAnAcknowledgementHoldsAsItWasSaidThatItWould(t *testing.T) {
	for name, script := range map[string]string{
		"the policy's time":      "find notice; step",
		"a named day":            "team owner office; find notice named=2026-11-23,2026-11-25,2026-11-27; step",
		"a day without hours":    "team owner office; find notice named=2026-11-28; policy p step owner ack 9bd; find notice named=2026-11-28; step",
		"of what is told once":   "find notice once=yes; step; until 10:00",
		"on another's promise":   "find notice named=2026-11-25; step; ack notice; step; until 2026-11-24T12:00",
		"a snooze that is ended": "find notice; step; snooze notice 11:00; step; until 10:30",
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			for command := range strings.SplitSeq(script, "; ") {
				words := strings.Fields(command)
				s.play(words[0], words[1:])
			}
			a := s.alertOf("notice")
			f := s.findings[a.Key]
			said := s.machine.Alerts.AckHolds(a, &f, s.registry, s.now)
			s.play("ack", []string{"notice"})
			s.play("step", nil)
			got := s.alertOf("notice")
			if got.State != model.StateAcknowledged || !got.HeldUntil.Equal(said) {
				t.Errorf("%s holds until %s; it was said until %s", got.State, got.HeldUntil.Format(time.RFC3339), said.Format(time.RFC3339))
			}
		})
	}
}
