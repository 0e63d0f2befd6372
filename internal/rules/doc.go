// Package rules says what is wrong, late or about to be: from the registry, the facts recorded so far and one instant it computes the
// findings and the deadlines. It is pure: the same three values always give the same answer, whatever the order in which files and
// suppliers were read.
//
// A rule is a value (see Rule) in the list of its family; a family is a file. Rules see a supplier through an entry, which merges what
// the registry says with what people recorded since, and which computes each contract's term and each window's occasions once, so that a
// finding and the row of Deadlines about the same thing never disagree:
//
//	Registry ┐             ┌ covers, reach, people … ┐
//	Facts    ├─▶ entry ──▶ │ term      (contracts)    │ ──▶ rules ──▶ findings
//	now      ┘             │ occasion  (windows)      │ ──▶ rows  ──▶ deadlines
//	                       └ awaited   (confirmations)┘
//
// "Today" is the day in the supplier's calendar, for its dates, its findings and the days left; business days of ours (approval, deciding)
// are counted in the owner team's calendar.
package rules
