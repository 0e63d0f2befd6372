package content

import (
	"fmt"
	"strings"
)

// Verdict answers a question with yes or no and always with why.
type Verdict struct {
	OK  bool
	Why string // in our own words only: everybody may read them
	// Problems are what is wrong in detail. They may contain paths and contents of files, and are shown only to those who may read.
	Problems []string
}

// Text returns a verdict in words: the reason, how many problems there are and, in detail, which.
func (v Verdict) Text(detailed bool) string {
	text := v.Why
	if n := len(v.Problems); n == 1 {
		text += ": 1 problem"
	} else if n > 1 {
		text += fmt.Sprintf(": %d problems", n)
	}
	if detailed && len(v.Problems) > 0 {
		text += "\n" + strings.Join(v.Problems, "\n")
	}
	return text + "\n"
}

// Verdicts returns whether the service is ready and whether it is healthy. It takes no snapshot: monitoring systems ask every few seconds.
type Verdicts interface {
	ReadyVerdict() Verdict
	HealthVerdict() Verdict
}
