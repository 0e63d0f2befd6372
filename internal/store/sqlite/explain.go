package sqlite

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// remedies tell by the primary result code of SQLite what happened, in words, and what to do about it.
var remedies = map[int]string{
	sqlite3.SQLITE_NOTADB: "it is not a database of supplierwatch, or its beginning is damaged; name another file under state, " +
		"or move this one away and put the last backup in its place, without which a new one is made",
	sqlite3.SQLITE_READONLY: "it cannot be written; " + rights,
	sqlite3.SQLITE_CANTOPEN: "it cannot be opened; " + rights,
	sqlite3.SQLITE_PERM:     "it cannot be opened; " + rights,
	sqlite3.SQLITE_FULL:     "no space is left for it; free some, nothing that was written before is lost",
	sqlite3.SQLITE_BUSY: "another program has been writing it for more than 10 seconds; " +
		"find out which one, or try again",
	sqlite3.SQLITE_IOERR: "the disk does not read or write it; see the system's log",
}

// rights is the remedy where the file, its folder or the disk is read-only.
const rights = "this user must be able to write the file and its folder, and the disk must not be read-only"

// explain puts words and a remedy before an error of the engine. Other errors pass unchanged.
func explain(err error) error {
	failure, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	primary := failure.Code() & 0xff
	if primary == sqlite3.SQLITE_CORRUPT {
		return damaged(failure.Error())
	}
	if primary == sqlite3.SQLITE_IOERR && outOfSpace(failure) {
		primary = sqlite3.SQLITE_FULL
	}
	remedy, ok := remedies[primary]
	if !ok {
		return err
	}
	return fmt.Errorf("%s (%w)", remedy, err)
}

// outOfSpace recognises the one input/output error that has a remedy of its own.
func outOfSpace(failure *sqlite.Error) bool {
	return strings.Contains(failure.Error(), syscall.ENOSPC.Error())
}
