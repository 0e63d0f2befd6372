package daemon

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// manyContracts has a dozen contracts without a decision, each with an alert of its own.
func manyContracts() string {
	registry := strings.ReplaceAll(buyersRegistry, "jane@buyer.example,", "jane@buyer.example, jane.doe@buyer.example,")
	contracts := "    contracts:\n"
	for n := range 12 {
		contracts += fmt.Sprintf("      - {id: frame-%02d, title: Frame %02d, ends: 2026-09-30, renewal: manual}\n", n, n)
	}
	return strings.Replace(registry, "    contracts:\n", contracts, 1)
}

// TestSharedAcks reads the dozen ways in which mail programs write "ack", each about the alert of its number.
func TestSharedAcks(t *testing.T) {
	shared := os.Getenv("SUPPLIERWATCH_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	files, err := filepath.Glob(filepath.Join(shared, "cases", "38-acks-from-real-clients", "*.eml"))
	if err != nil || len(files) == 0 {
		t.Skipf("NO REAL ACKNOWLEDGEMENTS CHECKED: %s has none (%v); set SUPPLIERWATCH_SHARED", shared, err)
	}
	b := newBuyersOf(t, manyContracts(), time.Date(2026, 9, 23, 9, 0, 0, 0, time.UTC))
	mail, _ := b.first("buying@buyer.example", windowRule)
	token := regexp.MustCompile(`(?:[0-9a-f]{20}\.)?\b[a-z2-7]{26}\b`)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := token.ReplaceAllStringFunc(strings.ReplaceAll(string(raw), "\r\n", "\n"), func(found string) string {
			if strings.Contains(found, ".") {
				return strings.TrimSuffix(mail.MessageID, "@buyer.example")
			}
			return mail.Token
		})
		before := len(b.receipts())
		b.post(b.replies, text)
		answers := b.receipts()
		if len(answers) != before+1 {
			t.Errorf("%s: %d answers", filepath.Base(file), len(answers)-before)
			continue
		}
		b.after(time.Second)
		n, err := strconv.Atoi(filepath.Base(file)[:2])
		if err != nil {
			t.Fatal(err)
		}
		answer := flat(newest(b.queued(model.MailReceipt)).Text)
		if strings.Contains(file, "tnef") {
			if !strings.HasPrefix(answer, "NOT read: your reply is packed into winmail.dat. Nothing was done.") {
				t.Errorf("%s: answered %q", filepath.Base(file), answer)
			}
			continue
		}
		if state := b.alertOf(mail, n).State; state != model.StateAcknowledged || !strings.HasPrefix(answer, fmt.Sprintf("%d. ", n)) || strings.Contains(answer, "Not carried out") {
			t.Errorf("%s: alert %d is %s; answered %q", filepath.Base(file), n, state, answer)
		}
	}
}

// alertOf returns an alert by its number in a mail.
func (b *buyers) alertOf(mail model.Mail, n int) model.Alert {
	b.t.Helper()
	state, err := b.daemon.store.State(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return state.Alerts[mail.Alerts[n-1].Alert]
}

// TestAcksOfMailPrograms reads a command as programs, gateways and people write it around what counts.
func TestAcksOfMailPrograms(t *testing.T) {
	manyTexts(t)
	files, err := filepath.Glob(filepath.Join("testdata", "acks", "*.eml"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d mails, %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b := newBuyers(t)
		mail, _ := b.first("buying@buyer.example", windowRule)
		head, _, _ := strings.Cut(answer(mail, "jane@buyer.example", ""), "\n\n")
		got := ""
		before := len(b.receipts())
		if b.post(b.replies, head+"\n"+string(raw)); len(b.receipts()) == before+1 {
			got = flat(newest(b.queued(model.MailReceipt)).Text)
		}
		b.after(time.Second)
		want, name := model.StateAcknowledged, filepath.Base(file)
		if strings.HasPrefix(name, "not-") {
			want = model.StateFiring
		}
		if a := b.alertOf(mail, 2); a.State != want || strings.Contains(got, "Not carried out") || got == "" {
			t.Errorf("%s: the alert is %s; answered %q", name, a.State, got)
		} else if len(a.Notes) > 0 && want == model.StateAcknowledged {
			t.Errorf("%s: noted %q", name, a.Notes)
		}
		for n := range mail.Alerts {
			if state := b.alertOf(mail, n+1).State; n != 1 && state == model.StateAcknowledged {
				t.Errorf("%s: alert %d is acknowledged by our own words", name, n+1)
			}
		}
	}
}
