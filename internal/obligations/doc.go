// Package obligations merges what the registry says with what people and probes recorded since: what we and a supplier owe each other at one
// instant. What that means for its contacts is computed by package contactstate.
//
// New computes it once for each supplier, so that a finding, a deadline and a row of a report about the same thing never disagree:
//
//	Registry ┐               ┌ ContractTerm   contracts: the term in force, its notice days, its end
//	Facts    ├─▶ Supplier ─▶ │ Occurrence     order windows: what was requested, ordered, missed
//	now      ┘               └ Confirmation   orders and deliveries: what is confirmed and what is late
//
// Supplier.OwnToday is the date of the owner team: decisions, requests, reminders and stock are counted from it, as every number of days that are left.
// Supplier.Today is the date at the supplier, for what begins or ends there. Business days of our own (approval, deciding) are counted in the
// owner team's calendar.
package obligations
