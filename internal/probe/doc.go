// Package probe finds out whether the systems of a supplier can be reached: whether a mail domain accepts mail, whether a web page, a TLS service, a TCP
// port or an ssh server answers, and what one of our commands reports of an endpoint.
//
// A probe is a value: a small constructor for each kind returns a function that leaves exactly one fact. A failure is a fact too, never an error. Its data
// have a reason from a closed list (see Reason), its evidence is what was tried and answered, line by line. Packages below this one make further
// probes and join the plan as planners: probe/callout asks mail servers about addresses, probe/rdap registries about domains.
//
//	Plan     registry → the probes
//	Due      when each is next due, spread over its interval
//	Runner   runs those that are due, a bounded number at a time, and checks whether
//	         failures are the supplier's or ours
//
// Two guards protect every probe. The Guard refuses to connect to addresses inside our own networks unless the operators allow them, whatever name or
// redirect leads there; a refused probe is unknown, never down. The vantage check decides, once a batch has failures, whether this host has network
// access at all; if not, the failures are recorded as unknown.
//
// Most probes ask one question each. Probes of mail servers are asked by a BatchProber, so that one connection answers many: a mail host meets one
// connection at a time, and is left alone when it asks for that.
//
// Probes send no credentials and no mail, and read no more of an answer than they need.
package probe
