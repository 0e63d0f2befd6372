package probe

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"supplierwatch/internal/model"
)

// The evidence of one fact is a few lines for a person to read, however much a
// server says.
const (
	maxLines = 30
	maxLine  = 300 // runes
)

// trial is one run of a probe: it collects the evidence and the data, and
// ends as a fact. One goroutine uses it.
type trial struct {
	source string
	lines  []string
	data   map[string]string
}

func newTrial(source string) *trial {
	return &trial{source: source, data: map[string]string{}}
}

// note adds a line to the evidence. What cannot be printed is replaced, as
// servers choose some of the words.
func (t *trial) note(format string, args ...any) {
	if len(t.lines) >= maxLines {
		return
	}
	t.lines = append(t.lines, printable(fmt.Sprintf(format, args...)))
}

// printable gives s on one line, without control characters and not too long.
func printable(s string) string {
	runes := []rune(strings.ToValidUTF8(s, "?"))
	if len(runes) > maxLine {
		runes = append(runes[:maxLine:maxLine], '…')
	}
	for i, r := range runes {
		if !unicode.IsPrint(r) {
			runes[i] = ' '
		}
	}
	return string(runes)
}

// first records a datum unless it is recorded already.
func (t *trial) first(key, value string) {
	if _, there := t.data[key]; !there {
		t.data[key] = value
	}
}

// ok ends the trial well; the reason may be empty.
func (t *trial) ok(r Reason) model.Fact { return t.fact(model.FactProbeOK, r) }

// failed ends the trial with an error, which becomes a failure or, by its
// reason, an unknown.
func (t *trial) failed(ctx context.Context, err error) model.Fact {
	r := reasonOf(ctx, err)
	t.note("%v", err)
	return t.fact(kindFor(r), r)
}

// unknown ends the trial without having learnt anything of the subject.
func (t *trial) unknown(ctx context.Context, err error) model.Fact {
	t.note("%v", err)
	return t.fact(model.FactProbeUnknown, reasonOf(ctx, err))
}

func (t *trial) fact(kind model.FactKind, r Reason) model.Fact {
	if r != "" {
		t.data[model.DataReason] = string(r)
	}
	return model.Fact{Kind: kind, Source: t.source, Evidence: strings.Join(t.lines, "\n"), Data: t.data}
}
