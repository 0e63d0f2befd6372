package checkformat

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"supplierwatch/internal/model"
)

// The parts of a JUnit report (the schema of Jenkins). An attribute that the schema does not know makes Jenkins refuse the file.
type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		Skipped   *string       `xml:"skipped"` // the schema allows no attribute
		Error     *junitOutcome `xml:"error"`
		Failure   *junitOutcome `xml:"failure"`
		Output    string        `xml:"system-out,omitempty"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// junit writes a JUnit report: one suite for each rule, one test case for each finding. The test of a rule without findings succeeds; that of a rule that could not be
// evaluated is skipped.
func junit(c Check) ([]byte, error) {
	report := junitReport{Name: "supplierwatch"}
	for _, s := range c.suites() {
		report.add(s)
	}
	out := bytes.NewBufferString(xml.Header)
	enc := xml.NewEncoder(out)
	enc.Indent("", "  ")
	if err := enc.Encode(report); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// add counts a suite, and gives each of its cases a name of its own.
func (r *junitReport) add(s junitSuite) {
	named := map[string]int{}
	for i := range s.Cases {
		test := &s.Cases[i]
		named[test.Name]++
		if n := named[test.Name]; n > 1 {
			test.Name = fmt.Sprintf("%s (%d)", test.Name, n)
		}
		s.Tests++
		switch {
		case test.Failure != nil:
			s.Failures++
		case test.Error != nil:
			s.Errors++
		case test.Skipped != nil:
			s.Skipped++
		}
	}
	r.Tests, r.Failures, r.Errors = r.Tests+s.Tests, r.Failures+s.Failures, r.Errors+s.Errors
	r.Suites = append(r.Suites, s)
}

func (c Check) suites() []junitSuite {
	if c.broken() {
		return []junitSuite{c.suiteOfProblems()}
	}
	var suites []junitSuite
	for _, t := range c.tests() {
		if n := len(suites); n == 0 || suites[n-1].Name != t.rule {
			suites = append(suites, junitSuite{Name: t.rule})
		}
		s := &suites[len(suites)-1]
		s.Cases = append(s.Cases, c.junitCase(t))
	}
	return suites
}

func (c Check) suiteOfProblems() junitSuite {
	suite := junitSuite{Name: ruleOfProblems}
	for _, p := range problemsOf(c) {
		suite.Cases = append(suite.Cases, junitCase{
			Name: plain(p.place.String()), ClassName: ruleOfProblems,
			Error: &junitOutcome{Message: p.message, Type: "error", Text: plain(p.place.String()) + ": " + p.message},
		})
	}
	return suite
}

func (c Check) junitCase(t test) junitCase {
	made := junitCase{Name: t.name, ClassName: t.rule}
	switch {
	case t.skipped:
		reason := reasonNotEvaluated
		made.Skipped = &reason
	case t.finding == nil:
	case c.failed(*t.finding):
		made.Failure = &junitOutcome{Message: plain(t.finding.Message), Type: string(t.finding.Severity), Text: c.details(*t.finding)}
	default:
		made.Output = c.details(*t.finding)
	}
	return made
}

// details returns the place of a finding, its message and its steps in lines.
func (c Check) details(f model.Finding) string {
	known := ""
	if f.Known {
		known = " (known, not new)"
	}
	lines := []string{plain(c.Places.of(f.Position).String()) + ": " + string(f.Severity) + known + ": " + plain(f.Message)}
	for i, step := range f.Advice.Do {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, plain(step)))
	}
	return strings.Join(lines, "\n")
}
