// Package incoming reads the folders in which mail for us arrives, finds the
// mail that each message answers, and records what it means as facts. It also
// sends the round trips that prove that mail arrives, and counts wrong reply
// tokens. What our own people ask for in replies is carried out by the Recorder
// that it is given.
package incoming
