package checkformat

import (
	"fmt"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/rulebook"
)

// The states of a monitoring plugin, which are its exit codes.
const (
	NagiosOK = iota
	NagiosWarning
	NagiosCritical
	NagiosUnknown
)

var nagiosWords = [...]string{NagiosOK: "OK", NagiosWarning: "WARNING", NagiosCritical: "CRITICAL", NagiosUnknown: "UNKNOWN"}

// mostNagiosBytes is below the 4 KB that Nagios reads of a plugin's output.
const mostNagiosBytes = 4000

// nagios writes the one line of a monitoring plugin: state, text and performance data.
func nagios(c Check) ([]byte, error) {
	if c.broken() {
		return []byte(NagiosLine(NagiosUnknown, c.nagiosText(), "")), nil
	}
	number := map[model.Severity]int{}
	fresh := c.fresh()
	for _, f := range fresh {
		number[f.Severity]++
	}
	data := fmt.Sprintf("critical=%d;;0 warning=%d;0 info=%d not_evaluated=%d", number[model.Critical], number[model.Warning], number[model.Info], len(c.NotEvaluated))
	if c.Document.Summary != nil {
		data += fmt.Sprintf(" suppliers=%d", c.Document.Summary.Suppliers)
	}
	return []byte(NagiosLine(NagiosState(c), c.nagiosText(), data)), nil
}

// NagiosState returns the state of a check: that of its gravest finding.
func NagiosState(c Check) int {
	state := NagiosOK
	for _, f := range c.Document.Findings {
		switch {
		case f.Known, c.Unknown != "" && f.Rule == rulebook.VantageBlind:
		case f.Severity == model.Critical:
			state = NagiosCritical
		case f.Severity == model.Warning:
			state = max(state, NagiosWarning)
		}
	}
	if c.broken() || c.Unknown != "" && state != NagiosCritical {
		return NagiosUnknown
	}
	return state
}

// NagiosLine returns the line of a plugin. In the text, a bar would begin the performance data.
func NagiosLine(state int, text, data string) string {
	if data != "" {
		data = " | " + data
	}
	head := "SUPPLIERWATCH " + nagiosWords[state] + " - "
	return head + cut(strings.ReplaceAll(plain(text), "|", "/"), mostNagiosBytes-len(head)-len(data)) + data + "\n"
}

// nagiosText returns the gravest findings in one line.
func (c Check) nagiosText() string {
	if c.broken() {
		first := problemsOf(c)[0]
		return c.problemCount() + "; the first: " + first.place.String() + ": " + first.message
	}
	if c.Unknown != "" {
		return c.Unknown + "; " + c.nagiosFindings()
	}
	return c.nagiosFindings()
}

// nagiosFindings counts the findings and names the gravest ones.
func (c Check) nagiosFindings() string {
	fresh := c.fresh()
	text := counted(fresh)
	if c.Document.Summary != nil {
		text = prose.Count(c.Document.Summary.Suppliers, "supplier") + ": " + text
	}
	if c.Document.Diff != nil {
		text += "; " + diffCounts(c.Document.Diff)
	}
	for i, f := range fresh {
		if i == 3 || f.Severity == model.Info {
			break
		}
		text += "; " + strings.TrimSuffix(plain(apidoc.Headline(f)), ".")
	}
	return text
}
