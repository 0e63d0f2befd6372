package registry

import (
	"errors"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml"
)

// span is a period of whole days: where dates are counted, hours would be lost without a word.
type span struct{ civil.Period }

// UnmarshalText reads a period without hours.
func (s *span) UnmarshalText(b []byte) error {
	period, err := strictyaml.ParsePeriod(string(b))
	if err != nil {
		return err
	}
	if period.Clock != 0 {
		return errors.New("is too fine: days are counted here, so write days, business days, weeks, months or years")
	}
	s.Period = period
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (span) Unquoted() {}

// Pattern belongs to the schema.
func (span) Pattern() string { return strictyaml.DaysPattern }

// length is a span that is not nothing.
type length struct{ span }

// UnmarshalText reads a period without hours that is not nothing.
func (l *length) UnmarshalText(b []byte) error {
	if err := l.span.UnmarshalText(b); err != nil {
		return err
	}
	if l.IsZero() {
		return errors.New("is nothing: a length of time is needed here")
	}
	return nil
}
