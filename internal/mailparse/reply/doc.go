// Package reply reads what a person answered to a mail that asks whether
// something is still right, or what a program answered in a person's place: yes
// or no, an absence, a departure, another contact, bank details.
//
// Split divides a text into what was written in it and what is quoted. Then the
// signature is left out, and the sentences that remain are compared with the
// phrases of package lexicon. What could take back a yes is looked for before it.
package reply
