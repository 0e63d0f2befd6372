// Package notify decides when notices about alerts are sent, and to whom in one mail. It is the second half of the state machine: package
// alert leads every alert through an evaluation and leaves notices, one for each recipient; Step sends those that need not wait. It reads
// no clock: a Decision with a Kind is composed and committed by the caller, together with the state, before any mail is sent.
//
// A notice is sent once it no longer waits for any of these, checked in this order:
//
//	waits for      until                                  then
//	quiet hours    the recipient team's next opening      the step's clock starts with its first mail
//	its group      GroupWait after the group's first      one mail for all of the recipient's alerts
//	the limit      fewer than PerHour mails in an hour    one digest; meanwhile one mail says how many wait
//	nothing        –                                      a mail
//
// Listeners, which are webhooks, wait for nothing: at the end of an evaluation they are notified of alerts that began, got worse or ended,
// unless a step has notified them or is about to. Their posts belong to no step, so that what becomes of them moves no alert.
//
// step.go is the order of an evaluation and flush.go the sending of one recipient's queue (recipientqueue.go); quiethours.go, ratelimit.go
// and ratelimitnotice.go say what holds a notice; initialreport.go, summary.go, lists.go and reminders.go are the digests, listeners.go the
// webhooks; nextwake.go says when to evaluate again. The tests in oracle_test.go state the rules a second time, as simply as possible, and
// compare both halves with them.
package notify
