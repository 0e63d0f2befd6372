package app

import (
	"fmt"
	"strings"

	"supplierwatch/internal/engine"
)

// greet says what the first pass found and where to look.
func (d *Daemon) greet(first engine.Pass) {
	s := first.Summary
	fmt.Fprintf(d.Out, "supplierwatch watches %s of %s: %d critical, %s, %s\n",
		amount(s.Suppliers, "supplier"), strings.Join(d.Paths, ", "), s.Critical, amount(s.Warning, "warning"), amount(s.Info, "note"))
	fmt.Fprintf(d.Out, "page   %s\n", d.pageURL())
	for _, relay := range d.Relays {
		if relay.Directory != "" {
			fmt.Fprintf(d.Out, "mail   %s/*.eml\n", relay.Directory)
		} else {
			fmt.Fprintf(d.Out, "mail   over %s:%d\n", relay.Host, relay.Port)
		}
	}
	fmt.Fprintf(d.Out, "state  %s\n", d.State.URL)
	fmt.Fprintln(d.Out, "more   supplierwatch status, supplierwatch ack ALERT; SIGHUP reloads, SIGTERM ends")
}

// amount gives a number with its noun: 1 note, 2 notes.
func amount(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
