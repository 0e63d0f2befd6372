package probe

import (
	"regexp"
	"strings"

	"supplierwatch/internal/evidence"
)

// maxMeasured is how many measurements of one output are kept.
const maxMeasured = 20

// readPlugin parts the output of a monitoring plugin into its text and what it
// measured: each line may have measurements behind a bar, and once a line below
// the first has them, the rest has nothing else. Of an output that was cut off
// the last measurement is dropped, as its number may lack digits.
func readPlugin(output string, cut bool) (text string, measured map[string]string) {
	var words, perf strings.Builder
	inPerf, first := false, true
	for line := range strings.Lines(output) {
		before, after, bar := strings.Cut(line, "|")
		if inPerf {
			before, after, bar = "", line, true
		}
		words.WriteString(strings.TrimRight(before, "\r\n"))
		words.WriteByte('\n')
		if bar {
			perf.WriteString(after + " ")
			inPerf = !first
		}
		first = false
	}
	all := perf.String()
	if cut {
		all = all[:max(0, strings.LastIndexAny(strings.TrimRight(all, " "), " \t\r\n"))]
	}
	return strings.TrimSpace(words.String()), readMeasured(all)
}

// measurement is 'label'=value with its unit, warning, critical, minimum and
// maximum; the label is in quotes if it has blanks, a quote within is doubled.
var measurement = regexp.MustCompile(`(?:'((?:[^']|'')+)'|([^\s'=|]+))=((?:-?[0-9][0-9.,]*|U)[^\s]*)`)

func readMeasured(perf string) map[string]string {
	measured := map[string]string{}
	for _, m := range measurement.FindAllStringSubmatch(perf, maxMeasured) {
		label := strings.ReplaceAll(m[1], "''", "'")
		if label == "" {
			label = m[2]
		}
		measured[evidence.Line(label)] = evidence.Line(m[3])
	}
	return measured
}
