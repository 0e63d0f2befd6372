package reloadrequest

import (
	"encoding/json"
	"fmt"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

// subjectKind is the kind of the subjects of requests, such as reload/a3f09c.
const subjectKind model.SubjectKind = "reload"

// The kinds of facts about a request.
const (
	factRequested model.FactKind = "reload-requested" // to reload the registry
	factForced    model.FactKind = "reload-forced"    // to reload it, and to accept that it lacks many suppliers
	factAnswered  model.FactKind = "reload-answered"  // what became of it; the evidence is JSON
)

// Request is the request to reload the registry.
type Request struct {
	ID    string
	Force bool // accept a registry that lacks many suppliers at once
	Actor string
	At    time.Time
}

// Fact returns the request as a fact.
func (r Request) Fact() model.Fact {
	kind := factRequested
	if r.Force {
		kind = factForced
	}
	return model.Fact{
		ID: "reload-" + r.ID, Subject: subjectKind.Subject(r.ID), Kind: kind, ObservedAt: r.At, RecordedAt: r.At, Actor: r.Actor, Source: "shell",
	}
}

// Read returns the request that a fact records. It reports false for other facts.
func Read(f model.Fact) (Request, bool) {
	if f.Kind != factRequested && f.Kind != factForced {
		return Request{}, false
	}
	return Request{ID: f.Subject.ID, Force: f.Kind == factForced, Actor: f.Actor, At: f.ObservedAt}, true
}

// evidence is the answer as it is recorded.
type evidence struct {
	Result    apidoc.ReloadResult `json:"result"`
	Suppliers int                 `json:"suppliers"`
	Errors    []problem           `json:"errors,omitempty"`
	Warnings  []problem           `json:"warnings,omitempty"`
}

// problem is a problem with what its document leaves out.
type problem struct {
	model.Problem
	Excerpt string `json:"excerpt,omitempty"`
	Omitted int    `json:"omitted,omitempty"`
}

// most is how many problems an answer has at most.
const most = 50

// problems returns the first of some problems as they are recorded. The last one counts those that are left out.
func problems(all []model.Problem) []problem {
	var found []problem
	for i, p := range all {
		if i == most {
			rest := model.Problem{Position: model.Position{File: p.File}, Message: fmt.Sprintf("%d more", len(all)-most)}
			return append(found, problem{Problem: rest, Omitted: len(all) - most})
		}
		found = append(found, problem{Problem: p, Excerpt: p.Excerpt, Omitted: p.Omitted})
	}
	return found
}

// AnswerID returns the id of the fact that answers the request.
func (r Request) AnswerID() string { return "reload-" + r.ID + "-answer" }

// Answer returns the fact that a request was answered.
func (r Request) Answer(doc apidoc.ReloadDocument, at time.Time) model.Fact {
	text, _ := json.Marshal(evidence{Result: doc.Result, Suppliers: doc.Suppliers, Errors: problems(doc.Errors), Warnings: problems(doc.Warnings)}) // never fails: no value in it has a form of its own
	return model.Fact{
		ID: r.AnswerID(), Subject: subjectKind.Subject(r.ID), Kind: factAnswered, ObservedAt: at, RecordedAt: at,
		Actor: model.ActorWatchdog, Source: "registry", Evidence: string(text),
	}
}

// ReadAnswer returns the answer to the request that a fact records. It reports false for other facts.
func (r Request) ReadAnswer(f model.Fact) (apidoc.ReloadDocument, bool) {
	var found evidence
	if f.Kind != factAnswered || f.Subject.ID != r.ID || json.Unmarshal([]byte(f.Evidence), &found) != nil {
		return apidoc.ReloadDocument{}, false
	}
	return apidoc.ReloadDocument{
		Version: apidoc.DocumentVersion, Result: found.Result, Suppliers: found.Suppliers, Errors: read(found.Errors), Warnings: read(found.Warnings),
	}, true
}

// read returns problems as the daemon had them.
func read(recorded []problem) []model.Problem {
	all := []model.Problem{}
	for _, p := range recorded {
		p.Problem.Excerpt, p.Problem.Omitted = p.Excerpt, p.Omitted
		all = append(all, p.Problem)
	}
	return all
}
