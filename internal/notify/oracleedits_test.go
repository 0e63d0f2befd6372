package notify_test

import (
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
)

// edit changes a policy or who is in a team.
func (w *oracleWorld) edit(t *rapid.T) {
	switch rapid.IntRange(0, 4).Draw(t, "what") {
	case 0, 1:
		w.drawPolicy(t, rapid.SampledFrom([]string{"quiet", "loud", "short"}).Draw(t, "policy"))
	case 2:
		w.retire(rapid.SampledFrom([]string{"leads", "desk"}).Draw(t, "team"), rapid.SampledFrom([]string{"new", "nobody"}).Draw(t, "member"))
	case 3:
		// From now on the office works at other hours.
		w.holidays("office", "Europe/Berlin", rapid.SampledFrom([]string{"08:00-17:00", "06:00-22:00", "10:00-12:00"}).Draw(t, "hours"))
		for _, team := range []string{"owner", "desk"} {
			w.registry.Teams[team].Calendar = w.registry.Calendars["office"]
		}
	case 4:
		s := w.registry.Supplier(w.names[0])
		if s == nil {
			t.Skip("it is removed")
		}
		w.replace(s, func(c *model.Supplier) {
			c.Contacts = nil
			if rapid.Bool().Draw(t, "has its contact") {
				c.Contacts = []*model.Contact{{ID: "desk", Email: "owner@us.test"}}
			}
		})
	}
	w.pass(t)
}

// retire gives a team another member, in all places that know it.
func (w *oracleWorld) retire(team, member string) {
	if member != "nobody" {
		member += "." + team + "@us.test"
	}
	w.team([]string{team, map[string]string{"leads": "tokyo", "desk": "office"}[team], member})
	for _, s := range w.registry.Suppliers {
		if s.Owner != nil && s.Owner.ID == team {
			w.replace(s, func(c *model.Supplier) { c.Owner = w.registry.Teams[team] })
		}
	}
}

// replace puts an edited copy in a supplier's place.
func (w *oracleWorld) replace(s *model.Supplier, edit func(*model.Supplier)) {
	c := *s
	edit(&c)
	w.takeAway(s.ID)
	w.add(&c)
}

func (w *oracleWorld) takeAway(id string) { w.scenario.remove([]string{id}) }

func (w *oracleWorld) add(s *model.Supplier) {
	w.registry.Suppliers = append(slices.Clone(w.registry.Suppliers), s)
	slices.SortFunc(w.registry.Suppliers, func(a, b *model.Supplier) int { return strings.Compare(a.ID, b.ID) })
}

// remove takes some suppliers away, and lets them come back.
func (w *oracleWorld) remove(t *rapid.T) {
	gone := rapid.SliceOfNDistinct(rapid.IntRange(0, len(w.names)-1), 1, 3, rapid.ID).Draw(t, "gone")
	kept := slices.Clone(w.registry.Suppliers)
	for _, i := range gone {
		w.takeAway(w.names[i])
	}
	w.wait(t, time.Minute, 20)
	if rapid.Bool().Draw(t, "come back") {
		w.registry.Suppliers = kept
		w.pass(t)
	}
}

func (w *oracleWorld) rename(t *rapid.T) {
	i := rapid.IntRange(0, 2).Draw(t, "which")
	s := w.registry.Supplier(w.names[i])
	if s == nil {
		t.Skip("it is removed")
	}
	w.replace(s, func(c *model.Supplier) {
		c.Was = append(slices.Clone(c.Was), c.ID)
		c.ID += "x"
	})
	w.names[i] += "x"
	w.pass(t)
}
