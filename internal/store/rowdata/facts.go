package rowdata

import (
	"encoding/json"
	"errors"
	"fmt"

	"supplierwatch/internal/model"
)

// FactRow returns the columns of a fact's row but its sequence number: id, supplier, subject, kind, observed_at, recorded_at, actor, source,
// evidence, data. It refuses a fact that could not be found again.
func FactRow(f model.Fact) ([]any, error) {
	if f.ID == "" {
		return nil, fmt.Errorf("append fact about %q: id is missing", f.Subject)
	}
	if err := f.Validate(); err != nil {
		return nil, err
	}
	data := make(map[string]string, len(f.Data))
	for k, v := range f.Data {
		data[Clean(k)] = Clean(v)
	}
	text, err := Document(data)
	if err != nil {
		return nil, fmt.Errorf("append fact %q: %w", f.ID, err)
	}
	return []any{
		Clean(f.ID), Clean(f.Supplier), Clean(f.Subject.String()), string(f.Kind), Instant(f.ObservedAt), Instant(f.RecordedAt),
		Clean(f.Actor), Clean(f.Source), Clean(f.Evidence), text,
	}, nil
}

// ReadFact completes a fact, which has the other columns of its row already, by those that are written in a form of their own.
func ReadFact(f *model.Fact, subject, observed, recorded, data string) error {
	f.Subject = model.ParseSubject(subject)
	var observedErr, recordedErr, dataErr error
	f.ObservedAt, observedErr = ParseInstant(observed)
	f.RecordedAt, recordedErr = ParseInstant(recorded)
	if data != "{}" {
		dataErr = json.Unmarshal([]byte(data), &f.Data)
	}
	return errors.Join(observedErr, recordedErr, dataErr)
}
