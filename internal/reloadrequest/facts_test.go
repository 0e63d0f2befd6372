package reloadrequest

import (
	"reflect"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func TestRequestsAreReadAsTheyWereRecorded(t *testing.T) {
	for _, force := range []bool{false, true} {
		want := Request{ID: "a3f09c", Force: force, Actor: "jane.doe@buyer.example", At: noon}
		if got, ok := Read(want.Fact()); !ok || got != want {
			t.Errorf("got %+v, %t, want %+v", got, ok, want)
		}
	}
	if _, ok := Read(model.Fact{Kind: model.FactAck, Subject: model.KindAlert.Subject("a3f09c")}); ok {
		t.Error("an acknowledgement is taken for a request")
	}
}

func TestAnswersAreReadAsTheyWereRecorded(t *testing.T) {
	r := Request{ID: "a3f09c"}
	problem := model.Problem{Position: model.Position{File: "a.yaml", Line: 3, Column: 5}, Message: "unknown key", Excerpt: "3 | nmae: x\n  | ^", Omitted: 2}
	for _, want := range []apidoc.ReloadDocument{
		{Result: apidoc.ReloadApplied, Suppliers: 12, Errors: []model.Problem{}, Warnings: []model.Problem{problem}},
		{Result: apidoc.ReloadHeld, Suppliers: 3, Errors: []model.Problem{}, Warnings: []model.Problem{}},
		{Result: apidoc.ReloadRejected, Errors: []model.Problem{problem, problem}, Warnings: []model.Problem{}},
	} {
		want.Version = apidoc.DocumentVersion
		fact := r.Answer(want, noon)
		if got, ok := r.ReadAnswer(fact); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %t, want %+v", got, ok, want)
		}
		if _, ok := (Request{ID: "b4c5d6"}).ReadAnswer(fact); ok {
			t.Error("the answer to another request is taken for the answer")
		}
	}
	if _, ok := r.ReadAnswer(r.Fact()); ok {
		t.Error("a request is taken for its answer")
	}
}

func TestAnswersCountWhatTheyLeaveOut(t *testing.T) {
	r := Request{ID: "a3f09c"}
	doc := apidoc.ReloadDocument{Result: apidoc.ReloadRejected, Errors: make([]model.Problem, most+7)}
	got, ok := r.ReadAnswer(r.Answer(doc, noon))
	if !ok || len(got.Errors) != most+1 || got.Errors[most].Message != "7 more" || got.Errors[most].Omitted != 7 {
		t.Errorf("got %d errors, the last is %+v", len(got.Errors), got.Errors[len(got.Errors)-1])
	}
}
