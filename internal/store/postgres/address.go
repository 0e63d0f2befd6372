package postgres

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"supplierwatch/internal/stateurl"
)

// Address is where a database is and how to log in.
type Address struct {
	URL      string // postgres://USER@HOST:PORT/DATABASE
	Password string // empty: that of the URL, of ~/.pgpass, or none
}

// PlaceOf returns where a database is, without password and options, as people recognise it.
func PlaceOf(text string) string {
	at, err := url.Parse(text)
	if err != nil {
		return "a database of PostgreSQL"
	}
	host := at.Host
	if host == "" {
		host = at.Query().Get("host")
	}
	return fmt.Sprintf("database %s on %s", strings.TrimPrefix(at.Path, "/"), host)
}

const applicationName = "supplierwatch"

// patience is how long a connection may take to be made, and a transaction waits for another.
const patience = 10 * time.Second

// configuration returns how to connect. A pooler passes on no parameter of a session but the name of the application, so there is no other.
func (a Address) configuration() (*pgx.ConnConfig, error) {
	at, err := url.Parse(a.URL)
	switch {
	case err != nil || !stateurl.IsServer(a.URL):
		return nil, errors.New("expected postgres://USER@HOST:PORT/DATABASE, such as postgres://supplierwatch@db.example:5432/supplierwatch")
	case strings.Trim(at.Path, "/") == "":
		return nil, errors.New("the database is missing; write it behind the host, such as postgres://supplierwatch@db.example:5432/supplierwatch")
	}
	found, err := pgx.ParseConfig(a.URL)
	if err != nil {
		return nil, errors.New("expected postgres://USER@HOST:PORT/DATABASE with options that libpq knows, such as ?sslmode=verify-full")
	}
	if err := refuseParameters(at.Query(), found.RuntimeParams); err != nil {
		return nil, err
	}
	found.RuntimeParams = map[string]string{"application_name": applicationName}
	if a.Password != "" {
		found.Password = a.Password
	}
	if found.ValidateConnect == nil {
		found.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	if found.ConnectTimeout == 0 {
		found.ConnectTimeout = patience
	}
	dialer := &net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: patience, Interval: 5 * time.Second, Count: 3}}
	found.DialFunc = dialer.DialContext
	return found, nil
}

// refuseParameters refuses parameters of a session that a URL asks for. Those that come from the environment are left out.
func refuseParameters(asked url.Values, found map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if name != "application_name" && asked.Has(name) {
			return fmt.Errorf("%s is not possible behind a connection pool; set it for the role, with ALTER ROLE … SET %s", name, name)
		}
	}
	return nil
}

// place returns where the database is.
func (a Address) place() string { return PlaceOf(a.URL) }
