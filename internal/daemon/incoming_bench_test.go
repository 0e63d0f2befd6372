package daemon

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

const benchConfig = `registry: [registry.yaml]
state: sqlite:./state.db
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>", secret: a-secret-for-tests}
smtp: [{directory: ./outbox}]
verification: {mode: "on", from: "Buyer AG Purchasing <contacts@buyer.example>", reply_to: contacts@buyer.example}
`

// benchDaemon opens a daemon over the registry of BenchmarkSimulate and an empty store; it does not run.
func benchDaemon(b *testing.B, suppliers int) *Daemon {
	dir := testkit.LargeRegistry(b, suppliers)
	config := filepath.Join(dir, "supplierwatch.settings")
	if err := os.WriteFile(config, []byte(benchConfig), 0o600); err != nil {
		b.Fatal(err)
	}
	d, err := New(Options{Config: config, Out: io.Discard, Err: io.Discard})
	if err != nil {
		b.Fatal(err)
	}
	down := &teardown{log: d.Log}
	if err := d.open(b.Context(), down); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := down.run(context.Background()); err != nil {
			b.Error(err)
		}
	})
	return d
}

// BenchmarkIncoming interprets ten thousand messages to our mailbox, of contacts and of strangers by turns, and commits their facts.
func BenchmarkIncoming(b *testing.B) {
	const many, atOnce = 10_000, 100
	for _, suppliers := range []int{10, 100, 1_000} {
		b.Run(fmt.Sprint(suppliers), func(b *testing.B) {
			d := benchDaemon(b, suppliers)
			f := incoming.Folder{Account: "works", Name: "INBOX", Mailboxes: d.registry.Load().Mailboxes}
			var uid uint32
			before := heap()
			for b.Loop() {
				for range many / atOnce {
					batch := imap.Batch{Position: model.FolderPosition{UIDValidity: 1}}
					for range atOnce {
						uid++
						batch.Received = append(batch.Received, received(uid, suppliers))
					}
					batch.Position.UID = uid
					if err := d.incoming.HandleBatch(b.Context(), f, batch); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N*many)/b.Elapsed().Seconds(), "messages/s")
			b.ReportMetric(float64(heap()-before)/float64(uid), "B-kept/message")
		})
	}
}

// received is a message from a contact of a supplier, or from a stranger.
func received(uid uint32, suppliers int) imap.Received {
	from := fmt.Sprintf("orders@supplier-%d.example", int(uid/2)%suppliers)
	if uid%2 == 0 {
		from = "sales@stranger.example"
	}
	raw := fmt.Sprintf("From: <%s>\r\nTo: <confirmations@works.example>\r\nSubject: Order confirmation %d\r\nMessage-ID: <%[2]d@mail.example>\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\n\r\nThank you for your order.\r\n", from, uid)
	arrived := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC).Add(time.Duration(uid) * time.Minute)
	return imap.Received{UID: uid, Arrived: arrived, Size: int64(len(raw)), Message: mailparse.Read([]byte(raw))}
}

// heap is how many bytes are in use.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what has a finalizer is freed by the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
