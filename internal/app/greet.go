package app

import (
	"fmt"
	"strings"

	"supplierwatch/internal/engine"
)

// greet says what the first pass found and where to look.
func (d *Daemon) greet(first engine.Pass) {
	s := first.Summary
	fmt.Fprintf(d.Out, "supplierwatch watches %d suppliers of %s: %d critical, %d warnings, %d notes\n",
		s.Suppliers, strings.Join(d.Paths, ", "), s.Critical, s.Warning, s.Info)
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
