package daemon

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// hostileMails is a batch of mails made to keep regular expressions busy, with subjects and texts as long as they are read.
func hostileMails(many int) imap.Batch {
	b := imap.Batch{Position: model.FolderPosition{UIDValidity: 1, UID: uint32(many)}}
	for i := range many {
		raw := fmt.Sprintf("From: <someone-%d@supplier-1.example>\r\nTo: <confirmations@works.example>\r\nMessage-ID: <%[1]d@mail.example>\r\nSubject: ", i) +
			strings.Repeat("order 4500 conf ", 2000) + "\r\n\r\n" + strings.Repeat("order 4500 conf\r\n", 15_000)
		b.Received = append(b.Received, imap.Received{
			UID: uint32(i + 1), Arrived: time.Date(2026, 11, 23, 8, i, 0, 0, time.UTC), Size: int64(len(raw)), Message: mailparse.Read([]byte(raw)),
		})
	}
	return b
}

// BenchmarkEvaluationBesideHostileMail measures how long an evaluation has to wait at most while 25 hostile mails are understood, by a registry
// in which every supplier has a regular expression of its own.
func BenchmarkEvaluationBesideHostileMail(b *testing.B) {
	const suppliers = 200
	d := benchDaemon(b, suppliers)
	box := d.registry.Load().Mailboxes[0]
	for i, s := range d.registry.Load().Suppliers {
		pattern := fmt.Sprintf(`/(?i)(order|auftrag).{0,40}[0-9]{4,12}.{0,40}confirm(ed|ation) %d$/`, i)
		s.OrderWindows = append(s.OrderWindows, &model.OrderWindow{ID: "hostile", Confirmation: &model.Confirmation{
			Mailbox: box, Subject: []string{pattern}, Body: []string{pattern}, From: "*",
		}})
	}
	f := incoming.Folder{Account: "works", Name: "INBOX", Mailboxes: d.registry.Load().Mailboxes}
	batch := hostileMails(25)
	var longest, took time.Duration
	for b.Loop() {
		kept := make(chan error, 1)
		start := time.Now()
		go func() { kept <- d.incoming.HandleBatch(b.Context(), f, batch) }()
		for done := false; !done; {
			asked := time.Now()
			if err := d.engine.WithFacts(b.Context(), func(*factindex.Index) {}); err != nil {
				b.Fatal(err)
			}
			longest = max(longest, time.Since(asked))
			select {
			case err := <-kept:
				if err != nil {
					b.Fatal(err)
				}
				took, done = time.Since(start), true
			case <-time.After(time.Millisecond):
			}
		}
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms-longest-wait")
	b.ReportMetric(float64(took.Milliseconds()), "ms-batch")
}
