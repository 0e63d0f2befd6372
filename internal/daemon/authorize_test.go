package daemon

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
)

// TestWhatAnUnstampedMailMayDo sends every command under each proof of its sender.
func TestWhatAnUnstampedMailMayDo(t *testing.T) {
	manyTexts(t)
	const failed, proven = "Authentication-Results: mx.buyer.example; dmarc=fail", "Authentication-Results: mx.buyer.example; dmarc=pass header.from=buyer.example"
	const exchange = "Authentication-Results: mx.buyer.example; dkim=none (message not signed) header.d=none; dmarc=none action=none header.from=buyer.example"
	type want struct{ proven, unstamped, failed bool }
	for text, done := range map[string]want{
		"ack": {true, true, false}, "snooze 2 days": {true, true, false}, "not-mine": {true, true, false}, "no-answer duty": {true, true, false},
		"placed 4500012345": {true, false, false}, "requested PR-1234": {true, false, false}, "waived stock lasts": {true, false, false},
		"wrong-number duty": {true, false, false}, "just a note": {true, true, false},
	} {
		for stamp, expected := range map[string]bool{proven: done.proven, unstamped: done.unstamped, exchange: done.unstamped, failed: done.failed} {
			t.Run(text+" "+stamp, func(t *testing.T) {
				b := newBuyers(t)
				b.post(b.replies, answer(b.single(windowRule), "jane@buyer.example", text, stamp))
				facts := 0
				for _, f := range b.facts() {
					if f.Source == "mail" {
						facts++
					}
				}
				if facts > 0 != expected {
					t.Errorf("%d facts were recorded; answered %q", facts, b.receipts())
				}
				if n := len(b.receipts()); n == 0 || stamp == failed && n != 1 {
					t.Errorf("%d receipts", n)
				}
			})
		}
	}
}

func TestAnUnstampedCommandIsReportedToEverybodyNotified(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	b.after(4 * time.Hour)
	b.after(time.Minute)
	b.post(b.replies, answer(mail, "joe@buyer.example", "ack", unstamped))
	got := strings.Join(b.receipts(), "\n")
	for _, to := range []string{"joe@buyer.example: Acknowledged until", "buying@buyer.example: A reply in the name of joe@buyer.example did this.", "leads@buyer.example: A reply in the name of joe@buyer.example"} {
		if !strings.Contains(got, to) {
			t.Errorf("receipts %q, want one with %q", got, to)
		}
	}
	if n := len(b.receipts()); n != 3 {
		t.Errorf("%d receipts, want 3", n)
	}
}

func TestUnstampedMailIsInternalWhereTheBorderStampsTheRest(t *testing.T) {
	b := newBuyers(t)
	b.Reader.Addresses.Authorizer.Internal = true
	const outside = "Authentication-Results: mx.buyer.example; spf=none smtp.mailfrom=evil.example; dkim=none; dmarc=none header.from=buyer.example"
	if got := b.says(b.single(windowRule), "jane@buyer.example", "placed 4500012345", outside, "Message-ID: <forged@evil.example>"); !strings.HasPrefix(got, "NOT recorded: our mail server says nothing about who sent this mail") {
		t.Errorf("mail that the border has stamped is answered %q", got)
	}
	if got := b.says(b.single(windowRule), "jane@buyer.example", "placed 4500012345", unstamped); !strings.HasPrefix(got, "Recorded for jane@buyer.example: order 4500012345") {
		t.Errorf("answered %q", got)
	}
	b.after(time.Second)
	if state := b.alert(windowRule).State; state != model.StateResolved {
		t.Errorf("the alert is %s", state)
	}
}

// TestNothingIsDoneInAnUnprovenNameWithoutWitnesses uses up the answers that a colleague gets, and then puts the alert off in that name.
func TestNothingIsDoneInAnUnprovenNameWithoutWitnesses(t *testing.T) {
	for name, c := range map[string]struct{ from, before string }{
		"after asking for help": {"joe@buyer.example", "help"}, "after what was refused": {"joe@buyer.example", "snooze"},
		"after acknowledgements": {"joe@buyer.example", "ack"}, "in the name of the whole team": {"buying@buyer.example", "help"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBuyers(t)
			mail := b.single(windowRule)
			for i := range 2 * replies.AnswersPerAlert {
				b.post(b.replies, answer(mail, c.from, c.before, unstamped, fmt.Sprintf("Message-ID: <%d@client.example>", i)))
			}
			b.post(b.replies, answer(mail, c.from, "snooze 3 days", unstamped, "Message-ID: <last@client.example>"))
			b.after(time.Second)
			if state := b.alert(windowRule).State; state != model.StateSnoozed {
				t.Fatalf("the alert is %s", state)
			}
			told := slices.ContainsFunc(b.receipts(), func(r string) bool {
				return strings.HasPrefix(r, "buying@buyer.example: A reply in the name of "+c.from+" did this.") && strings.Contains(r, "26 Sep")
			})
			if !told {
				t.Errorf("the alert was put off, and nobody was told but by %q", b.receipts())
			}
			if n := len(b.receipts()); n > 2*replies.AnswersPerAlert+3 {
				t.Errorf("%d receipts: saying the same again and again fills mailboxes", n)
			}
		})
	}
}
