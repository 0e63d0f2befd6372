package daemon

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replies"
)

// TestNobodyBelievesToHaveAnAlert writes what is not a command again and again: each time while nobody has acknowledged the alert, the answer
// says so.
func TestNobodyBelievesToHaveAnAlert(t *testing.T) {
	const open = `Saved as a note. The alert is still open and not acknowledged. To acknowledge it, reply "ack".`
	b := newBuyers(t)
	mail := b.single(windowRule)
	for _, text := range []string{"Thanks, got it", "on it", "👍", "The desk is closed, I call in the morning."} {
		got := b.says(mail, "jane@buyer.example", text)
		if !strings.HasPrefix(got, open) {
			t.Errorf("%s: answered %q", text, got)
		}
		if asked := strings.Contains(got, "Did you mean ack?"); asked == strings.HasPrefix(text, "The desk") {
			t.Errorf("%s: answered %q", text, got)
		}
		b.after(time.Minute)
	}
	if to := b.receipts(); len(to) != 4 {
		t.Errorf("answered %q", to)
	}
}

// TestNotesOnWhatSomebodyHasAreAnsweredOnceADay writes notes after an acknowledgement, also before any evaluation has heard of that.
func TestNotesOnWhatSomebodyHasAreAnsweredOnceADay(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	b.post(b.replies, answer(mail, "jane@buyer.example", "ack"), answer(mail, "jane@buyer.example", "I call them at nine"), answer(mail, "jane@buyer.example", "or at ten"))
	got := b.receipts()
	if len(got) != 2 || !strings.Contains(flat(got[1]), "Saved as a note. The alert is acknowledged or over.") {
		t.Fatalf("answered %q", got)
	}
	b.after(time.Minute)
	for text, answered := range map[string]bool{"joe@buyer.example": true, "jane@buyer.example": false} {
		if got := b.says(mail, text, "they called back"); (got != "") != answered {
			t.Errorf("%s: answered %q", text, got)
		}
	}
	b.after(24 * time.Hour)
	if got := b.says(mail, "jane@buyer.example", "and again"); !strings.HasPrefix(got, "Saved as a note.") {
		t.Errorf("the next day: answered %q", got)
	}
}

func TestADigestSaysHowManyOfItsAlertsNobodyHas(t *testing.T) {
	b := newBuyers(t)
	mail, n := b.first("buying@buyer.example", deliveryRule)
	b.says(mail, "jane@buyer.example", fmt.Sprintf("ack %d", n))
	b.after(time.Minute)
	got := b.says(mail, "jane@buyer.example", "ok")
	want := fmt.Sprintf(`%d of the %d alerts of that mail are still open and not acknowledged. To acknowledge, reply "ack 1" or "ack all".`, len(mail.Alerts)-1, len(mail.Alerts))
	if !strings.Contains(got, want) || !strings.Contains(got, `Did you mean ack? Then reply "ack 1" or "ack all".`) {
		t.Errorf("answered %q, want %q in it", got, want)
	}
}

// TestARefusedCommandIsAnsweredEachTime is what a colleague reads who was not notified.
func TestARefusedCommandIsAnsweredEachTime(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	for n := range 3 {
		if got := b.says(mail, "eve@buyer.example", "ack", fmt.Sprintf("Message-ID: <%d@client.example>", n)); !strings.HasPrefix(got, "NOT acknowledged: you are not in Buying") {
			t.Errorf("answered %q", got)
		}
	}
}

// TestAFirstAnswerIsNeverUsedUpByOthers floods the watchdog under all names, with and without proof, and then lets a person fail who has had no
// answer yet.
func TestAFirstAnswerIsNeverUsedUpByOthers(t *testing.T) {
	b := newBuyers(t)
	mail, other := b.single(windowRule), b.single(deliveryRule)
	const forged = "Authentication-Results: mx.buyer.example; dmarc=fail header.from=buyer.example"
	var flood []string
	for n := range 200 {
		id := fmt.Sprintf("Message-ID: <flood-%d@client.example>", n)
		flood = append(flood,
			answer(mail, "jane@buyer.example", "ack", id, forged), // in her own name
			answer(mail, fmt.Sprintf("n%d@buyer.example", n), "ack", strings.Replace(id, "flood", "names", 1), forged),
			answer(other, "joe@buyer.example", "again", strings.Replace(id, "flood", "joe", 1)))
	}
	b.post(b.replies, flood...)
	if n := len(b.receipts()); n > replies.AnswersAnHour-replies.AnswersReserved {
		t.Errorf("the flood got %d answers", n)
	}
	if got := b.says(mail, "jane@buyer.example", "placed"); !strings.HasPrefix(got, "NOT recorded: say its number") {
		t.Errorf("jane: answered %q", got)
	}
	if got := b.says(mail, "eve@buyer.example", "ack"); !strings.HasPrefix(got, "NOT acknowledged: you are not in") {
		t.Errorf("eve: answered %q", got)
	}
	notices := b.queued(model.MailOperators)
	if len(notices) != 1 || !strings.Contains(notices[0].Subject, "not answered") {
		t.Errorf("the operators were told %v", notices)
	}
	if n := b.daemon.snapshots.Take().Withheld; n < 500 {
		t.Errorf("the page counts %d replies that were not answered", n)
	}
}

// TestAnUnprovenCommandIsReportedAlthoughItsSenderIsNotAnswered uses up all answers first.
func TestAnUnprovenCommandIsReportedAlthoughItsSenderIsNotAnswered(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	var others []string
	for n := range replies.AnswersAnHour {
		others = append(others, answer(mail, fmt.Sprintf("n%d@buyer.example", n), "help"))
	}
	b.post(b.replies, others...)
	before := len(b.receipts())
	if before != replies.AnswersAnHour {
		t.Fatalf("%d answers left within an hour", before)
	}
	b.now = b.now.Add(time.Second)
	b.post(b.replies, answer(mail, "joe@buyer.example", "ack", unstamped))
	got := b.receipts()[before:]
	if len(got) != 1 || !strings.HasPrefix(got[0], "buying@buyer.example: A reply in the name of joe@buyer.example did this.") {
		t.Errorf("answered %q", got)
	}
}

// TestAnUnprovenCommandIsReportedHoweverManyNotesCameBefore uses up with notes what somebody is answered.
func TestAnUnprovenCommandIsReportedHoweverManyNotesCameBefore(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	for n := range replies.AnswersPerAlert + 2 {
		b.post(b.replies, answer(mail, "joe@buyer.example", fmt.Sprintf("note %d", n), unstamped, fmt.Sprintf("Message-ID: <note-%d@client.example>", n)))
	}
	b.receipts()
	b.post(b.replies, answer(mail, "joe@buyer.example", "ack", unstamped))
	got := b.receipts()
	if len(got) == 0 || !strings.HasPrefix(got[len(got)-1], "buying@buyer.example: A reply in the name of joe@buyer.example did this.") {
		t.Errorf("answered %q", got)
	}
}

// TestUnstampedMailTakesNoAnswersFromItsOwner writes in Jane's name without a stamp, and then lets her fail with one.
func TestUnstampedMailTakesNoAnswersFromItsOwner(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	for n := range replies.AnswersPerAlert + 2 {
		b.post(b.replies, answer(mail, "jane@buyer.example", fmt.Sprintf("note %d", n), unstamped, fmt.Sprintf("Message-ID: <note-%d@client.example>", n)))
	}
	if got := b.says(mail, "jane@buyer.example", "placed"); !strings.HasPrefix(got, "NOT recorded: say its number") {
		t.Errorf("answered %q", got)
	}
}

// container returns a labelled mail of the message package as Jane's answer to one of our mails.
func container(t *testing.T, file string, to model.Mail) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "mailparse", "testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "In-Reply-To: <q1@buyer.example>\n")
	return strings.TrimSuffix(strings.SplitN(answer(to, "jane@buyer.example", "x", "Message-ID: <"+file+"@client.example>"), "\n\n", 2)[0], "\n") + "\n" + rest
}

func TestAReplyThatCannotBeReadIsAnsweredWithThat(t *testing.T) {
	for file, why := range map[string]string{
		"client-smime-encrypted.eml": "encrypted (S/MIME)", "client-pgp-encrypted.eml": "encrypted (PGP)",
		"client-pgp-inline-encrypted.eml": "encrypted (PGP)", "client-winmail.eml": "packed into winmail.dat", "client-protected.eml": "encrypted (protected message)",
	} {
		b := newBuyers(t)
		mail := b.single(windowRule)
		b.post(b.replies, container(t, file, mail))
		got := flat(strings.Join(b.receipts(), "|"))
		want := "jane@buyer.example: NOT read: your reply is " + why + ". Nothing was done. Reply in plain text, without encryption. The alert is still open and not acknowledged."
		if !strings.HasPrefix(got, want) || len(b.receipts()) != 1 {
			t.Errorf("%s: answered %q, want %q", file, got, want)
		}
	}
}

func TestASignedReplyIsRead(t *testing.T) {
	for _, file := range []string{"client-smime-opaque.eml", "client-smime-opaque-streamed.eml", "client-pgp-inline-signed.eml"} {
		b := newBuyers(t)
		mail := b.single(windowRule)
		b.post(b.replies, container(t, file, mail))
		b.passes()
		if notes := b.alert(windowRule).Notes; len(notes) != 1 || !strings.HasPrefix(notes[0], "jane@buyer.example: Yes, this is still right.") {
			t.Errorf("%s: noted %q, answered %q", file, notes, b.receipts())
		}
	}
}

func TestAnAckBelowALongQuotationCounts(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	var quoted strings.Builder
	for n := 0; quoted.Len() < 200<<10; n++ {
		fmt.Fprintf(&quoted, "> line %d of a long thread\n", n)
	}
	got := b.says(mail, "jane@buyer.example", "On Wed, 23 Sep 2026 at 11:00, Supplier Watch <watchdog@buyer.example> wrote:\n"+quoted.String()+"\nack", "Message-ID: <long@client.example>")
	if !strings.HasPrefix(got, "Acknowledged until") {
		t.Errorf("answered %q", got)
	}
}

// TestAnAckThatMentionsAnAbsenceCounts is written by a person, although the words are those of an absence notice.
func TestAnAckThatMentionsAnAbsenceCounts(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	if got := b.says(mail, "jane@buyer.example", "ack\nI am out of the office until 30 September, please contact joe@buyer.example then."); !strings.HasPrefix(got, "Acknowledged until") {
		t.Errorf("answered %q", got)
	}
	for name, head := range map[string]string{"marked": "Auto-Submitted: auto-replied", "without sender": "Return-Path: <>"} {
		if got := b.says(mail, "joe@buyer.example", "ack\nI am out of the office until 30 September, please contact jane@buyer.example.", head, "Message-ID: <"+name+"@x>"); got != "" {
			t.Errorf("%s: answered %q", name, got)
		}
	}
}
