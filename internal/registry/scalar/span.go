package scalar

import (
	"errors"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml"
)

// Span is a period of whole days: where dates are counted, hours would be lost without a word.
type Span struct{ civil.Period }

// UnmarshalText reads a period without hours.
func (s *Span) UnmarshalText(b []byte) error {
	period, err := strictyaml.ParsePeriod(string(b))
	if err != nil {
		return err
	}
	if period.Clock != 0 {
		return errors.New("is too precise: only whole days count here; write days, business days, weeks, months or years")
	}
	s.Period = period
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (Span) Unquoted() {}

// Pattern belongs to the schema.
func (Span) Pattern() string { return strictyaml.DaysPattern }

// Length is a span that is not nothing.
type Length struct{ Span }

// UnmarshalText reads a period without hours that is not nothing.
func (l *Length) UnmarshalText(b []byte) error {
	if err := l.Span.UnmarshalText(b); err != nil {
		return err
	}
	if l.Period.IsZero() {
		return errors.New("is not a valid length of time: it must be at least one day")
	}
	return nil
}

// RenewalTerm is the length of a term that follows another. It has no business days: they differ from calendar to calendar, and the ends of a contract
// belong to none.
type RenewalTerm struct{ Length }

// UnmarshalText reads a length of time in days, weeks, months and years. The version before read business days too and left them out.
func (r *RenewalTerm) UnmarshalText(b []byte) error {
	if err := r.Length.UnmarshalText(b); err != nil {
		return err
	}
	if r.Period.BusinessDays != 0 {
		return strictyaml.NewlyRefusedError("is not a valid length of a renewal: business days are not counted here; write days, weeks, months or years")
	}
	return nil
}

// Pattern belongs to the schema.
func (RenewalTerm) Pattern() string { return strictyaml.CalendarPattern }
