package web

import (
	"context"
	"net/http"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// monitoring serves the checks of the service, and reads the registry again on request.
type monitoring struct {
	verdicts     content.Verdicts
	readRegistry func(ctx context.Context, forced bool) []model.Problem
	response     response.Writer
	control      access.Control
}

// healthy serves whether evaluations are completed in time.
func (m monitoring) healthy(w http.ResponseWriter, r *http.Request) {
	m.verdict(w, r, m.verdicts.HealthVerdict())
}

// ready serves whether the service can do its work.
func (m monitoring) ready(w http.ResponseWriter, r *http.Request) {
	m.verdict(w, r, m.verdicts.ReadyVerdict())
}

// verdict writes 200 or 503, with the reason as text.
func (m monitoring) verdict(w http.ResponseWriter, r *http.Request, v content.Verdict) {
	status := http.StatusOK
	if !v.OK {
		status = http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", plainText)
	w.WriteHeader(status)
	m.response.Write(w, []byte(v.Text(m.control.MayReadProblems(r))))
}

// reload reads the registry again and writes its problems, if any; the
// last good registry then stays in force.
func (m monitoring) reload(w http.ResponseWriter, r *http.Request) {
	problems := m.readRegistry(r.Context(), r.URL.Query().Get("force") == "true")
	w.Header().Set("Content-Type", plainText)
	if len(problems) == 0 {
		m.response.Write(w, []byte("reloaded\n"))
		return
	}
	w.WriteHeader(http.StatusUnprocessableEntity)
	var text strings.Builder
	for _, p := range problems {
		text.WriteString(p.String() + "\n")
	}
	text.WriteString("the registry read before stays in force\n")
	m.response.Write(w, []byte(text.String()))
}

const plainText = "text/plain; charset=utf-8"
