package settings

import (
	"errors"
	"time"
	_ "time/tzdata" // time zones are known on machines that have no database of them

	"supplierwatch/internal/civil"
	"supplierwatch/internal/strictyaml"
)

// span is a length of time by the clock: longer than nothing, and without months and business days, whose length nobody knows.
type span time.Duration

// UnmarshalText reads a period.
func (s *span) UnmarshalText(b []byte) error {
	p, err := strictyaml.ParsePeriod(string(b))
	if err != nil {
		return err
	}
	length := time.Duration(p.Days)*24*time.Hour + p.Clock
	switch {
	case p.Months > 0 || p.BusinessDays > 0:
		return errors.New("does not have a fixed length: write it in days, hours, minutes or seconds")
	case length <= 0:
		return errors.New("is zero: write a time such as 30 seconds")
	case length > 366*24*time.Hour:
		return errors.New("is longer than a year")
	}
	*s = span(length)
	return nil
}

// Unquoted implements strictyaml.Unquoted: for a bare number the error says that its unit is missing.
func (span) Unquoted() {}

// Pattern belongs to the schema.
func (span) Pattern() string { return strictyaml.PeriodPattern }

// zone is a time zone by its name.
type zone struct{ *time.Location }

// UnmarshalText loads the zone.
func (z *zone) UnmarshalText(b []byte) error {
	loc, err := time.LoadLocation(string(b))
	if err != nil || string(b) == "Local" {
		return errors.New("is not a valid time zone: expected an IANA name such as Europe/Berlin")
	}
	z.Location = loc
	return nil
}

// cronLine is a schedule, parsed once without its zone, which may follow it in the file.
type cronLine string

// UnmarshalText checks the line.
func (c *cronLine) UnmarshalText(b []byte) error {
	if _, err := ParseCron(string(b), nil); err != nil {
		return err
	}
	*c = cronLine(b)
	return nil
}

// keep is how long something is kept: a period, or forever.
type keep struct{ how Keep }

const forever = "forever"

// UnmarshalText parses a retention period. Zero is not allowed.
func (k *keep) UnmarshalText(b []byte) error {
	if string(b) == forever {
		k.how = Keep{}
		return nil
	}
	p, err := strictyaml.ParsePeriod(string(b))
	if err != nil {
		return errors.New("is not a valid retention: expected a period like 90 days, or forever")
	}
	if p.ApproxDays() < 1 || p.BusinessDays > 0 {
		return errors.New("is not a valid retention: expected at least 1 day, not in business days")
	}
	k.how = Keep{civil.Period{Months: p.Months, Days: p.Days, Clock: p.Clock}}
	return nil
}

// Unquoted implements strictyaml.Unquoted.
func (keep) Unquoted() {}

// Pattern belongs to the schema.
func (keep) Pattern() string { return `^forever$|` + strictyaml.PeriodPattern }
