package daemon

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstStart starts a daemon on an empty state, with many teams of which each has a supplier whose contract has ended. It measures the time to
// the first mail and to all of them, which are written to a directory, and the CPU time of all. Growth is that of a mail beside that of a tenth of the
// teams.
func BenchmarkFirstStart(b *testing.B) {
	var before float64
	for _, teams := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(teams), func(b *testing.B) {
			var first, all, used time.Duration
			for b.Loop() {
				b.StopTimer()
				dir := manyTeams(b, teams)
				b.StartTimer()
				used += cpuOf(b, func() {
					soonest, last := startFirst(b, dir, teams)
					first, all = first+soonest, all+last
				})
			}
			b.ReportMetric(first.Seconds()/float64(b.N), "s-first")
			b.ReportMetric(all.Seconds()/float64(b.N), "s-all")
			perMail := float64(used.Microseconds()) / float64(b.N*teams)
			b.ReportMetric(perMail, "cpu-µs/mail")
			if before > 0 {
				b.ReportMetric(perMail/before, "growth")
			}
			before = perMail
		})
	}
}

// manyTeams writes a registry of many teams and the configuration of a daemon that writes its mails to a directory.
func manyTeams(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	var teams, suppliers strings.Builder
	for i := range n {
		fmt.Fprintf(&teams, "  team-%d: {email: team-%[1]d@buyer.example}\n", i)
		suppliers.WriteString(strings.Replace(expired(fmt.Sprintf("supplier-%05d", i)), "owner: buying", fmt.Sprintf("owner: team-%d", i), 1))
	}
	company := strings.Replace(keeperCompany, "teams:\n", "teams:\n"+teams.String(), 1)
	company = strings.Replace(company, "- notify: [buying]", "- notify: [owner]", 1)
	config := strings.Replace(keeperConfig, "smtp: [{host: 127.0.0.1, port: 1, tls: none, auth: none}]", "smtp: [{directory: outbox}]", 1) + "http: {listen: \"127.0.0.1:0\"}\n"
	for name, text := range map[string]string{"registry.yaml": company + suppliers.String(), "supplierwatch.yaml": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// startFirst runs a daemon until so many mails are written, and returns when the first and the last of them was.
func startFirst(b *testing.B, dir string, mails int) (first, all time.Duration) {
	b.Helper()
	ctx, stop := context.WithCancel(b.Context())
	began, ended := time.Now(), make(chan error, 1)
	go func() {
		d, err := New(Options{Config: filepath.Join(dir, "supplierwatch.yaml"), Out: io.Discard, Err: io.Discard})
		if err == nil {
			err = d.Run(ctx)
		}
		ended <- err
	}()
	for written := 0; written < mails; time.Sleep(50 * time.Millisecond) {
		files, _ := os.ReadDir(filepath.Join(dir, "outbox")) // it is made with the first mail
		written = 0
		for _, f := range files {
			if strings.HasSuffix(f.Name(), ".eml") {
				written++
			}
		}
		if written > 0 && first == 0 {
			first = time.Since(began)
		}
		select {
		case err := <-ended:
			b.Fatal("the daemon ended", err)
		default:
		}
	}
	all = time.Since(began)
	stop()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
	return first, all
}
