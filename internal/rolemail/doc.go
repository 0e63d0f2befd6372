// Package rolemail reads what arrives in our role mailboxes, whose addresses suppliers were given.
//
//	mailparse.Message + mailbox + registry ──▶ facts
//
// A mail there may confirm an order or a delivery, show that somebody writes from a contact's address, come from a supplier by an address that nobody
// wrote down, or confirm an order to a supplier that nobody wrote down. Each is a fact with its evidence, and none of them decides
// anything: which order a confirmation belongs to is found when it is evaluated, since the mail may come before the order was recorded.
//
// A mail that nearly was a confirmation is a fact too, with what did not match. Patterns are written by people who have seen one mail of
// the supplier's; the next version of its software words it otherwise, and then the near misses show what to write.
package rolemail
