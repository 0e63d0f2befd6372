// Package alert is the state machine between findings and mails. Step takes what is remembered, the findings of now, what people did,
// and the time; it gives what is to be remembered and the decisions taken, each with its reason. It asks nobody for the time and sends
// nothing: a Decision with a Kind is composed and committed by the caller, together with the state, before any mail leaves.
//
//	              damped finding                        finding
//	                    │                                  │
//	                    ▼        often and long enough     ▼
//	               ┌─────────┐ ───────────────────▶ ┌────────────┐ ◀─────────────────────────────┐
//	               │ pending │                      │   firing   │  worse · its time is over ·    │
//	               └────┬────┘                      │            │  a named day has come          │
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
//	                                           │ the finding is back within Refire
//	                                           └──▶ firing again: same alert, step 0, once an hour
//
// What an alert wants to say waits in a queue, one entry a recipient, and leaves it for one of four reasons, looked at in this order:
//
//	waits for      until                                  then
//	quiet hours    the recipient team's next opening      the step's clock starts with its first mail
//	its group      GroupWait after the group's first      one mail for all of the recipient's alerts
//	the limit      fewer than PerHour mails in an hour    one digest; meanwhile one mail says how many wait
//	nothing        –                                      a mail
//
// Listeners, which are webhooks, wait for nothing: at the end of a pass they are told of what has begun, got worse or ended and no step
// has told or is about to tell them. They belong to no step, so that what becomes of their posts moves no alert.
//
// Findings that only make work have alerts too, so that one that begins to page is known to have become worse. They are never mailed by
// themselves: the weekly letter lists them.
//
// One file holds one idea: advance.go the lives of alerts, steps.go the escalation, recipient.go who is told, avoid.go through what not,
// hold.go acknowledgements and snoozes, promise.go until when they would hold, told.go what people and servers said, quiet.go hours, deliver.go and limit.go the queue,
// readdress.go for whom it is by now, listener.go who hears beside the steps, letter.go and points.go the letter, first.go the first start,
// reload.go and subject.go what leaves the registry, wake.go when to look again,
// setback.go what a clock leaves behind that was set back, condense.go what is remembered of many mails. model_test.go says the rules a second
// time, as simply as they can be said, and the machine is held to it.
package alert
