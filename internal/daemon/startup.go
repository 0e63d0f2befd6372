package daemon

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// Build identifies the build of this program.
type Build struct{ Version, Revision, Go string }

// logStartup logs what has started, and on what.
func logStartup(log *slog.Logger, build Build, s *settings.Settings, paths []string) {
	log.Info("The service has started.", "version", build.Version, "revision", build.Revision, "configuration", s.File, "state", s.State.URL,
		"registry", strings.Join(paths, " "), "page", wiring.PageURL(s))
}

// printBanner prints what the first evaluation found and where to look, to a person at a terminal.
func printBanner(w io.Writer, conf *settings.Settings, paths []string, first engine.Evaluation) {
	if !isTerminal(w) {
		return
	}
	s := first.Summary
	fmt.Fprintf(w, "supplierwatch watches %s of %s: %d critical, %s, %s\n",
		amount(s.Suppliers, "supplier"), strings.Join(paths, ", "), s.Critical, amount(s.Warning, "warning"), amount(s.Info, "note"))
	fmt.Fprintf(w, "page   %s\n", wiring.PageURL(conf))
	for _, relay := range conf.Relays {
		if relay.Directory != "" {
			fmt.Fprintf(w, "mail   %s/*.eml\n", relay.Directory)
		} else {
			fmt.Fprintf(w, "mail   over %s:%d\n", relay.Host, relay.Port)
		}
	}
	fmt.Fprintf(w, "state  %s\n", conf.State.URL)
	fmt.Fprintln(w, "more   supplierwatch status, supplierwatch ack ALERT; SIGHUP reloads, SIGTERM ends")
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
