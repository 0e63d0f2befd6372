package mailparse_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/mailparse"
)

// everyMail returns the labelled mails and, where it is there, the shared corpus.
func everyMail(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled mails: %v", err)
	}
	var mails [][]byte
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		mails = append(mails, raw)
	}
	real, err := readCorpus()
	if err != nil {
		t.Logf("without real bounces, the shared corpus is absent: %v", err)
	}
	for _, c := range real {
		mails = append(mails, c.raw)
	}
	return mails
}

// BenchmarkRead measures how long real bounces and labelled answers take.
func BenchmarkRead(b *testing.B) {
	mails := everyMail(b)
	b.ReportAllocs()
	var took []time.Duration
	for b.Loop() {
		took = took[:0]
		for _, raw := range mails {
			start := time.Now()
			mailparse.Read(raw)
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "median-µs/message")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs/message")
}

// growing are mails that become longer by repeating something that real ones repeat.
var growing = map[string]struct{ head, again, end string }{
	"answer":      {"Subject: Re: x\nIn-Reply-To: <a@b>\n\nYes, still correct.\n", "Please note that our plant in Leeds makes 40 kg a day, order no. 4500012345.\n", ""},
	"quotation":   {"Subject: Re: x\nIn-Reply-To: <a@b>\n\nYes.\n\nOn 23 Nov 2026, Jane wrote:\n", "> Is this still right? Please reply \"yes\", or tell us who it is now.\n", ""},
	"html":        {"Subject: Re: x\nIn-Reply-To: <a@b>\nContent-Type: text/html\n\n", "<p class=x>The lead time of item 12 34 is now 6 weeks, call +49 89 1234567.</p>\n", ""},
	"recipients":  {"From: mailer-daemon@x.example\nSubject: Undelivered Mail\nContent-Type: multipart/report; boundary=q\n\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n", "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n", "--q--\n"},
	"attachments": {"Subject: Re: x\nIn-Reply-To: <a@b>\nContent-Type: multipart/mixed; boundary=q\n\n", "--q\nContent-Type: text/plain\n\nYes, and thank you.\n", "--q--\n"},
}

// BenchmarkReadGrowth measures how much longer a mail takes that is ten and a hundred times as long: about 10 and 100, or less, where a limit ends it.
func BenchmarkReadGrowth(b *testing.B) {
	for name, mail := range growing {
		b.Run(name, func(b *testing.B) {
			var took [3]time.Duration
			for b.Loop() {
				for i, times := range []int{20, 200, 2000} {
					took[i] = fastest([]byte(mail.head + strings.Repeat(mail.again, times) + mail.end))
				}
			}
			b.ReportMetric(float64(took[1])/float64(took[0]), "x10-ratio")
			b.ReportMetric(float64(took[2])/float64(took[0]), "x100-ratio")
		})
	}
}

// fastest returns how long the fastest of some readings of a mail takes.
func fastest(raw []byte) time.Duration {
	best := time.Hour
	for range 5 {
		start := time.Now()
		mailparse.Read(raw)
		best = min(best, time.Since(start))
	}
	return best
}
