package postgres

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"supplierwatch/internal/lease"
)

// look reads which replicas live and who holds what.
func (r *Replica) look(ctx context.Context) (look, error) {
	members, err := r.members(ctx)
	if err != nil {
		return look{}, err
	}
	rows, err := all(ctx, r.db.pool, scanLease, leasesSQL, r.length.Seconds())
	return look{members, rows}, err
}

// members returns the replicas that live, by their names.
func (r *Replica) members(ctx context.Context) ([]member, error) {
	return all(ctx, r.db.pool, scanMember, membersSQL)
}

func scanMember(rows *sql.Rows) (m member, err error) {
	err = rows.Scan(&m.id, &m.name, &m.registry, &m.key, &m.skew)
	return m, err
}

func scanLease(rows *sql.Rows) (x leaseRow, err error) {
	err = rows.Scan(&x.kind, &x.token, &x.holder, &x.free, &x.abandoned)
	return x, err
}

// Overview returns all replicas that live and who holds what.
func (r *Replica) Overview(ctx context.Context) (lease.Overview, error) {
	seen, err := r.look(ctx)
	if err != nil {
		return lease.Overview{}, r.db.failed("read who holds which lease", err)
	}
	standard := seen.standard(r.self.id)
	var overview lease.Overview
	for _, m := range seen.members {
		x := lease.Replica{
			Name: m.name, Self: m.id == r.self.id, Registry: m.registry, Agrees: m.agrees(standard), Skew: time.Duration(m.skew * float64(time.Second)),
		}
		for _, kind := range lease.Kinds {
			if slices.ContainsFunc(seen.leases, func(row leaseRow) bool { return row.kind == kind && row.holder == m.id && !row.free }) {
				x.Leases = append(x.Leases, kind)
			}
		}
		overview.Replicas = append(overview.Replicas, x)
	}
	return overview, nil
}

// Progress returns how far the state has come.
func (r *Replica) Progress(ctx context.Context) (p lease.Progress, err error) {
	err = r.db.pool.QueryRowContext(ctx, progressSQL).Scan(&p.Facts, &p.Mails, &p.Changes, &p.Evaluated)
	if err != nil {
		err = r.db.failed("read progress", err)
	}
	return p, err
}
