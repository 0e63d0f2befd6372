package postgres

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/lease"
)

// cluster is some replicas in memory, which see the same look and act one after another.
type cluster struct{ look }

// lives adds a replica.
func (c *cluster) lives(id, registry string) {
	c.members = append(c.members, member{id: id, name: id, registry: registry})
}

// dies frees what a replica held.
func (c *cluster) dies(id string) {
	c.members = slices.DeleteFunc(c.members, func(m member) bool { return m.id == id })
	for i := range c.leases {
		if c.leases[i].holder == id {
			c.leases[i].free = true
		}
	}
}

// beat has one replica act on what it sees.
func (c *cluster) beat(id string) {
	acquire, giveBack := c.assignment(id)
	for i := range c.leases {
		row := &c.leases[i]
		switch {
		case slices.Contains(giveBack, row.kind):
			row.free = true
		case slices.Contains(acquire, row.kind):
			row.holder, row.free, row.abandoned, row.token = id, false, false, row.token+1
		}
	}
}

// held returns how many leases each replica holds.
func (c *cluster) held() map[string]int {
	n := map[string]int{}
	for _, row := range c.leases {
		if !row.free {
			n[row.holder]++
		}
	}
	return n
}

func newCluster() *cluster {
	c := &cluster{}
	for _, kind := range lease.Kinds {
		c.leases = append(c.leases, leaseRow{kind: kind, free: true})
	}
	return c
}

// TestLeasesAreShared draws replicas that come, die, and read other registries. Once nothing happens any more, every lease is held by a replica that
// agrees with the one that evaluates, and all that agree hold about as many.
func TestLeasesAreShared(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCluster()
		for i := range rapid.IntRange(1, 12).Draw(rt, "events") {
			switch id := fmt.Sprint("r", rapid.IntRange(0, 4).Draw(rt, "replica")); rapid.IntRange(0, 3).Draw(rt, "event") {
			case 0:
				c.dies(id)
			case 1:
				c.dies(id)
				c.lives(fmt.Sprint(id, "-", i), rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "registry"))
			default:
				for _, m := range c.members {
					c.beat(m.id)
				}
			}
		}
		if len(c.members) == 0 {
			c.lives("last", "a")
		}
		for range 8 {
			for _, m := range c.members {
				c.beat(m.id)
			}
		}
		checkShared(rt, c)
		before := fmt.Sprint(c.leases)
		for _, m := range c.members {
			c.beat(m.id)
		}
		if after := fmt.Sprint(c.leases); after != before {
			rt.Fatalf("leases go back and forth: %s, then %s", before, after)
		}
	})
}

func checkShared(rt *rapid.T, c *cluster) {
	leader := c.standard("nobody")
	var agreeing []string
	for _, m := range c.members {
		if m.registry == leader.registry {
			agreeing = append(agreeing, m.id)
		}
	}
	held := c.held()
	total, stays := 0, 0 // the two that are never given back may be in one place
	for _, m := range c.members {
		if slices.Contains(c.heldBy(m.id), lease.Evaluation) && slices.Contains(c.heldBy(m.id), lease.Mail) {
			stays = 1
		}
	}
	for _, id := range agreeing {
		total += held[id]
		if least, most := len(lease.Kinds)/len(agreeing), (len(lease.Kinds)+len(agreeing)-1)/len(agreeing); held[id] < least-stays || held[id] > max(most, 1+stays) {
			rt.Errorf("%s holds %d of %d leases, and %d replicas agree", id, held[id], len(lease.Kinds), len(agreeing))
		}
	}
	if total != len(lease.Kinds) {
		rt.Errorf("replicas that agree hold %d of %d leases: %v of %v", total, len(lease.Kinds), c.leases, c.members)
	}
}

// TestReplicaWithAnotherKeyHoldsNothing has the same registry and another signing key: answers to its mails would be nobody's.
func TestReplicaWithAnotherKeyHoldsNothing(t *testing.T) {
	c := newCluster()
	c.lives("first", "a")
	c.beat("first")
	c.members = append(c.members, member{id: "second", registry: "a", key: "another"})
	for range 3 {
		c.beat("second")
		c.beat("first")
	}
	if held := c.held(); held["second"] != 0 || held["first"] != len(lease.Kinds) {
		t.Errorf("held are %v", held)
	}
	c.dies("first")
	c.beat("second")
	if c.held()["second"] != len(lease.Kinds) {
		t.Error("nobody takes the place of a replica that was killed")
	}
}

// TestAbandonedLeasesAreTaken: a replica that seems to live and takes no lease that it should leaves it to the others.
func TestAbandonedLeasesAreTaken(t *testing.T) {
	c := newCluster()
	c.lives("slow", "a")
	c.lives("swift", "a")
	for range 3 {
		c.beat("swift")
		c.beat("slow")
	}
	c.dies("slow")
	c.lives("slow", "a")
	for range 3 {
		c.beat("swift")
	}
	if held := c.held()["swift"]; held != len(lease.Kinds)/2 {
		t.Errorf("%d leases are held, want half", held)
	}
	for i := range c.leases {
		c.leases[i].abandoned = c.leases[i].free
	}
	c.beat("swift")
	if held := c.held()["swift"]; held != len(lease.Kinds) {
		t.Errorf("%d leases are held", held)
	}
}
