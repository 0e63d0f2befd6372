// Package rowdata is what every engine of the store keeps in its rows, whatever its SQL is: how texts and instants are written, the columns
// and documents of facts, alerts and mails, and the checksum of a row. It neither reads nor writes a database. Two engines that use it keep
// the same bytes, so that a database can be copied from one to the other and compared.
package rowdata
