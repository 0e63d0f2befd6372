// Package contractends explains one contract: on which days it can end, by when a notice to each of these ends must be received, sent and decided,
// which of them a notice can still reach, and what was decided or recorded about them.
//
// A contract with terms has one row for each end. A rolling contract has too many: it has its first end and the next few. A contract without an end
// has the next few days on which a notice can end it.
package contractends
