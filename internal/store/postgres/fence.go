package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"supplierwatch/internal/lease"
)

// fence lets a store write only while a replica holds a lease. A nil one lets everything pass.
type fence struct {
	replica *Replica
	kind    lease.Kind
	token   int64 // the term that counts; 0: any
}

// errNotHeld is the error of a write whose lease another replica holds, or nobody could renew.
var errNotHeld = errors.New("this replica does not hold the lease any more")

// check returns the token to write with.
func (f *fence) check() (int64, error) {
	token := f.replica.Token(f.kind)
	if token == 0 || f.token != 0 && token != f.token {
		return 0, f.refused()
	}
	return token, nil
}

func (f *fence) refused() error {
	return fmt.Errorf("%w (%s); nothing of it was written", errNotHeld, f.kind)
}

// share keeps the lease from changing its holder until the transaction ends. Renewing it remains possible.
func (f *fence) share(ctx context.Context, tx *sql.Tx) error {
	if f == nil {
		return nil
	}
	token, err := f.check()
	if err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, shareLeaseSQL, string(f.kind), token).Scan(&token)
	if errors.Is(err, sql.ErrNoRows) {
		return f.refused()
	}
	return err
}
