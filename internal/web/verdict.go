package web

import (
	"fmt"
	"net/http"
	"strings"
)

// Verdict answers a question with yes or no and always with why.
type Verdict struct {
	OK  bool
	Why string // in our own words only: everybody may read them
	// Problems say what is wrong in detail. They may hold paths and contents of files, and are shown only to those who may read.
	Problems []string
}

// verdict answers 200 or 503, with the reason as text.
func (s server) verdict(pick func(Snapshot) Verdict) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := pick(s.Snapshot())
		status := http.StatusOK
		if !v.OK {
			status = http.StatusServiceUnavailable
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		s.write(w, []byte(v.text(s.detailed(r))))
	}
}

// detailed reports whether the client may see which problems there are: they have shown that they may read or, where reading takes no
// token, they are on this machine.
func (s server) detailed(r *http.Request) bool {
	if s.ReadToken == "" {
		return s.Local && s.ours(r)
	}
	return s.mayRead(r)
}

// text writes a verdict: the reason, how many problems there are and, in detail, which.
func (v Verdict) text(detailed bool) string {
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
