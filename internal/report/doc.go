// Package report writes what supplierwatch found for people at a terminal and
// for machines: the outcome of a check, the computed deadlines, also as a
// calendar, and the alerts that stand.
//
// Every writer takes a finished document and decides nothing about it. The same
// document gives the same bytes.
package report
