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
// The daemon and the one-shot check run the same Cycle, the check with an in-memory
// store and without a sender. The simulation shares its pure part, Decide. The engine
// declares the small interfaces it needs and knows none of the adapters behind them.
package engine
