package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"supplierwatch/config"
	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// verbs are the words of the API and of forms for what can be done about an alert.
var verbs = map[string]replycmd.Verb{
	"ack": replycmd.Ack, "snooze": replycmd.Snooze, "note": action.Note, "not-mine": replycmd.NotMine,
}

// actBody is what a request says of an act.
type actBody struct {
	ID    string `json:"id"`
	By    string `json:"by"`
	Note  string `json:"note"`
	For   string `json:"for"`
	Until string `json:"until"`
}

// actorAPI is who acts where a request names nobody: whoever has the write token.
const actorAPI = "api"

// act does what a program asks for about one alert, and answers with the alert as it is then.
func (s server) act(verb replycmd.Verb) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body actBody
		if err := decode(w, r, &body); err != nil {
			s.fail(w, r, err)
			return
		}
		request := action.Request{
			Alert: r.PathValue("id"), Verb: verb, By: s.actor(r, body.By), Source: "api", Proof: action.ProofToken,
			Note: body.Note, For: body.For, Until: body.Until,
		}
		if body.ID != "" {
			request.ID = "api-" + body.ID
		}
		outcomes, err := s.Actions.Act(r.Context(), request)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		status, doc := http.StatusOK, apidoc.NewStatus(nil, time.Now())
		for _, o := range outcomes {
			doc.Alerts = append(doc.Alerts, apidoc.NewStatus(map[string]model.Alert{o.Alert.ID: o.Alert}, doc.AsOf).Alerts...)
			if !o.IsEvaluated() {
				status = http.StatusAccepted
			}
		}
		s.reply(w, status, doc)
	}
}

// actor is who acts by a request of the API: the user whom a trusted proxy names, else whom the request names.
func (s server) actor(r *http.Request, by string) string {
	if user := s.user(r); user != "" {
		return user
	}
	if by == "" {
		return actorAPI
	}
	return by
}

// mostBytes is how long a request may be.
const mostBytes = 1 << 20

// decode reads the one JSON value that a request may consist of, whatever it calls itself. Without one the value stays as it is.
func decode(w http.ResponseWriter, r *http.Request, into any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBytes))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		err = nothingMore(decoder)
	}
	if tooLong, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return refusal(http.StatusRequestEntityTooLarge, fmt.Sprintf("the request is longer than %d bytes", tooLong.Limit))
	}
	if err != nil {
		return refusal(http.StatusBadRequest, "expected one JSON object: "+strings.TrimPrefix(apidoc.JSONFault(err).Error(), "json: "))
	}
	return nil
}

// ConfigDocument is the configuration that the daemon runs on, without secrets.
type ConfigDocument struct {
	Version int            `json:"version"`
	File    string         `json:"file"`
	Config  map[string]any `json:"config"`
}

// describe answers with what describes the API to programs.
func (s server) describe(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", jsonKind)
	s.write(w, config.OpenAPI)
}

// nothingMore sees that a request ends with its one value.
func nothingMore(decoder *json.Decoder) error {
	_, err := decoder.Token()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err == nil:
		return errors.New("more follows behind it")
	}
	return err
}

// apiPrefix begins the paths that programs read: they get errors as JSON too.
const apiPrefix = "/api/"

// errorDocument is the error that programs get.
type errorDocument struct {
	Version int    `json:"version"`
	Error   string `json:"error"`
}

// fail answers with what is wrong.
func (s server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, why := s.failure(err)
	if !strings.HasPrefix(r.URL.Path, apiPrefix) {
		s.plain(w, status, why)
		return
	}
	s.reply(w, status, errorDocument{apidoc.DocumentVersion, why})
}

const jsonKind = "application/json"

// encode writes a document.
func encode(doc any) ([]byte, error) {
	body, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	return append(body, '\n'), nil
}

// reply sends a document.
func (s server) reply(w http.ResponseWriter, status int, doc any) {
	body, err := encode(doc)
	if err != nil {
		s.Log.Error("A request could not be answered.", "error", err)
		status, body = http.StatusInternalServerError, []byte(`{"version": 1, "error": "the answer could not be written; the log says why"}`+"\n")
	}
	w.Header().Set("Content-Type", jsonKind)
	w.WriteHeader(status)
	s.write(w, body)
}

// plainly lets errors of the router itself, such as that there is no such path, reach programs as JSON.
func (s server) plainly(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" || !strings.HasPrefix(r.URL.Path, apiPrefix) {
			mux.ServeHTTP(w, r)
			return
		}
		seen := &silent{header: w.Header()}
		mux.ServeHTTP(seen, r)
		why := "there is nothing here; /api/v1/openapi.json lists what there is"
		if allowed := w.Header().Get("Allow"); allowed != "" {
			why = "this takes " + allowed + " and no " + r.Method
		}
		s.fail(w, r, refusal(seen.status, why))
	})
}

// silent keeps the header and the status of an answer.
type silent struct {
	header http.Header
	status int
}

func (s *silent) Header() http.Header         { return s.header }
func (s *silent) Write(b []byte) (int, error) { return len(b), nil }
func (s *silent) WriteHeader(status int)      { s.status = status }
