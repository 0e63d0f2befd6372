package probe

import (
	"context"
	"fmt"
	"strings"

	"supplierwatch/internal/evidence"
	"supplierwatch/internal/model"
)

// MaxLines is how many lines of evidence a fact has, however much a server says.
const MaxLines = 30

// Run is one run of a probe: it collects the evidence and the data, and
// ends as a fact. One goroutine uses it.
type Run struct {
	source string
	Lines  []string
	Data   model.ProbeData
}

// NewRun returns an empty run of the kind of probe that the source names.
func NewRun(source string) *Run {
	return &Run{source: source}
}

// AddEvidence adds a line to the evidence. What cannot be printed is replaced, as
// servers choose some of the words.
func (t *Run) AddEvidence(format string, args ...any) {
	if len(t.Lines) >= MaxLines {
		return
	}
	t.Lines = append(t.Lines, evidence.Line(fmt.Sprintf(format, args...)))
}

// OK ends the trial well; the reason may be empty.
func (t *Run) OK(r Reason) model.Fact { return t.fact(model.FactProbeOK, r) }

// failed ends the trial with an error, which becomes a failure or, by its
// reason, an unknown.
func (t *Run) failed(ctx context.Context, err error) model.Fact {
	r := ReasonOf(ctx, err)
	t.AddEvidence("%v", err)
	return t.fact(kindFor(r), r)
}

// Unknown ends the trial without having learnt anything of the subject.
func (t *Run) Unknown(ctx context.Context, err error) model.Fact {
	t.AddEvidence("%v", err)
	return t.fact(model.FactProbeUnknown, ReasonOf(ctx, err))
}

func (t *Run) fact(kind model.FactKind, r Reason) model.Fact {
	t.Data.Reason = string(r)
	return t.Data.Fact(model.Fact{Kind: kind, Source: t.source, Evidence: strings.Join(t.Lines, "\n")})
}
