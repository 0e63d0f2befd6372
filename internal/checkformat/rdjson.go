package checkformat

import "supplierwatch/internal/model"

// The parts of the Reviewdog Diagnostic Format. Columns count bytes.
type (
	rdReport struct {
		Source      rdSource       `json:"source"`
		Severity    string         `json:"severity"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdSource struct {
		Name string `json:"name"`
	}
	rdDiagnostic struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
		Severity string     `json:"severity"`
		Code     rdCode     `json:"code"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
)

// rdjson writes diagnostics for reviewdog, which comments on the lines that a pull request changes. Known findings are left out.
func rdjson(c Check) ([]byte, error) {
	report := rdReport{Source: rdSource{Name: "supplierwatch"}, Severity: "WARNING", Diagnostics: []rdDiagnostic{}}
	for _, p := range problemsOf(c) {
		report.Diagnostics = append(report.Diagnostics, rdDiagnostic{p.message, rdPlace(p.place), "ERROR", rdCode{ruleOfProblems}})
	}
	for _, f := range c.fresh() {
		report.Diagnostics = append(report.Diagnostics, rdDiagnostic{plain(f.Message), rdPlace(c.Places.of(f.Position)), rdSeverity(f.Severity), rdCode{f.Rule}})
	}
	return indented(report)
}

func rdPlace(p Place) rdLocation {
	return rdLocation{plain(p.Path), rdRange{rdPosition{p.Line, p.Byte}, rdPosition{p.EndLine, p.EndByte}}}
}

func rdSeverity(s model.Severity) string {
	switch s {
	case model.Critical:
		return "ERROR"
	case model.Warning:
		return "WARNING"
	}
	return "INFO"
}
