// Package engine runs the passes of supplierwatch: it reads what is new, has it
// judged, lets the state machine decide, composes the mails that follow, and
// writes all of it in one transaction. Mail leaves only afterwards.
//
//	       ┌────────────────────────── Loop ──────────────────────────┐
//	wake ─▶│ Cycle: facts ─▶ Judge ─▶ Step ─▶ Compose ─▶ ONE commit     │
//	       └──────────────┬───────────────────────────────────────────┘
//	                      ▼ mails wait in the outbox
//	                   Deliver: Due ─▶ Send ─▶ Settle (facts) ─▶ wake
//
// The daemon, the one-shot check and the rehearsal run the same Cycle: the
// check with an in-memory store and without a sender, the rehearsal with a clock
// that jumps to what is due next and a store that shows each pass only what that
// pass can change. The engine declares the small interfaces it needs and knows
// none of the edges behind them.
package engine
