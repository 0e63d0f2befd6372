package mailparse_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

const (
	tagged   = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
	answered = "bbbbbbbbbbbbbbbbbbbbbbbbbb"
	returned = "cccccccccccccccccccccccccc"
	inText   = "dddddddddddddddddddddddddd"
)

// TestTokens holds where tokens are looked for, in which order they are trusted
// and that case is nothing.
func TestTokens(t *testing.T) {
	mail := "Delivered-To: watchdog+" + strings.ToUpper(tagged) + "@buyer.example\nFrom: MAILER-DAEMON@acme.example\nSubject: Undelivered Mail\n" +
		"In-Reply-To: <" + answered + ".7@buyer.example>\nReferences: <x@y> <" + answered + ".7@buyer.example>\nContent-Type: multipart/mixed; boundary=q\n\n" +
		"--q\n\nIt could not be delivered. Our reference: " + inText + "\nnot one: " + inText + "2 and 0189aaaaaaaaaaaaaaaaaaaaaa\n" +
		"--q\nContent-Type: message/rfc822\n\nMessage-ID: <" + returned + ".9@buyer.example>\nReturn-Path: <watchdog+" + tagged + "@buyer.example>\n\n\n--q--\n"
	got := mailparse.Tokens(mailparse.Read([]byte(mail)))
	if want := []string{tagged, answered, returned, inText}; !slices.Equal(got, want) {
		t.Errorf("tokens %v, want %v", got, want)
	}
}

// TestOriginals holds that most real bounces can be matched by the mail that
// they bring back, whether as a part or inside their text.
func TestOriginals(t *testing.T) {
	mails := corpus(t)
	with := 0
	for _, c := range mails {
		if m := mailparse.Read(c.raw); m.Original != nil && m.Original.MessageID != "" {
			with++
		}
	}
	if share := float64(with) / float64(len(mails)); share < 0.86 {
		t.Errorf("the Message-ID of the original is found in %.1f %%, want at least 86 %%", 100*share)
	}
}
