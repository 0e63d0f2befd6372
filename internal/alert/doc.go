// Package alert is the life of an alert: from the finding that opens it, over escalation, acknowledgement and snooze, to the evidence, the
// date or the edit that ends it. Step takes the stored state, the current findings, what people did, and the time. It returns the new
// states, decisions with their reasons, and notices that wait to be sent. It reads no clock and sends nothing: package notify decides when
// each notice is sent.
//
//	              pending finding                        finding
//	                    │                                  │
//	                    ▼        often and long enough     ▼
//	               ┌─────────┐ ───────────────────▶ ┌────────────┐ ◀─────────────────────────────┐
//	               │ pending │                      │   firing   │  worse · its time is over ·    │
//	               └────┬────┘                      │            │  a key date has come           │
//	                    │                           │ step 0     │                                │
//	                    │                           │   │ after, │  ack     ┌──────────────┐      │
//	                    │                           │   │ not    │ ───────▶ │ acknowledged │ ─────┤
//	                    │                           │   ▼ mine,  │          └──────────────┘      │
//	                    │                           │ step k refused        ┌──────────────┐      │
//	                    │                           │   │        │ snooze   │   snoozed    │ ─────┘
//	                    │                           │   ▼        │ ───────▶ └──────────────┘
//	                    │                           │ last ⟲ repeat                │
//	                    │                           └─────┬──────┘                 │
//	                    ▼                                 ▼                        ▼
//	┌────────────────────────────────────────────────────────────────────────────────────────────┐
//	│ resolved: evidence · lapsed: its own last day is over · withdrawn: it left the registry      │
//	└──────────────────────────────────────────┬─────────────────────────────────────────────────┘
//	                                           │ the finding is back within a day
//	                                           └──▶ firing again: same alert, step 0, once an hour
//
// Tasks have alerts too, so that a task that begins to page is known to have become worse. They have no mails of their own: the weekly
// summary lists them.
//
// step.go is the order of an evaluation, evaluation.go what it works on, alertstep.go one alert in it. advance.go leads open alerts on and
// open.go opens them; steps.go escalates, schedule.go says when; acknowledgement.go ends acknowledgements and snoozes; facts.go and
// delivery.go apply what people and mail servers said; recipients.go and exclusions.go say who is notified, reassign.go who is by now;
// removals.go and subjectexists.go handle what leaves the registry; clockrollback.go repairs the state after a clock was set back;
// record.go and compacthistory.go remember the mails.
package alert
