package rowdata

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Table is a table whose rows every engine keeps alike. What is derived from other rows is in none.
type Table struct {
	Name    string
	Key     string   // columns by which rows are ordered, as their bytes are
	Columns []string // each with the beginning # if it is a whole number
}

// Tables are all of them, in the order in which they are copied.
var Tables = []Table{
	{"facts", "seq", []string{"#seq", "id", "supplier", "subject", "kind", "observed_at", "recorded_at", "actor", "source", "evidence", "data", "#sum"}},
	{"alerts", "id", []string{"id", "key", "state", "ended_at", "document", "#sum"}},
	{"notification_state", "id", []string{"#id", "document", "#sum"}},
	{"outbox", "seq", []string{
		"#seq", "id", "kind", "recipient", "message_id", "token", "created_at", "digest", "not_before", "#attempts", "last_error", "result",
		"settled_at", "#forgotten", "#sum",
	}},
	{"mail_texts", "mail", []string{"#mail", "document", "#sum"}},
	{"sending", "mail", []string{"mail", "began_at"}},
	{"positions", "account, folder", []string{"account", "folder", "#uidvalidity", "#uid", "#modseq", "#sum"}},
	{"calendar_events", "uid", []string{"uid", "document", "#sum"}},
}

// Names returns the names of the columns, divided by commas.
func (t Table) Names() string { return strings.ReplaceAll(strings.Join(t.Columns, ", "), "#", "") }

// Query returns the statement that reads all rows of the table, which an engine may call otherwise.
func (t Table) Query(name string) string {
	return fmt.Sprintf("SELECT %s FROM %s ORDER BY %s", t.Names(), name, t.Key)
}

// IsNumber reports whether a column is a whole number.
func (t Table) IsNumber(column int) bool { return strings.HasPrefix(t.Columns[column], "#") }

// Row reads a row by a function that is given where each value goes. The values are strings and int64s.
func (t Table) Row(scan func(...any) error) ([]any, error) {
	texts, numbers, fields := make([]string, len(t.Columns)), make([]int64, len(t.Columns)), make([]any, len(t.Columns))
	for i := range t.Columns {
		fields[i] = &texts[i]
		if t.IsNumber(i) {
			fields[i] = &numbers[i]
		}
	}
	if err := scan(fields...); err != nil {
		return nil, err
	}
	for i := range fields {
		fields[i] = texts[i]
		if t.IsNumber(i) {
			fields[i] = numbers[i]
		}
	}
	return fields, nil
}

// ReasonOf returns the reason in the data of a fact; empty if there is none.
func ReasonOf(data string) (string, error) {
	var known struct {
		Reason string `json:"reason"`
	}
	err := json.Unmarshal([]byte(data), &known)
	return known.Reason, err
}

// AlertsOf returns the alerts that the document of a mail is about.
func AlertsOf(document string) ([]string, error) {
	var fixed mailDocument
	if err := json.Unmarshal([]byte(document), &fixed); err != nil {
		return nil, err
	}
	var alerts []string
	for _, item := range fixed.Alerts {
		alerts = append(alerts, item.Alert)
	}
	return alerts, nil
}
