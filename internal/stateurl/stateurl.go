// Package stateurl reads the URL of a state, of which there are two kinds: sqlite:FILE and postgres://USER@HOST:PORT/DATABASE.
package stateurl

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// IsServer reports whether a URL is that of a database server.
func IsServer(text string) bool {
	return strings.HasPrefix(text, "postgres:") || strings.HasPrefix(text, "postgresql:")
}

// CheckServer returns what is wrong with the URL of a database server. It is printed in many places, so that it may have no password, nor does an
// error repeat it.
func CheckServer(text string) error {
	at, err := url.Parse(text)
	if err != nil || !IsServer(text) || at.Opaque != "" || strings.Trim(at.Path, "/") == "" {
		return errors.New("expected postgres://USER@HOST:PORT/DATABASE, such as postgres://supplierwatch@db.example:5432/supplierwatch")
	}
	if _, has := at.User.Password(); has || at.Query().Has("password") {
		return errors.New(`the URL has a password; write {url: "postgres://USER@HOST:PORT/DATABASE", password: {file: pg.pw}}`)
	}
	return nil
}

// File returns the path in the URL of a database in a file.
func File(text string) (path string, err error) {
	path, embedded := strings.CutPrefix(text, "sqlite:")
	switch {
	case strings.HasPrefix(path, "//") && embedded:
		return path, fmt.Errorf("write sqlite:%s, without //", strings.TrimPrefix(path, "//"))
	case !embedded || path == "" || strings.HasSuffix(path, "/"):
		return path, errors.New("expected sqlite:FILE, such as sqlite:./var/supplierwatch.db, or postgres://USER@HOST:PORT/DATABASE")
	}
	return path, nil
}
