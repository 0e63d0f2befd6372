package rowdata

import (
	"encoding/json"
	"fmt"
	"strings"

	"supplierwatch/internal/model"
)

// AlertRow returns the columns of an alert's row: id, key, state, ended_at, by which it is found, and its document. It refuses an alert that
// the state machine could not read back.
func AlertRow(a model.Alert) ([]any, error) {
	if a.ID == "" {
		return nil, fmt.Errorf("save alert %q: id is missing", a.Key)
	}
	if err := a.State.Validate(); err != nil {
		return nil, fmt.Errorf("save alert %q: %w", a.ID, err)
	}
	text, err := alertDocument(a)
	if err != nil {
		return nil, fmt.Errorf("save alert %q: %w", a.ID, err)
	}
	return []any{a.ID, Clean(a.Key), string(a.State), Instant(a.EndedAt), text}, nil
}

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
	text, err := Document(rest)
	if err != nil {
		return "", err
	}
	whole := alertHead{ID: a.ID, Supplier: a.Supplier, Subject: a.Subject, Group: a.Group}
	if known, ok := headFromColumns(a.ID, Clean(a.Key), a.Occurrence); !ok || known != whole {
		return text, nil
	}
	head, err := Document(whole)
	if short, ok := strings.CutPrefix(text, strings.TrimSuffix(head, "}")+","); ok {
		return "{" + short, err
	}
	return text, err
}

// ReadAlertDocument completes an alert, which has the other columns of its row already, by its document.
func ReadAlertDocument(text string, a *model.Alert) error {
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
