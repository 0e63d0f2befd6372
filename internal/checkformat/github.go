package checkformat

import (
	"bytes"
	"fmt"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// mostAnnotations is how many annotations of each level GitHub shows for one step.
const mostAnnotations = 10

// github writes workflow commands: GitHub shows them as annotations at the lines of the registry. What is more than GitHub shows is in the job
// summary, which GitHubSummary returns.
func github(c Check) ([]byte, error) {
	var out bytes.Buffer
	shown := map[string]int{}
	left := 0
	for _, a := range annotationsOf(c) {
		if shown[a.level]++; shown[a.level] > mostAnnotations {
			left++
			continue
		}
		a.write(&out)
	}
	switch {
	case c.broken():
		fmt.Fprintf(&out, "supplierwatch: %s.\n", c.problemCount())
	default:
		fmt.Fprintf(&out, "supplierwatch: %s.\n", counted(c.fresh()))
	}
	if c.Document.Diff != nil {
		fmt.Fprintf(&out, "supplierwatch: %s.\n", GitHubLog(plain(diffCounts(c.Document.Diff))))
	}
	if left > 0 {
		fmt.Fprintf(&out, "supplierwatch: %s without an annotation; the job summary lists all.\n", prose.Count(left, "result"))
	}
	return out.Bytes(), nil
}

// annotation is one workflow command.
type annotation struct {
	level, title, message string
	place                 Place
}

func annotationsOf(c Check) []annotation {
	var all []annotation
	for _, p := range problemsOf(c) {
		all = append(all, annotation{"error", ruleOfProblems, p.message, p.place})
	}
	for _, f := range c.fresh() {
		message := plain(f.Message)
		if len(f.Advice.Do) > 0 {
			message += "\n" + plain(f.Advice.Do[0])
		}
		all = append(all, annotation{githubLevel(f.Severity), apidoc.Headline(f), message, c.Places.of(f.Position)})
	}
	return all
}

func githubLevel(s model.Severity) string {
	switch s {
	case model.Critical:
		return "error"
	case model.Warning:
		return "warning"
	}
	return "notice"
}

// mostTitleBytes keeps a title on one line of the page.
const mostTitleBytes = 120

func (a annotation) write(out *bytes.Buffer) {
	fmt.Fprintf(out, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", a.level, githubProperty(plain(a.place.Path)),
		a.place.Line, a.place.EndLine, a.place.Column, a.place.EndColumn, githubProperty(cut(plain(a.title), mostTitleBytes)), githubData(a.message))
}

// githubData escapes the message of a workflow command.
func githubData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// githubProperty escapes a property of a workflow command.
func githubProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}

// GitHubSummary returns the job summary: all findings as Markdown, in at most so many bytes. It is empty where not even the heading fits.
func GitHubSummary(c Check, most int) string { return c.markdown(most) }

// GitHubLog makes lines harmless for the log of GitHub Actions, where a line that begins with :: or has ##[ in it is a command.
func GitHubLog(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if rest := strings.TrimLeft(line, " \t\r\f\v\u00a0\u0085\u2028\u2029"); strings.HasPrefix(rest, "::") {
			line = line[:len(line)-len(rest)] + ": :" + rest[2:]
		}
		lines[i] = strings.ReplaceAll(line, "##[", "## [")
	}
	return strings.Join(lines, "")
}
