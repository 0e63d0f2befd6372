// Package findingtext writes what findings say: the message, the headline of a mail, its lead and its steps, for the day on which they are read.
//
// Dates are in ISO form in messages, leads and steps, and prose.Clock writes them in words where people read them. Headlines have day and month.
package findingtext
