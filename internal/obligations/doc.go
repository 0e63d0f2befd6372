// Package obligations merges what the registry says with what people and probes recorded since: what we and a supplier owe each other at one
// instant, and what is known of its contacts.
//
// New computes it once for each supplier, so that a finding, a deadline and a row of a report about the same thing never disagree:
//
//	Registry ┐               ┌ ContractTerm   contracts: the term in force, its notice days, its end
//	Facts    ├─▶ Supplier ─▶ │ Occurrence     order windows: what was requested, ordered, missed
//	now      ┘               │ Confirmation   orders and deliveries: what is confirmed and what is late
//	                         └ ContactWay     contacts: until when an address and a phone count as verified
//
// "Today" is the day in the supplier's calendar. Business days of our own (approval, deciding) are counted in the owner team's calendar.
package obligations
