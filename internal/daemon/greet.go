package daemon

import (
	"fmt"
	"strings"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/wiring"
)

// greet says what the first pass found and where to look.
func (d *Daemon) greet(first engine.Evaluation) {
	s := first.Summary
	fmt.Fprintf(d.options.Out, "supplierwatch watches %s of %s: %d critical, %s, %s\n",
		amount(s.Suppliers, "supplier"), strings.Join(d.options.Paths, ", "), s.Critical, amount(s.Warning, "warning"), amount(s.Info, "note"))
	fmt.Fprintf(d.options.Out, "page   %s\n", wiring.PageURL(d.settings))
	for _, relay := range d.settings.Relays {
		if relay.Directory != "" {
			fmt.Fprintf(d.options.Out, "mail   %s/*.eml\n", relay.Directory)
		} else {
			fmt.Fprintf(d.options.Out, "mail   over %s:%d\n", relay.Host, relay.Port)
		}
	}
	fmt.Fprintf(d.options.Out, "state  %s\n", d.settings.State.URL)
	fmt.Fprintln(d.options.Out, "more   supplierwatch status, supplierwatch ack ALERT; SIGHUP reloads, SIGTERM ends")
}

// amount gives a number with its noun: 1 note, 2 notes.
func amount(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
