package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestAnAnswerNamesTheMailThatItAnswers holds that either field of an answer is enough, and both are not too much.
func TestAnAnswerNamesTheMailThatItAnswers(t *testing.T) {
	const person = "From: jane@acme.example\nTo: watchdog@buyer.example\nSubject: contact\n"
	for fields, want := range map[string]mailparse.Kind{
		"":                                 mailparse.KindOther,
		"In-Reply-To: <1@buyer.example>\n": mailparse.KindReply,
		"References: <1@buyer.example>\n":  mailparse.KindReply,
		"In-Reply-To: <1@buyer.example>\nReferences: <1@buyer.example>\n": mailparse.KindReply,
	} {
		if m := mailparse.Read([]byte(person + fields + "\nI will see what I can do about it.\n")); m.Kind != want {
			t.Errorf("with %q: %s, want %s", fields, m.Kind, want)
		}
		null := "Return-Path: <>\n" + person + fields + "\nI will see what I can do about it.\n"
		if m := mailparse.Read([]byte(null)); want == mailparse.KindReply && m.Kind != mailparse.KindBounce {
			t.Errorf("without a sender, with %q: %s", fields, m.Kind)
		}
	}
}

// TestAReportWithoutItsPartIsABounce holds that the type of a report about a delivery counts by itself, and that of another report does not.
func TestAReportWithoutItsPartIsABounce(t *testing.T) {
	const report = "From: Mail Service <service@acme.example>\nTo: watchdog@buyer.example\nSubject: notice\nContent-Type: multipart/report; KIND boundary=b\n\n" +
		"--b\nContent-Type: text/plain\n\nPlease see below.\n--b--\n"
	for kind, want := range map[string]mailparse.Kind{
		"": mailparse.KindBounce, "report-type=delivery-status;": mailparse.KindBounce, "report-type=disposition-notification;": mailparse.KindOther,
	} {
		if m := mailparse.Read([]byte(strings.Replace(report, "KIND", kind, 1))); m.Kind != want {
			t.Errorf("%q: %s, want %s (%q)", kind, m.Kind, want, m.Evidence)
		}
	}
}
