package mailparse_test

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

// labelled is one mail of the shared corpus and what it is.
type labelled struct {
	name, verdict string
	raw           []byte
}

// corpus reads the shared collection of real bounces.
func corpus(t testing.TB) []labelled {
	t.Helper()
	found, err := readCorpus()
	if err != nil {
		t.Skipf("NOT TESTED against real bounces, the shared corpus is absent: %v", err)
	}
	return found
}

// sharedFolder returns where the data lies that several projects share.
func sharedFolder() string {
	if folder := os.Getenv("SUPPLIERWATCH_SHARED"); folder != "" {
		return folder
	}
	return "../../../shared"
}

func readCorpus() ([]labelled, error) {
	shared := sharedFolder()
	table, err := os.ReadFile(filepath.Join(shared, "corpus", "bounces.tsv"))
	if err != nil {
		return nil, err
	}
	var found []labelled
	for _, line := range strings.Split(strings.TrimSpace(string(table)), "\n")[1:] {
		columns := strings.Split(line, "\t")
		raw, err := os.ReadFile(filepath.Join(shared, "corpus", "bounces", columns[0]))
		if err != nil {
			return nil, err
		}
		found = append(found, labelled{name: columns[0], verdict: columns[1], raw: raw})
	}
	return found, nil
}

// inCorpusWords returns what Read found in the corpus's vocabulary, which calls
// some mails by their kind.
func inCorpusWords(m mailparse.Message) string {
	switch m.Kind {
	case mailparse.KindComplaint, mailparse.KindDelivered:
		return string(m.Kind)
	case mailparse.KindBounce, mailparse.KindDelay, mailparse.KindAutoReply:
		return string(m.Verdict)
	}
	return "(" + string(m.Kind) + ")"
}

// half splits the corpus by the hash of a file's name.
func half(name string) int {
	h := fnv.New32a()
	fmt.Fprint(h, name)
	return int(h.Sum32()>>8) % 2
}

// TestCorpus holds the share of right verdicts on real bounces, over all and in
// either half, and that no address is called gone that the corpus does not call
// gone.
func TestCorpus(t *testing.T) {
	var right, all [2]int
	confusion := map[string]int{}
	for _, c := range corpus(t) {
		m := mailparse.Read(c.raw)
		got := inCorpusWords(m)
		all[half(c.name)]++
		if got == c.verdict {
			right[half(c.name)]++
			continue
		}
		confusion[c.verdict+" read as "+got]++
		t.Logf("%s is %s, read as %s: %q", c.name, c.verdict, got, m.Evidence)
		if got == "gone" {
			t.Errorf("%s: an address that may live is called gone", c.name)
		}
	}
	for cell, n := range confusion {
		t.Logf("%3d %s", n, cell)
	}
	for i := range right {
		t.Logf("half %d: %d of %d, %.1f %%", i, right[i], all[i], 100*float64(right[i])/float64(all[i]))
	}
	if share := float64(right[0]+right[1]) / float64(all[0]+all[1]); share < 0.97 {
		t.Errorf("%.1f %% of the verdicts are right, want at least 97 %%", 100*share)
	}
}
