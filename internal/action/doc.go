// Package action is the one way to act on an alert: acknowledge it, snooze it, hand it over, note something, record what settles it, accept a
// change of a contact. A reply to a mail, a form of the page, a signed link, the API and the command line are adapters: each turns what it got
// into a Request and shows the Outcome. Limits, refusals and words are the same for all of them.
//
//	Request ── Batch.Do ──> Outcome with a fact, or a *model.Refusal
//	facts   ── Recorder ──> one evaluation that records them and acts on them
//	Outcome ── Evaluated ─> what became of the alert, in words by Sentence
//
// Nothing here predicts what the state machine will do. An outcome tells until when an acknowledgement holds only after the evaluation that
// recorded it.
package action
