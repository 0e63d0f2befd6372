// Package postgres keeps the state in a database of PostgreSQL 14 or newer. Rows hold the same bytes as on SQLite, and their checksums are
// computed here, so that the database needs no function of its own for them.
//
// Every transaction that writes runs the same way, whether directly or behind PgBouncer in transaction mode:
//
//	begin ─▶ limits of waiting ─▶ lease that it is written under, if any ─▶ lock of the numbers ─▶ statements on sets of rows ─▶ commit
//
// The lock of the numbers makes writers follow each other, as SQLite does: the number of a fact is higher than that of every fact that was
// committed before it, and a reader that has seen a number will find nothing new below it.
//
// Several daemons, called replicas, may work on one database. What only one of them may do at a time has a lease. Whether it has expired is decided by
// the clock of the database, and each transaction that is written under it holds a share of the row with its token until it ends, so that nothing
// is written in the name of a replica that another has replaced.
package postgres
