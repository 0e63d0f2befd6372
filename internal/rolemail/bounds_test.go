package rolemail_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
)

// TestPatternsSeeTheBeginningOfAMail holds that a pattern is held against the first 500 characters of a subject and the first 64 KiB of a text,
// and that no reference is taken from beyond them.
func TestPatternsSeeTheBeginningOfAMail(t *testing.T) {
	const confirmed, nearly = "confirmation acme", "near-miss acme"
	long := strings.Repeat("ä ", 32<<10) // 96 KiB
	for name, c := range map[string]struct{ from, subject, text, want string }{
		"a phrase among 500 characters":    {"orders@acme.example", strings.Repeat("ä", 400) + " Auftragsbestätigung 4711", "", confirmed + " order-window/yearly"},
		"a phrase behind 500 characters":   {"orders@acme.example", strings.Repeat("ä", 500) + " Auftragsbestätigung 4711", "", nearly + " order-window/yearly"},
		"a phrase at the end of 64 KiB":    {"robot@edi.acme.example", "", long[:60<<10] + " confirmed quantity", confirmed + " delivery/weekly"},
		"a phrase behind the first 64 KiB": {"robot@edi.acme.example", "", long[:64<<10] + " confirmed quantity", nearly + " delivery/weekly"},
	} {
		if got := told(read(t, mail(c.from, c.subject, c.text), factindex.New())); !strings.Contains(got, c.want) {
			t.Errorf("%s: it tells %q, want %q", name, got, c.want)
		}
	}
	found := read(t, mail("orders@acme.example", "Auftragsbestätigung 4711", long[:64<<10]+" 4712"), factindex.New())
	if len(found) == 0 || found[0].Data["references"] != "4711" {
		t.Errorf("it names %v, want the reference 4711 alone", found)
	}
}
