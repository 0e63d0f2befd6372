// Package rdap finds out when the registrations of domains end, by RDAP (RFC 9082 and 9083). The list of the servers of top-level domains comes from the
// IANA (RFC 9224). A registry that does not answer leaves the day unknown; it is never a failure.
package rdap
