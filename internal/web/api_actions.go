package web

import (
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// actionAPI lets programs act on alerts.
type actionAPI struct {
	actions  content.Actions
	response response.Writer
	clients  access.Clients
	clock    func() time.Time
}

// actionBody is the body of a request to act.
type actionBody struct {
	ID    string `json:"id"`
	By    string `json:"by"`
	Note  string `json:"note"`
	On    string `json:"on"`
	For   string `json:"for"`
	Until string `json:"until"`

	Reference string `json:"reference"`
	How       string `json:"how"`
	Contact   string `json:"contact"`
	Mailbox   string `json:"mailbox"`
}

// defaultActor is who acts where a request names nobody: the holder of the write token.
const defaultActor = "api"

// act returns the handler that acts on one alert. It serves the alert as it is then.
func (a actionAPI) act(verb replycmd.Verb) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body actionBody
		if err := decode(w, r, &body); err != nil {
			a.response.Error(w, r, err)
			return
		}
		request := action.Request{
			Alert: r.PathValue("id"), Verb: verb, By: a.actor(r, body.By), Source: "api", Proof: action.ProofToken,
			Note: body.Note, On: body.On, For: body.For, Until: body.Until,
			Reference: body.Reference, How: body.How, Contact: body.Contact, Mailbox: body.Mailbox,
		}
		if body.ID != "" {
			request.ID = "api-" + body.ID
		}
		outcomes, err := a.actions.Act(r.Context(), request)
		if err != nil {
			a.response.Error(w, r, err)
			return
		}
		status, doc := outcomeDocument(outcomes, a.clock())
		a.response.Document(w, status, doc)
	}
}

// unknown refuses an action that does not exist, and names those that do.
func (a actionAPI) unknown(w http.ResponseWriter, r *http.Request) {
	words := slices.Sorted(maps.Keys(content.Verbs))
	a.response.Error(w, r, response.Refuse(http.StatusNotFound, fmt.Sprintf("unknown action %q; expected one of %s", path.Base(r.URL.Path), strings.Join(words, ", "))))
}

// outcomeDocument returns the alerts after an action; the status is 202 as long as no evaluation has applied it.
func outcomeDocument(outcomes []action.Outcome, now time.Time) (status int, doc apidoc.StatusDocument) {
	status, doc = http.StatusOK, apidoc.NewStatus(nil, now)
	for _, o := range outcomes {
		doc.Alerts = append(doc.Alerts, apidoc.NewStatus(map[string]model.Alert{o.Alert.ID: o.Alert}, doc.AsOf).Alerts...)
		doc.LeftToDo = append(doc.LeftToDo, o.More...)
		if !o.IsEvaluated() {
			status = http.StatusAccepted
		}
	}
	return status, doc
}

// actor returns who acts by a request: the user whom a trusted proxy names, else whom the request names.
func (a actionAPI) actor(r *http.Request, by string) string {
	if user := a.clients.User(r); user != "" {
		return user
	}
	if by == "" {
		return defaultActor
	}
	return by
}
