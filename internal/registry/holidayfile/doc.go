// Package holidayfile reads the days off in an iCalendar file (RFC 5545): its all-day events, with their recurrences. Events at an hour of
// the day and cancelled ones are left out.
package holidayfile
