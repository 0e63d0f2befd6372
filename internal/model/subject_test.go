package model_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
)

func TestSubjectsAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]model.Subject{
		"contact/orders":   model.KindContact.Subject("orders"),
		"order-window/a/b": {Kind: model.KindOrderWindow, ID: "a/b"},
		"relay":            model.SubjectRelay,
		"registration/a.b": model.KindRegistration.Subject("a.b"),
		"":                 {},
	} {
		if got := model.ParseSubject(text); got != want || got.String() != text {
			t.Errorf("%q is read as %+v and written as %q", text, got, got)
		}
	}
	if id, ok := model.KindContact.ID(model.KindContact.Subject("orders")); id != "orders" || !ok {
		t.Errorf("the id is %q, %v", id, ok)
	}
	for _, other := range []string{"contract/orders", "contact", "contact/", ""} {
		if _, ok := model.KindContact.ID(model.ParseSubject(other)); ok {
			t.Errorf("%q is read as a contact with an id", other)
		}
	}
}

func TestReferencesAreWrittenWithTheirSupplier(t *testing.T) {
	for want, ref := range map[string]model.SubjectRef{
		"acme/contact/orders": {Supplier: "acme", Subject: model.KindContact.Subject("orders")},
		"acme/session":        {Supplier: "acme", Subject: model.SubjectSession},
	} {
		if got := ref.String(); got != want {
			t.Errorf("%+v is written as %q, want %q", ref, got, want)
		}
	}
}

// subjectTexts are texts that are likely to differ by a slash or a hyphen only.
var subjectTexts = rapid.StringMatching(`[ab/-]{0,5}|(contact|contract|order|order-window|relay)(/[a-c/-]{0,3})?`)

// TestSubjectsAreStoredAsTheirText checks that what JSON and the store hold is the text, whatever it is: facts come from other programs, too.
func TestSubjectsAreStoredAsTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(subjectTexts, rapid.String()).Draw(t, "text")
		subject := model.ParseSubject(text)
		if subject.String() != text {
			t.Fatalf("%q is written as %q", text, subject)
		}
		document, err := json.Marshal(model.SubjectRef{Supplier: "acme", Subject: subject})
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(struct {
			Supplier string `json:"supplier"`
			Subject  string `json:"subject"`
		}{"acme", text})
		if err != nil || string(document) != string(want) {
			t.Fatalf("JSON is %s, want %s", document, want)
		}
		var again model.SubjectRef
		if err := json.Unmarshal(document, &again); err != nil || again.Subject.String() != strings.ToValidUTF8(text, "\uFFFD") {
			t.Fatalf("%s is read as %q, %v", document, again.Subject, err)
		}
	})
}

func TestSubjectsAreSortedByTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(subjectTexts, 2, 6).Draw(t, "texts")
		subjects := make([]model.Subject, len(texts))
		for i, text := range texts {
			subjects[i] = model.ParseSubject(text)
		}
		slices.Sort(texts)
		slices.SortFunc(subjects, model.Subject.Compare)
		for i, s := range subjects {
			if s.String() != texts[i] {
				t.Fatalf("place %d is %q, want %q", i, s, texts[i])
			}
		}
	})
}
