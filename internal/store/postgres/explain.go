package postgres

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// remedies tell by SQLSTATE, or by its class, what happened, in words, and what to do about it.
var remedies = map[string]string{
	"28":    "the server does not accept this login; check user and password under state, and pg_hba.conf",
	"3D000": "there is no such database; make it with createdb, or name another one under state",
	"42501": "this role may not do that; make it the owner of the database",
	"53100": "the disk of the server is full; free some space, nothing that was written before is lost",
	"53300": "the server takes no more connections; raise max_connections, or put PgBouncer before it",
	"55P03": "another transaction has held a lock for more than 10 seconds; find out which one in pg_stat_activity, or try again",
	"57P03": "the server is starting or stopping; try again",
	"26000": preparedStatements,
	"42P05": preparedStatements,
	"25006": "the server is a standby, or was made read-only; name the primary server under state",
	"XX001": "the server found a damaged page; see its log",
	"XX002": "the server found a damaged index; see its log",
}

const preparedStatements = "a connection pool does not keep prepared statements; add ?default_query_exec_mode=exec to the URL under state"

// explain puts words and a remedy before an error of the server. Other errors pass unchanged.
func explain(err error) error {
	failure, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return explainConnection(err)
	}
	remedy, ok := remedies[failure.Code]
	if !ok {
		remedy, ok = remedies[failure.Code[:2]]
	}
	if !ok {
		return err
	}
	return explained{fmt.Sprintf("%s (%s)", remedy, failure.Error()), err}
}

// explained is an error in words for people. Its cause may have a line for each attempt to connect.
type explained struct {
	text  string
	cause error
}

func (e explained) Error() string { return e.text }

func (e explained) Unwrap() error { return e.cause }

// lastLine returns why the last attempt to connect failed: those before tried without TLS or with it, or another address.
func lastLine(err error) string {
	text := strings.TrimSpace(err.Error())
	return strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:])
}

// explainConnection puts words before the error of a connection that could not be made.
func explainConnection(err error) error {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); !ok {
		return err
	}
	why, words := lastLine(err), "the server cannot be reached; see whether it runs, and check host and port under state"
	switch {
	case strings.Contains(err.Error(), "read only"):
		words = remedies["25006"]
	case strings.Contains(why, "server refused TLS connection"):
		words = "the server offers no TLS; switch it on there, or change sslmode in the URL under state"
	}
	return explained{words + " (" + why + ")", err}
}

// isStandby reports whether an error comes of a server that is not the primary one any more.
func isStandby(err error) bool {
	failure, ok := errors.AsType[*pgconn.PgError](err)
	return ok && failure.Code == "25006"
}

// isUndefinedTable reports whether an error comes of a table that does not exist.
func isUndefinedTable(err error) bool {
	failure, ok := errors.AsType[*pgconn.PgError](err)
	return ok && failure.Code == "42P01"
}
