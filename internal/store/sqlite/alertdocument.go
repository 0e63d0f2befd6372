package sqlite

import (
	"encoding/json"
	"strings"

	"supplierwatch/internal/model"
)

// alertHead is how the document of an alert begins. The id is a column of its own, and the key of most alerts has the three others.
type alertHead struct {
	ID       string        `json:"id"`
	Supplier string        `json:"supplier"`
	Subject  model.Subject `json:"subject"`
	Group    string        `json:"line"`
}

// alertDocument returns what the row of an alert keeps besides its columns. It leaves the head out where the columns have all of it.
func alertDocument(a model.Alert) (string, error) {
	rest := a
	rest.Key, rest.State = "", "" // they have columns
	text, err := document(rest)
	if err != nil {
		return "", err
	}
	whole := alertHead{ID: a.ID, Supplier: a.Supplier, Subject: a.Subject, Group: a.Group}
	if known, ok := headFromColumns(a.ID, clean(a.Key), a.Occurrence); !ok || known != whole {
		return text, nil
	}
	head, err := document(whole)
	if short, ok := strings.CutPrefix(text, strings.TrimSuffix(head, "}")+","); ok {
		return "{" + short, err
	}
	return text, err
}

// readAlertDocument fills an alert, whose columns it has already, from its document.
func readAlertDocument(text string, a *model.Alert) error {
	id := a.ID
	if err := json.Unmarshal([]byte(text), a); err != nil || strings.HasPrefix(text, `{"id":`) {
		return err
	}
	if known, ok := headFromColumns(id, a.Key, a.Occurrence); ok {
		a.Supplier, a.Subject, a.Group = known.Supplier, known.Subject, known.Group
	}
	return nil
}

// headFromColumns takes the key of an alert apart: supplier/subject/group/occurrence, where a subject may have slashes. It reports false for a key
// with fewer parts.
func headFromColumns(id, key, occurrence string) (head alertHead, ok bool) {
	if occurrence != "" {
		key = strings.TrimSuffix(key, "/"+occurrence)
	}
	supplier, rest, _ := strings.Cut(key, "/")
	at := strings.LastIndexByte(rest, '/')
	if at < 0 {
		return alertHead{}, false
	}
	return alertHead{ID: id, Supplier: supplier, Subject: model.ParseSubject(rest[:at]), Group: rest[at+1:]}, true
}
