package oneshot

import (
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/wiring"
)

func TestProblemError(t *testing.T) {
	err := wiring.ProblemError([]model.Problem{
		{Position: model.Position{File: "a.yaml", Line: 1, Column: 2}, Message: "one"},
		{Position: model.Position{File: "b.yaml", Line: 3, Column: 4}, Message: "two"},
	})
	if want := "\na.yaml:1:2: one\nb.yaml:3:4: two"; !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error = %q, want its end %q", err, want)
	}
}
