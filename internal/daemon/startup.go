package daemon

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/wiring"
)

// logStartup logs what has started, and on what.
func (d *Daemon) logStartup() {
	build, s := d.options.Build, d.settings
	d.Log.Info("The service has started.", "version", build.Version, "revision", build.Revision, "configuration", s.File, "state", s.State.URL,
		"registry", strings.Join(d.options.Paths, " "), "page", wiring.PageURL(s))
}

// printBanner prints what the first evaluation found and where to look, to a person at a terminal.
func (d *Daemon) printBanner(first engine.Evaluation) {
	if !isTerminal(d.options.Out) {
		return
	}
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

// isTerminal reports whether a person reads what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// amount returns a number with its noun: 1 note, 2 notes.
func amount(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
