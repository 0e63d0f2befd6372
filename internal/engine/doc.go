// Package engine makes the evaluations of supplierwatch: it reads new facts, evaluates the rules, lets the
// state machine decide, composes the mails that follow, and writes all of it in one transaction. Mail is sent
// afterwards.
//
//	       ┌──────────────────────────── Loop ─────────────────────────────┐
//	wake ─▶│ Evaluate: facts ─▶ rules ─▶ Decide (Step, Compose) ─▶ ONE commit │
//	       └──────────────┬────────────────────────────────────────────────┘
//	                      ▼ mails wait in the outbox
//	                   Deliver: Due ─▶ Send ─▶ RecordResults (facts) ─▶ wake
//
// current.go keeps what the rules found and evaluates again only what may have changed; settled.go says until when the state machine has
// nothing to decide.
//
// The daemon runs Evaluate. Its pure part, Decide, also serves the simulation and commands that act on an alert; a check, which mails nothing, runs
// the same rules without it. The engine declares the small interfaces that it needs and knows none of the adapters behind them.
package engine
