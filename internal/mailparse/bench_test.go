package mailparse_test

import (
	"os"
	"path/filepath"
	"slices"
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
