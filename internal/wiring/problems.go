package wiring

import (
	"fmt"
	"strings"

	"supplierwatch/internal/model"
)

// ProblemError joins problems into one error, a line each.
func ProblemError(problems []model.Problem) error {
	return fmt.Errorf("the configuration or the registry has errors:\n%s", strings.Join(ProblemLines(problems), "\n"))
}

// ProblemLines returns each problem as a line.
func ProblemLines(problems []model.Problem) []string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return lines
}
