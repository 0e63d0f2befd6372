// Package factindex is the index over the recorded facts from which rules, commands and mails read: what is recorded about a subject, what its
// probes say, the correspondence with an address, and what shows whether our own escalation works.
package factindex
