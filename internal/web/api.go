package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"supplierwatch/config"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// deeds are the words of the API for what can be done about an alert.
var deeds = map[string]model.FactKind{
	"ack": model.FactAck, "snooze": model.FactSnooze, "note": model.FactNote, "not-mine": model.FactNotMine,
}

// deedBody is what a request says of a deed.
type deedBody struct {
	By    string `json:"by"`
	Note  string `json:"note"`
	For   string `json:"for"`
	Until string `json:"until"`
}

// actorAPI is who acts where a request names nobody: whoever has the write token.
const actorAPI = "api"

// longestNote is how many characters somebody may write about an alert at once.
const longestNote = 2000

// act does what a program asks for about one alert, and answers with the alert as it stands then.
func (s server) act(kind model.FactKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body deedBody
		if err := decode(w, r, &body); err != nil {
			s.fail(w, r, err)
			return
		}
		deed := Deed{Kind: kind, Alert: r.PathValue("id"), By: s.actor(r, body.By), Source: "api", Note: body.Note, For: body.For, Until: body.Until}
		if err := deed.check(); err != nil {
			s.fail(w, r, err)
			return
		}
		doc, heard, err := s.Acting.Do(r.Context(), deed)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		status := http.StatusOK
		if !heard {
			status = http.StatusAccepted
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

// check sees that a deed has what it needs and nothing else.
func (d Deed) check() error {
	timed := d.For != "" || d.Until != ""
	switch {
	case !nameable(d.By):
		return refusal(http.StatusBadRequest, fmt.Sprintf("`by` names who acts in one line of at most %d bytes, such as jane.doe@buyer.example", longestName))
	case d.By == model.ActorWatchdog:
		return refusal(http.StatusBadRequest, "`by` names who acts; the watchdog itself does nothing here")
	case !utf8.ValidString(d.Note) || utf8.RuneCountInString(d.Note) > longestNote:
		return refusal(http.StatusBadRequest, fmt.Sprintf("`note` is a text of at most %d characters", longestNote))
	case d.Kind == model.FactNote && strings.TrimSpace(d.Note) == "":
		return refusal(http.StatusBadRequest, "`note` is missing: it says what to write down")
	case d.Kind != model.FactSnooze && timed:
		return refusal(http.StatusBadRequest, "`for` and `until` belong to a snooze; an acknowledgement ends by its policy")
	case d.Kind == model.FactSnooze && (d.For != "") == (d.Until != ""):
		return refusal(http.StatusBadRequest, "a snooze says for how long, e.g. {\"for\": \"3 days\"}, or until when, e.g. {\"until\": \"2026-12-01\"}")
	}
	return nil
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
		return refusal(http.StatusBadRequest, "expected one JSON object: "+strings.TrimPrefix(model.JSONFault(err).Error(), "json: "))
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

// errorDocument is how programs are told what is wrong.
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
		s.Log.Error("answer request", "error", err)
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
