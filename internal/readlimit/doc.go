// Package readlimit bounds what a peer can make us read: a server that does not stop sending costs a bounded number of bytes and then its
// connection, whatever library reads from it. The limits count what goes over the wire, below TLS.
package readlimit
