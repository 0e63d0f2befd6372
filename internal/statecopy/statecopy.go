// Package statecopy copies a whole state from one database to another, of the same kind or not, and proves that the copy is the same.
package statecopy

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"

	"supplierwatch/internal/store/rowdata"
)

// Database is one end of a copy.
type Database interface {
	// EachRow visits the rows of all tables in a fixed order, as they were at one instant. It stops at the first error of visit.
	EachRow(ctx context.Context, visit func(rowdata.Table, []any) error) error
	// Fill writes the rows that a function adds, in that order, into an empty database: all of them or, with an error, none.
	Fill(ctx context.Context, from func(add func(rowdata.Table, []any) error) error) error
	// Check examines everything.
	Check(ctx context.Context) error
}

// Copied is what was copied: the digest of all rows in hexadecimal digits, and how many rows each table has.
type Copied struct {
	Digest string
	Rows   map[string]int
}

// Copy copies a state into an empty database. Both are checked, and the digest of what was written is compared with that of what was read.
func Copy(ctx context.Context, from, to Database) (Copied, error) {
	if err := from.Check(ctx); err != nil {
		return Copied{}, err
	}
	if err := to.EachRow(ctx, func(rowdata.Table, []any) error { return errNotEmpty }); err != nil {
		return Copied{}, err
	}
	read := newDigest()
	err := to.Fill(ctx, func(add func(rowdata.Table, []any) error) error {
		return from.EachRow(ctx, func(table rowdata.Table, row []any) error {
			read.add(table, row)
			return add(table, row)
		})
	})
	if err != nil {
		return Copied{}, err
	}
	if err := to.Check(ctx); err != nil {
		return Copied{}, err
	}
	written, err := Digest(ctx, to)
	if err != nil {
		return Copied{}, err
	}
	if written.Digest != read.copied().Digest {
		return Copied{}, fmt.Errorf("the copy has the digest %s and the original %s; delete the copy", written.Digest, read.copied().Digest)
	}
	return written, nil
}

var errNotEmpty = errors.New("there is a state in it already, and it may be the better one; name an empty database")

// Digest returns the digest of all rows of a database.
func Digest(ctx context.Context, of Database) (Copied, error) {
	d := newDigest()
	err := of.EachRow(ctx, func(table rowdata.Table, row []any) error {
		d.add(table, row)
		return nil
	})
	return d.copied(), err
}

// digest is a SHA-256 over rows. Each value goes in behind its length.
type digest struct {
	sum  hash.Hash
	rows map[string]int
}

func newDigest() *digest { return &digest{sum: sha256.New(), rows: map[string]int{}} }

func (d *digest) add(table rowdata.Table, row []any) {
	d.rows[table.Name]++
	d.text(table.Name)
	for _, value := range row {
		d.text(fmt.Sprint(value))
	}
}

func (d *digest) text(text string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(text)))
	d.sum.Write(length[:])
	d.sum.Write([]byte(text))
}

func (d *digest) copied() Copied {
	return Copied{Digest: fmt.Sprintf("%x", d.sum.Sum(nil)), Rows: d.rows}
}
