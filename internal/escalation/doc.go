// Package escalation computes when something about an alert is due: its next reminder, the mail on a key date, the report that nobody
// acknowledges it, and the hours in which people get such mails. Package alert acts on it. It reads no clock.
package escalation
