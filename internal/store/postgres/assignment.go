package postgres

import (
	"slices"
	"time"

	"supplierwatch/internal/lease"
)

// member is a replica as the database knows it.
type member struct {
	id, name, registry, key string
	skew                    float64 // seconds
	expires                 time.Time
}

// agrees reports whether two may share work: their registry and their key are the same.
func (m member) agrees(other member) bool { return m.registry == other.registry && m.key == other.key }

// leaseRow is a lease as the database knows it.
type leaseRow struct {
	kind      lease.Kind
	token     int64
	holder    string
	free      bool // expired
	abandoned bool // expired so long ago that anybody should take it
}

// look is what a replica sees of the others.
type look struct {
	members []member // that live
	leases  []leaseRow
}

// member returns a member that lives.
func (l look) member(id string) (member, bool) {
	i := slices.IndexFunc(l.members, func(m member) bool { return m.id == id })
	if i < 0 {
		return member{}, false
	}
	return l.members[i], true
}

// standard is whose registry counts: that of the replica that evaluates, else one's own.
func (l look) standard(self string) member {
	for _, row := range l.leases {
		if row.kind == lease.Evaluation && !row.free && row.holder != self {
			m, _ := l.member(row.holder)
			return m // unknown: nobody agrees with it until its lease ends
		}
	}
	if m, known := l.member(self); known || len(l.members) == 0 {
		return m
	}
	return l.members[0] // a command does not belong to the members
}

// assignment returns which leases a replica should try to acquire and which it should give back. Replicas that agree with the one that evaluates hold
// about as many each. One that does not agree holds none; where nobody evaluates, anybody may.
func (l look) assignment(self string) (acquire, giveBack []lease.Kind) {
	me, alive := l.member(self)
	standard := l.standard(self)
	held := l.heldBy(self)
	if !alive || !me.agrees(standard) {
		return nil, held
	}
	most, least := l.shares(self, standard)
	if n := len(held) - most; n > 0 {
		return nil, surplus(held, n)
	}
	if len(held) > least+1 && !slices.ContainsFunc(l.leases, func(row leaseRow) bool { return row.free }) {
		return nil, surplus(held, 1)
	}
	for _, row := range l.leases {
		mine := len(held) + len(acquire)
		if row.free && (row.kind == lease.Evaluation || row.abandoned || mine < most && mine <= least) {
			acquire = append(acquire, row.kind)
		}
	}
	return acquire, nil
}

// heldBy returns what a replica holds.
func (l look) heldBy(id string) (held []lease.Kind) {
	for _, row := range l.leases {
		if row.holder == id && !row.free {
			held = append(held, row.kind)
		}
	}
	return held
}

// shares returns how many leases each replica should hold at most, and how many that one of the others holds which has the fewest.
func (l look) shares(self string, standard member) (most, least int) {
	agreeing, least := 0, len(l.leases)
	for _, m := range l.members {
		if !m.agrees(standard) {
			continue
		}
		agreeing++
		if m.id != self {
			least = min(least, len(l.heldBy(m.id)))
		}
	}
	return (len(l.leases) + agreeing - 1) / agreeing, least
}

// surplus returns some leases to give back. To evaluate elsewhere costs most, and mails in flight would be sent twice, so these two stay where they are.
func surplus(held []lease.Kind, n int) []lease.Kind {
	held = slices.DeleteFunc(slices.Clone(held), func(k lease.Kind) bool { return k == lease.Evaluation || k == lease.Mail })
	return held[max(0, len(held)-n):]
}
