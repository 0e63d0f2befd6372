// Package probe finds out whether what belongs to a supplier can still be
// reached: whether a mail domain takes mail and when its registration ends,
// whether a web page, a TLS service, a TCP port or an ssh server answers, what a
// command of ours says of an endpoint, and whether a mail server would take mail
// for an address. Each kind of probe has a file and a small constructor that
// gives a function; running it leaves exactly one fact. A failure is a
// fact too, never an error: Data names its reason by a word of a closed list
// (see Reason) and Evidence holds, line by line, what was tried and what came
// back.
//
//	Plan     registry → which probes there are
//	Due      when each is next due, spread over its interval
//	Runner   runs those that are due, bounded, and asks whether the
//	         failures are theirs or ours
//
// Two guards stand around every probe. The Guard refuses to connect to
// addresses inside our own networks unless the operators allow them, whatever
// name or redirect leads there; what is refused was not probed and is unknown,
// never down. The vantage check decides, once a batch has failures, whether
// this machine reaches anything at all; if not, the failures are recorded as
// unknown.
//
// Most probes ask one question alone. Those of mail servers are asked as a
// Crowd, so that one connection answers many: a mail host meets one connection
// of ours at a time, and is left alone when it says so.
//
// Probes look and say nothing: they send no credentials and no mail, and read
// no more of an answer than they need.
package probe
