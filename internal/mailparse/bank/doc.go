// Package bank finds bank details in a text: IBANs, account numbers, payment
// links, wallets, and sentences about them, in all ways in which they are
// written or disguised. It returns one spelling for each account, so that two
// mails can be compared without showing a number to anybody.
package bank
