// Package outbox is the outbox as the delivery uses it: it remembers results that the store could not take, and keeps back mails to suppliers that
// are closed and mails beyond the rates of the relays.
package outbox
