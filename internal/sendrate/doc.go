// Package sendrate bounds how many mails a relay takes in a length of time, and computes when the mails that wait for it leave.
package sendrate
