package verification_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// replyMails returns the labelled mails of the reader of mail, and the texts of its tables as mails.
func replyMails(t *testing.T) map[string][]byte {
	t.Helper()
	mails := map[string][]byte{}
	files, err := filepath.Glob("../mailparse/testdata/*.eml")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d labelled mails: %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		mails[filepath.Base(file)] = raw
	}
	table, err := os.ReadFile("../mailparse/testdata/replies.tsv")
	if err != nil {
		t.Fatal(err)
	}
	const head = "From: Order desk <orders@acme.example>\nTo: x@buyer.example\nSubject: Re: contact\nIn-Reply-To: <1@buyer.example>\nContent-Type: text/plain; charset=utf-8\n"
	bankDetails := []string{
		"Yes, all correct.\nIBAN DE89 3704 0044 0532 0130 00", "Yes. Please note our new account: IBAN DE89 3704 0044 0532 0130 00", "Yes. Our bank has changed.",
		"Hello.\nOur bank details are below.", "Stop. Our bank has changed.", "Yes.\n\n-- \nACME\nIBAN DE89370400440532013000",
	}
	for _, text := range bankDetails {
		mails[text] = []byte(head + "\n" + text + "\n")
	}
	for line := range strings.SplitSeq(string(table), "\n") {
		label, text, found := strings.Cut(line, "\t")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		fields := head
		if strings.HasPrefix(label, "auto:") {
			fields += "Auto-Submitted: auto-replied\n"
		}
		mails[text] = []byte(fields + "\n" + strings.ReplaceAll(text, `\n`, "\n") + "\n")
	}
	return mails
}

// TestReadAndTheDaemonSayTheSame holds that what `supplierwatch read` shows of an answer is what the daemon records of it, where the answer comes
// from the contact that was asked and no bank details are known.
func TestReadAndTheDaemonSayTheSame(t *testing.T) {
	w := newWorld(t)
	for name, raw := range replyMails(t) {
		m := mailparse.Read(raw)
		if m.Kind != mailparse.KindReply && m.Kind != mailparse.KindAutoReply || m.From == "" {
			continue
		}
		row := &model.Mail{
			ID: "ask-1", Kind: model.MailVerification, To: model.Recipient{Address: m.From},
			About: []model.SubjectRef{{Supplier: "acme", Subject: model.KindContact.Subject("orders")}},
		}
		facts := verification.Answer(m, row, w.Registry, factindex.New(), w.now, verification.Receiving{Proof: mailauth.Proven})
		if len(facts) == 0 {
			t.Errorf("%s: %s %s, and the daemon records nothing", name, m.Kind, m.Verdict)
			continue
		}
		if string(facts[0].Kind) != string(m.Verdict) {
			t.Errorf("%s: read says %s %s, the daemon %s: %q", name, m.Kind, m.Verdict, facts[0].Kind, m.Evidence)
		}
	}
}
