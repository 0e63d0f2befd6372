// Package verification decides who is asked by mail whether a contact is still right, and what the answer means.
//
// An accepting server proves little; only a person's answer does. But suppliers are people too, and whoever is asked too often stops
// answering. So everything here is counted by ADDRESS, over all contacts and suppliers that have it:
//
//	findings ─▶ addresses ─▶ history ─▶ Request | skipped, with the reason | silent
//	                              ▲                        │
//	                        Answer ◀── message ◀── mail ◀──┘ Asked
//
// The history is read from facts alone, by the address that they name: a contact that was renamed or moved to another supplier
// keeps no date with it that its old address was given. A question is asked, reminded of, and not repeated before the day that the
// mail names.
//
// An answer counts as a confirmation only if a person affirmed, the mail carries our token and comes from the contact's own domain.
// Everything less is for a person to decide, with what makes it suspicious.
package verification
