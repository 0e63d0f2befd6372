package postgres

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"supplierwatch/internal/lease"
)

// look reads which replicas live and who holds what. A lease that is free for longer than a length is anybody's.
func (d *database) look(ctx context.Context, length time.Duration) (look, error) {
	members, err := d.members(ctx)
	if err != nil {
		return look{}, err
	}
	rows, err := all(ctx, d.pool, scanLease, leasesSQL, length.Seconds())
	return look{members, rows}, err
}

// members returns the replicas that live, by their names.
func (d *database) members(ctx context.Context) ([]member, error) {
	return all(ctx, d.pool, scanMember, membersSQL)
}

func scanMember(rows *sql.Rows) (m member, err error) {
	err = rows.Scan(&m.id, &m.name, &m.registry, &m.key, &m.skew, &m.expires)
	return m, err
}

func scanLease(rows *sql.Rows) (x leaseRow, err error) {
	err = rows.Scan(&x.kind, &x.token, &x.holder, &x.free, &x.abandoned)
	return x, err
}

// Replicas returns all replicas that live and who holds what.
func (r *Replica) Replicas(ctx context.Context) ([]lease.Replica, error) {
	return r.db.replicas(ctx, r.self.id)
}

func (d *database) replicas(ctx context.Context, self string) (all []lease.Replica, err error) {
	seen, err := d.look(ctx, 0)
	if err != nil {
		return nil, d.failed("read who holds which lease", err)
	}
	standard := seen.standard(self)
	for _, m := range seen.members {
		held := seen.heldBy(m.id)
		slices.SortFunc(held, func(a, b lease.Kind) int { return slices.Index(lease.Kinds, a) - slices.Index(lease.Kinds, b) })
		all = append(all, lease.Replica{
			Name: m.name, Self: m.id == self, Registry: m.registry, Agrees: m.agrees(standard), Leases: held,
			Skew: time.Duration(m.skew * float64(time.Second)),
		})
	}
	return all, nil
}

// Progress returns how far the state has come.
func (r *Replica) Progress(ctx context.Context) (p lease.Progress, err error) {
	err = r.db.pool.QueryRowContext(ctx, progressSQL).Scan(&p.Facts, &p.Mails, &p.Changes, &p.Evaluated)
	if err != nil {
		err = r.db.failed("read progress", err)
	}
	return p, err
}
