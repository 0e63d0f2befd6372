package daemon

import (
	"fmt"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// attributions are what programs write above the mail that is answered; empty: nothing.
var attributions = []string{
	"", "On Wed, 23 Sep 2026 at 11:05, Supplier Watch <watchdog@buyer.example> wrote:", "On Wed, 23 Sep 2026 at 11:05, Supplier Watch<watchdog@buyer.example> wrote: SUBJECT",
	"Am 23.09.2026 um 11:05 schrieb Supplier Watch <watchdog@buyer.example>:", "Am Mittwoch, 23. September 2026 um 11:05 hat Supplier Watch\n<watchdog@buyer.example> geschrieben:",
	"Le mer. 23 sept. 2026 à 11:05, Supplier Watch <watchdog@buyer.example> a écrit :", "Il giorno mer 23 set 2026 alle ore 11:05 Supplier Watch <watchdog@buyer.example> ha scritto:",
	"El mié, 23 sept 2026 a las 11:05, Supplier Watch (<watchdog@buyer.example>) escribió:", "Op wo 23 sep. 2026 om 11:05 schreef Supplier Watch <watchdog@buyer.example>:",
	"-----Original Message-----\nFrom: Supplier Watch <watchdog@buyer.example>\nSent: Wednesday, 23 September 2026 11:05\nTo: Buying\nSubject: SUBJECT\n",
	"________________________________\nVon: Supplier Watch <watchdog@buyer.example>\nGesendet: Mittwoch, 23. September 2026 11:05\nAn: Buying\nBetreff: SUBJECT\n",
	"From: Supplier Watch <watchdog@buyer.example>\nDate: Wednesday, 23 September 2026 at 11:05\nTo: Buying\nSubject: SUBJECT\n",
	"-------- Ursprüngliche Nachricht --------\nVon: Supplier Watch <watchdog@buyer.example>\nDatum: 23.09.26 11:05 (GMT+01:00)\nAn: buying@buyer.example\nBetreff: SUBJECT\n",
	"---- On Wed, 23 Sep 2026 11:05:00 +0200 Supplier Watch <watchdog@buyer.example> wrote ----", "2026-09-23 11:05 GMT+02:00 Supplier Watch <watchdog@buyer.example>:",
	"Supplier Watch <watchdog@buyer.example> schrieb am Mi., 23. Sept. 2026, 11:05:", "Sent from my iPhone\n\n> On 23 Sep 2026, at 11:05, Supplier Watch <watchdog@buyer.example> wrote:",
}

// rewrapped breaks the lines of a text anew and marks them.
func rewrapped(text, mark string, width int) string {
	var out []string
	for line := range strings.Lines(text) {
		now := ""
		for word := range strings.FieldsSeq(line) {
			if now != "" && len(now)+len(word) >= width {
				out = append(out, mark+now)
				now = ""
			}
			now = strings.TrimSpace(now + " " + word)
		}
		out = append(out, mark+now)
	}
	return strings.Join(out, "\n")
}

// TestOurOwnMailBelowAnAnswerIsNoCommand answers "ack 2" above our mail as programs quote it, mark it and break it anew, in all or in part: nothing
// else is carried out and nothing is noted.
func TestOurOwnMailBelowAnAnswerIsNoCommand(t *testing.T) {
	manyTexts(t)
	b := newBuyers(t)
	mail, _ := b.first("buying@buyer.example", windowRule)
	for _, attribution := range attributions {
		for _, mark := range []string{"> ", "| ", ""} {
			for _, width := range []int{200, 60} {
				for _, part := range []string{mail.Text, mail.Text[strings.Index(mail.Text, "  ack 1  "):]} {
					text := "ack 2\n\n" + strings.ReplaceAll(attribution, "SUBJECT", mail.Subject) + "\n" + rewrapped(part, mark, width)
					raw := answer(mail, "jane@buyer.example", text)
					checkOnlyAck(t, mail, raw, fmt.Sprintf("%q, mark %q, width %d", attribution, mark, width))
				}
			}
		}
	}
}

func checkOnlyAck(t *testing.T, mail model.Mail, raw, name string) {
	t.Helper()
	parsed := mailparse.Read([]byte(raw)).Against(mail.Subject + "\n" + mail.Text)
	commands, _ := replycmd.ParseAll(replycmd.WithoutOffers(parsed.Reply, mail.Text), parsed.From, len(mail.Alerts))
	if len(commands) != 1 || fmt.Sprint(commands[0].Alerts) != "[2]" {
		t.Errorf("%s: %+v from %q", name, commands, parsed.Reply)
		return
	}
	if commands[0].Below != "" {
		t.Errorf("%s: noted %.80q", name, commands[0].Below)
	}
}
