package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// autoReply returns an automatic answer to our mail.
func autoReply(date, subject, text string) []byte {
	lines := []string{"From: desk@acme.example", "To: watchdog@buyer.example", "Subject: " + subject, "In-Reply-To: <1@buyer.example>", "Auto-Submitted: auto-replied"}
	if date != "" {
		lines = append(lines, "Date: "+date)
	}
	return []byte(strings.Join(append(lines, "", text, ""), "\r\n"))
}

// TestADayWithoutAYearNeedsTheDateOfTheMail holds that no year is made up.
func TestADayWithoutAYearNeedsTheDateOfTheMail(t *testing.T) {
	const text = "I am out of the office until 24 December."
	for date, want := range map[string]string{"": "", "Mon, 30 Nov 2026 10:00:00 +0100": "2026-12-24", "Wed, 30 Dec 2026 10:00:00 +0100": "", "Sun, 1 Aug 2027 10:00:00 +0100": "2027-12-24"} {
		if m := mailparse.Read(autoReply(date, "Out of office", text)); m.Verdict != mailparse.Away || m.Until != want {
			t.Errorf("sent %q: %s until %q, want %q", date, m.Verdict, m.Until, want)
		}
	}
}

// TestTheNumberOfARequestMakesATicket holds that a receipt with a number is a ticket system's, whatever else it says, and that the evidence quotes it.
func TestTheNumberOfARequestMakesATicket(t *testing.T) {
	m := mailparse.Read(autoReply("Mon, 30 Nov 2026 10:00:00 +0100", "Thank you", "Thank you for contacting us. I am out of the office. Your case number is 00123456."))
	if m.Verdict != mailparse.Ticket || !strings.Contains(strings.Join(m.Evidence, "\n"), "Your case number is 00123456") {
		t.Errorf("%s: %q", m.Verdict, m.Evidence)
	}
}
